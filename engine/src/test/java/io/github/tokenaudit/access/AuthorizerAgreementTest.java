package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.access.AuthorizerWorlds.Query;
import io.github.tokenaudit.access.AuthorizerWorlds.World;
import io.github.tokenaudit.cluster.Clusters;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what is what Kubernetes' own authorizer says. {@code -DtokenAudit.authorizerWorlds=FILE} reads other worlds
 * than the committed ones; {@code it/authorizer} makes as many as are wanted.
 */
class AuthorizerAgreementTest {

    private static AuthorizerWorlds worlds = new AuthorizerWorlds("", List.of());

    @BeforeAll
    static void readWorlds() throws IOException {
        worlds = AuthorizerWorlds.read();
    }

    private static Stream<String> kinds() {
        return worlds.worlds().stream().map(World::kind).distinct();
    }

    private static Stream<World> worldsOf(String kind) {
        return worlds.worlds().stream().filter(world -> world.kind().equals(kind));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void asksAboutBothWhatIsAllowedAndWhatIsNot(String kind) {
        List<Query> queries =
                worldsOf(kind).flatMap(world -> world.queries().stream()).toList();

        assertThat(queries).hasSizeGreaterThan(100);
        assertThat(queries.stream().filter(Query::isAllowed).count())
                .isBetween(queries.size() * 2L / 5, queries.size() * 3L / 5);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsAllManifests(String kind) {
        assertThat(worldsOf(kind)).allSatisfy(world -> {
            var cluster = Clusters.of("world.yaml", world.manifests());

            assertThat(cluster.problems()).isEmpty();
            assertThat(cluster.inventory().notObjects()).isZero();
            assertThat(cluster.bundles()).hasSize(1);
        });
    }
}
