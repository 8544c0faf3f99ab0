package io.github.tokenaudit.it.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.code.ProjectProperties;
import io.github.tokenaudit.usage.code.UsageAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operators that nobody publishes as artifacts, from a folder outside of the repository that the property {@code
 * tokenAudit.operators} names; README.md says how it is laid out.
 */
class BuiltOperatorsTest {

    private static final Path ROLES = Path.of("src/test/resources/roles");

    @ParameterizedTest
    @CsvSource({
        "strimzi-cluster-operator-0.48.0, 50, 50, 6",
        "strimzi-user-operator-0.48.0, 18, 18, 0",
        "josdk-webpage-5.2.3, 6, 6, 0",
        "josdk-mysql-schema-5.2.3, 0, 0, 0",
        "josdk-tomcat-5.2.3, 3, 3, 0",
        "aboutbits-0.3.1, 18, 18, 0"
    })
    void showsOfEachGrantWhatItsFileSays(String operator, int calls, int resolved, int apart) throws IOException {
        Usage usage = usage(operator);
        Roles roles = Roles.read(ROLES.resolve(operator + ".txt"));

        assertThat(usage.problems()).isEmpty();
        assertThat(usage.coverage().missing()).isEmpty();
        assertThat(roles.differences(usage)).isEmpty();
        assertThat(roles.missing(usage)).isEqualTo(missing(operator));
        assertThat(usage.coverage().calls()).isEqualTo(calls);
        assertThat(usage.coverage().resolved()).isEqualTo(resolved);
        assertThat(usage.coverage().apart()).isEqualTo(apart);
    }

    /** Quarkus' generator does not see event sources (quarkus-operator-sdk, issue 1257); the others have what they need. */
    private static List<String> missing(String operator) {
        return operator.startsWith("aboutbits") ? List.of("secrets:get", "secrets:list", "secrets:watch") : List.of();
    }

    static Usage usage(String operator) throws IOException {
        String folder = System.getProperty("tokenAudit.operators", "");
        assumeTrue(!folder.isEmpty(), "-DtokenAudit.operators is not set, so " + operator + " is not analysed");
        Path root = Path.of(folder).resolve(operator);
        return UsageAnalysis.of(list(root.resolve("classes")), list(root.resolve("lib")), ProjectProperties.none());
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }
}
