package io.github.tokenaudit.it.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.usage.Coverage.UnresolvedCall;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.code.ProjectProperties;
import io.github.tokenaudit.usage.code.UsageAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Operators as they are published, held against the roles that they are installed with. */
class OperatorsTest {

    private static final Path OPERATORS = Path.of("target/operators");
    private static final Path ROLES = Path.of("src/test/resources/roles");

    private static Usage usage(String operator, ProjectProperties properties, String... own) throws IOException {
        List<Path> jars;
        try (Stream<Path> list = Files.list(OPERATORS.resolve(operator))) {
            jars = list.sorted().toList();
        }
        List<Path> classes = jars.stream()
                .filter(jar -> Arrays.asList(own).contains(jar.getFileName().toString()))
                .toList();
        assertThat(classes).hasSize(own.length);
        Usage usage = UsageAnalysis.of(classes, jars, properties);
        assertThat(usage.problems()).isEmpty();
        assertThat(usage.coverage().missing()).isEmpty();
        return usage;
    }

    static Usage debezium(ProjectProperties properties) throws IOException {
        return usage("debezium", properties, "debezium-operator-core-3.3.0.Final.jar");
    }

    static Usage flink() throws IOException {
        return usage(
                "flink",
                ProjectProperties.none(),
                "flink-kubernetes-operator-1.7.0.jar",
                "flink-kubernetes-1.17.1.jar");
    }

    static Usage pulsar() throws IOException {
        return usage("pulsar", ProjectProperties.none(), "pulsar-functions-runtime-4.0.6.jar");
    }

    @Test
    void knowsWhatDebeziumNeeds() throws IOException {
        // As in the project's pom.
        ProjectProperties properties = new ProjectProperties(Map.of("quarkus.operator-sdk.crd.validate", "false"));
        Usage usage = debezium(properties);
        Roles roles = Roles.read(ROLES.resolve("debezium-3.3.0.txt"));
        SortedMap<String, SortedSet<String>> verdicts = roles.verdicts(usage);

        assertThat(roles.size()).isEqualTo(73);
        assertThat(Roles.counts(verdicts))
                .isEqualTo(Map.of("PROVEN", 2, "FRAMEWORK", 30, "POSSIBLE", 16, "DELEGATED", 4, "NONE", 21));
        assertThat(verdicts.get("DELEGATED"))
                .containsExactly("configmaps:get", "secrets:get", "secrets:list", "secrets:watch");
        assertThat(verdicts.get("NONE"))
                .contains("debezium.io/debeziumservers:create", "debezium.io/debeziumservers:delete", "services:get");
        assertThat(roles.missing(usage)).isEmpty();
        assertThat(usage.coverage().calls()).isEqualTo(usage.coverage().resolved());
    }

    @Test
    void knowsThatQuarkusValidatesDefinitionsUnlessItIsToldNotTo() throws IOException {
        Usage usage = debezium(ProjectProperties.none());
        assertThat(Roles.read(ROLES.resolve("debezium-3.3.0.txt")).missing(usage))
                .containsExactly("apiextensions.k8s.io/customresourcedefinitions:get");
    }

    @Test
    void knowsWhatFlinkNeedsThroughARelocatedClient() throws IOException {
        Usage usage = flink();
        Roles roles = Roles.read(ROLES.resolve("flink-1.7.0.txt"));
        SortedMap<String, SortedSet<String>> verdicts = roles.verdicts(usage);

        assertThat(verdicts.get("NONE"))
                .containsExactly(
                        "apps/deployments/finalizers:*",
                        "apps/replicasets:*",
                        "extensions/deployments:*",
                        "extensions/ingresses:*",
                        "flink.apache.org/flinkdeployments/finalizers:*",
                        "flink.apache.org/flinksessionjobs/finalizers:*");
        assertThat(Roles.counts(verdicts)).isEqualTo(Map.of("PROVEN", 14, "NONE", 6));
        assertThat(roles.missing(usage)).isEmpty();
        assertThat(usage.coverage().calls()).isEqualTo(45);
        assertThat(usage.coverage().resolved()).isEqualTo(45);
        assertThat(usage.coverage().unresolved()).isEqualTo(List.<UnresolvedCall>of());
    }

    /** The Secret with Kerberos' keys is one of a list of objects that several classes put together. */
    @Test
    void knowsWhatFlinkCreatesFromAListOfAnyObjects() throws IOException {
        assertThat(flink().uses())
                .filteredOn(use -> use.permission().resource().equals("secrets"))
                .extracting(use -> use.strength() + " " + use.permission())
                .containsExactly("PROVEN secrets:create", "POSSIBLE secrets:get", "PROVEN secrets:update");
    }

    @Test
    void knowsWhatPulsarMayNeed() throws IOException {
        Usage usage = pulsar();
        Roles roles = Roles.read(ROLES.resolve("pulsar-4.0.6.txt"));

        // A library without an entry point: nothing is proven.
        assertThat(Roles.counts(roles.verdicts(usage))).isEqualTo(Map.of("POSSIBLE", 4));
        assertThat(usage.uses()).allMatch(use -> use.strength() == Strength.POSSIBLE);
        assertThat(usage.coverage().resolved()).isEqualTo(13);
        assertThat(usage.coverage().unresolved()).isEqualTo(List.<UnresolvedCall>of());
    }
}
