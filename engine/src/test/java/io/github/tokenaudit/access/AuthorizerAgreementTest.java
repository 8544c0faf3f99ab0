package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.access.AuthorizerWorlds.Query;
import io.github.tokenaudit.access.AuthorizerWorlds.Request;
import io.github.tokenaudit.access.AuthorizerWorlds.Requester;
import io.github.tokenaudit.access.AuthorizerWorlds.World;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Clusters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what is what Kubernetes' own authorizer says. {@code -DtokenAudit.authorizerWorlds=FILE} reads other worlds
 * than the committed ones; {@code it/authorizer} makes as many as are wanted.
 */
class AuthorizerAgreementTest {

    /** How many of the worlds with disagreements are told whole. */
    private static final int TOLD = 5;

    private static final String BOUND_TO = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: op}
            roleRef: {kind: ClusterRole, name: "%s"}
            subjects: [{kind: ServiceAccount, namespace: shop, name: op}]
            """;

    /** What is held to Kubernetes. */
    @FunctionalInterface
    private interface Resolver {

        /** Reads manifests, and tells who may make which request. */
        BiPredicate<Requester, Request> resolve(String kubernetesVersion, String manifests);
    }

    private static final Resolver RESOLVER = AuthorizerAgreementTest::accessModel;

    private static AuthorizerWorlds worlds = new AuthorizerWorlds("", List.of());

    private static BuiltinAnswers builtins = new BuiltinAnswers(List.of(), List.of());

    @BeforeAll
    static void readFiles() throws IOException {
        worlds = AuthorizerWorlds.read();
        builtins = BuiltinAnswers.read();
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

    @ParameterizedTest
    @MethodSource("kinds")
    void allowsWhatKubernetesAllowsAndNothingElse(String kind) {
        List<String> told = new ArrayList<>();
        int asked = 0;
        int wrong = 0;
        for (World world : worldsOf(kind).toList()) {
            BiPredicate<Requester, Request> allows = RESOLVER.resolve(worlds.kubernetesVersion(), world.manifests());
            List<Query> disagreements = world.queries().stream()
                    .filter(query -> allows.test(query.who(), query.request()) != query.isAllowed())
                    .toList();
            asked += world.queries().size();
            wrong += disagreements.size();
            if (!disagreements.isEmpty() && told.size() < TOLD) {
                told.add(tell(world, disagreements));
            }
        }

        assertThat(told)
                .as("%d of %d answers differ from Kubernetes'", wrong, asked)
                .isEmpty();
    }

    private static String tell(World world, List<Query> disagreements) {
        StringBuilder text = new StringBuilder("\nworld " + world.name() + "\n" + world.manifests());
        for (Query query : disagreements) {
            text.append("%s%n  %s%n  Kubernetes %s%n"
                    .formatted(
                            query.who(),
                            query.request(),
                            query.isAllowed()
                                    ? "allows it by " + query.allowedBy() + ", we deny it"
                                    : "denies it, we allow it"));
        }
        return text.toString();
    }

    private static Stream<String> versions() {
        return builtins.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void knowsWhatBuiltinRolesAllowInEachVersion(String version) {
        Requester op = Requester.account("shop", "op");
        Map<String, BiPredicate<Requester, Request>> byRole = new HashMap<>();

        assertThat(builtins.answers())
                .filteredOn(answer -> byRole.computeIfAbsent(
                                        answer.role(), role -> RESOLVER.resolve(version, BOUND_TO.formatted(role)))
                                .test(op, answer.request())
                        != answer.allowedIn().contains(version))
                .isEmpty();
    }

    private static BiPredicate<Requester, Request> accessModel(String kubernetesVersion, String manifests) {
        Cluster cluster = Clusters.of("world.yaml", manifests);
        Bundle bundle = cluster.bundles().get(0);
        AccessModel model = new AccessModel(cluster, BuiltinPolicy.of(kubernetesVersion));
        return (who, request) -> !model.allowing(
                        bundle, Identity.of(who.user(), Set.copyOf(who.groups())), asked(request))
                .isEmpty();
    }

    private static io.github.tokenaudit.access.Request asked(Request request) {
        if (request.isPath()) {
            return io.github.tokenaudit.access.Request.ofUrl(request.verb(), request.resource());
        }
        var asked = io.github.tokenaudit.access.Request.of(request.verb(), request.apiGroup(), request.resource())
                .named(request.name());
        return request.namespace().isEmpty() ? asked : asked.in(request.namespace());
    }
}
