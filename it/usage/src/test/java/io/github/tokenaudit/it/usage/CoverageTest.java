package io.github.tokenaudit.it.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.usage.Coverage;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.code.ProjectProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much of the operators' code is understood, over all of them that are there. */
class CoverageTest {

    private static List<Usage> operators() throws IOException {
        List<Usage> operators = new ArrayList<>();
        operators.add(OperatorsTest.debezium(ProjectProperties.none()));
        operators.add(OperatorsTest.flink());
        operators.add(OperatorsTest.pulsar());
        String folder = System.getProperty("tokenAudit.operators", "");
        if (!folder.isEmpty()) {
            try (Stream<Path> built = Files.list(Path.of(folder))) {
                for (Path operator : built.sorted().toList()) {
                    operators.add(
                            BuiltOperatorsTest.usage(operator.getFileName().toString()));
                }
            }
        }
        return operators;
    }

    @Test
    void resolvesAtLeast97OfAHundredCallsAndListsTheOthers() throws IOException {
        int calls = 0;
        int resolved = 0;
        for (Usage usage : operators()) {
            Coverage coverage = usage.coverage();
            calls += coverage.calls();
            resolved += coverage.resolved();
            assertThat(coverage.unresolved())
                    .filteredOn(call -> !call.partly() && !call.apart())
                    .hasSize(coverage.calls() - coverage.resolved());
        }
        assertThat(calls).isGreaterThan(50);
        assertThat(resolved * 100.0 / calls).isGreaterThanOrEqualTo(97);
    }
}
