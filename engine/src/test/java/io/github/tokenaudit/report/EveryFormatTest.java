package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.rules.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.parsers.JUnitParser;
import se.bjurr.violations.lib.parsers.SarifParser;

/** Holds the reports of all examples of all rules, and of malicious manifests, to what each format promises. */
class EveryFormatTest {

    /** A text wherever anybody can put one. */
    private static final String HOSTILE_MANIFEST = """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": TEXT, "namespace": TEXT}},
              {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": TEXT, "namespace": TEXT},
               "spec": {"serviceAccountName": TEXT, "containers": [{"name": TEXT, "image": TEXT}]}},
              {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": TEXT},
               "rules": [{"apiGroups": [TEXT], "resources": [TEXT, "secrets"], "verbs": [TEXT]},
                         {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]},
              {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": TEXT},
               "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": TEXT},
               "subjects": [{"kind": "ServiceAccount", "name": TEXT, "namespace": TEXT}]},
              {"apiVersion": TEXT, "kind": TEXT, "metadata": {"name": TEXT}}]}
            """;

    static Stream<Path> examples() throws IOException {
        Path rules = Path.of("src/main/resources/io/github/tokenaudit/rules");
        try (Stream<Path> found = Files.walk(rules, 2)) {
            return found
                    .filter(path -> path.getNameCount() == rules.getNameCount() + 2)
                    .filter(path -> !path.toString().endsWith(".expect"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void keepsItsPromiseForEveryExample(Path example) throws IOException {
        Report report = Reports.audited(example, FailOn.DEFAULT);
        assertKeepsPromises(report);
        assertKeepsPromises(new Baseline(Reports.shop()).compare(report));
    }

    @ParameterizedTest
    @EnumSource(Hostile.class)
    void keepsItsPromiseWhateverAManifestHolds(Hostile hostile, @TempDir Path folder) throws IOException {
        Path manifest = folder.resolve("hostile.json");
        Files.writeString(manifest, HOSTILE_MANIFEST.replace("TEXT", quoted(hostile.text)));

        Report report = Reports.audited(manifest, FailOn.DEFAULT);

        assertThat(report.findings()).isNotEmpty();
        assertKeepsPromises(report);
        ConsoleReport console = new ConsoleReport(ConsoleReport.Options.DEFAULT);
        assertThat(Stream.of(console.findings(report), console.summary(report, List.of()))
                        .flatMap(List::stream))
                .allSatisfy(line ->
                        assertThat(PlainText.visible(line)).isEqualTo(line).hasSizeLessThan(5_000));
    }

    private static String quoted(String text) throws IOException {
        return new ObjectMapper()
                .writer()
                .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                .writeValueAsString(text);
    }

    private static void assertKeepsPromises(Report report) throws IOException {
        List<Finding> headlines = report.findings().stream()
                .filter(finding -> finding.partOf() == null)
                .toList();

        String json = Reports.write(new JsonReport(), report);
        Schemas.assertIsReport(json);
        assertThat(JsonReport.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(report);

        String sarif = Reports.write(new SarifReport(Catalogue.infos()), report);
        Schemas.assertIsSarif(sarif);
        assertThat(WarningsPlugin.read(new SarifParser(), sarif))
                .extracting(Violation::getRule, Violation::getFile, Violation::getStartLine)
                .containsExactlyInAnyOrderElementsOf(headlines.stream()
                        .map(finding -> tuple(
                                finding.rule(),
                                finding.location().file(),
                                finding.location().line()))
                        .toList());

        String junit = Reports.write(new JUnitReport(), report);
        assertThat(WarningsPlugin.read(new JUnitParser(), junit))
                .hasSameSizeAs(headlines.stream().filter(Finding::shutsGate).toList());
    }
}
