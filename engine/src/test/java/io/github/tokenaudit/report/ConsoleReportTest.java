package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Note;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.ConsoleReport.Options;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsoleReportTest {

    private static final ConsoleReport CONSOLE = new ConsoleReport(Options.DEFAULT);

    @Test
    void looksAsItAlwaysDid() throws IOException {
        Report shop = Reports.shop();
        List<String> files = List.of("target/token-audit/token-audit.html");

        String text = String.join("\n", CONSOLE.findings(shop)) + "\n\n"
                + String.join("\n", CONSOLE.summary(shop, files)) + "\n";

        Golden.assertMatches(Reports.RESOURCES.resolve("shop.txt"), text);
    }

    @Test
    void tellsPlaceSeverityRuleMessageProofAndRemedy() {
        assertThat(CONSOLE.findings(Reports.of(Reports.finding(Severity.HIGH, 7, "it is bad"))))
                .containsExactly(
                        "op.yaml:7:7 HIGH TA101 token-automounted",
                        "    Deployment/shop/op: it is bad",
                        "    - account shop/op says nothing of it (op.yaml:3:3)",
                        "    fix: Set it to false.");
    }

    @Test
    void tellsTheSameRemedyOnce() {
        assertThat(CONSOLE.findings(
                        Reports.of(Reports.finding(Severity.HIGH, 7, "a"), Reports.finding(Severity.HIGH, 9, "b"))))
                .filteredOn(line -> line.contains("fix:"))
                .containsExactly("    fix: Set it to false.", "    fix: as above for TA101");
    }

    @Test
    void saysOfEachOperatorWhatItsPodsGiveWithoutTheirTokens(@TempDir Path folder) throws IOException {
        Path pod = Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: agent, namespace: shop}
                spec:
                  automountServiceAccountToken: false
                  hostPID: true
                  hostNetwork: true
                  containers: [{name: main, image: registry.example/agent:1.0, securityContext: {privileged: true}}]
                """);

        assertThat(CONSOLE.summary(Reports.audited(pod, FailOn.NEVER), List.of()))
                .filteredOn(line -> line.startsWith("Operator: "))
                .singleElement()
                .asString()
                .contains("no token mounted, pods give away their node, the network of their node, grade ");
    }

    @Test
    void listsOnlyWhatCountsAndIsBadEnough() {
        Finding high = Reports.finding(Severity.HIGH, 1, "high");
        Report report = Reports.of(
                high,
                Reports.finding(Severity.INFO, 2, "info"),
                Reports.at(high.location(), Severity.HIGH, "part", "p", high.fingerprint()),
                Reports.suppressed(Reports.finding(Severity.HIGH, 3, "suppressed"), "known"));

        assertThat(CONSOLE.findings(report))
                .filteredOn(line -> line.contains("TA101"))
                .hasSize(1);
        assertThat(new ConsoleReport(new Options(Severity.INFO, 50, false)).findings(report))
                .filteredOn(line -> line.contains("TA101 token"))
                .hasSize(2);
        assertThat(CONSOLE.summary(report, List.of()))
                .contains("Findings: 1 high, 1 info (besides: 1 suppressed, 1 part of others)");
    }

    @Test
    void countsTheLeastBadOfALongList() {
        Finding[] many = IntStream.rangeClosed(1, 300)
                .mapToObj(line -> Reports.finding(line == 1 ? Severity.HIGH : Severity.LOW, line, "bad"))
                .toArray(Finding[]::new);

        List<String> lines = new ConsoleReport(new Options(Severity.LOW, 2, false)).findings(Reports.of(many));

        assertThat(lines).filteredOn(line -> line.contains("TA101 token")).hasSize(2);
        assertThat(lines).last().isEqualTo("... and 298 more (298 low), which the reports list");
    }

    @Test
    void countsOperatorsByGradeWhenTheyAreManyAndTellsSomeNotesOnly() throws IOException {
        Report shop = Reports.shop();
        Report many = new Report(
                shop.toolVersion(),
                shop.kubernetesVersion(),
                shop.gate(),
                shop.summary(),
                Collections.nCopies(11, shop.operators().get(0)),
                shop.findings(),
                IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> new Note("note " + i, null))
                        .toList(),
                null,
                null);

        assertThat(CONSOLE.summary(many, List.of()))
                .contains(
                        "Operators: 11, by grade: 11 D",
                        "Note: note 10",
                        "... and 2 more notes, which the reports list")
                .doesNotContain("Note: note 11");
    }

    @Test
    void saysTheVerdictLastAndWhatItFollowsFrom() throws IOException {
        Report failed = Reports.of(Reports.finding(Severity.HIGH, 1, "bad"));

        assertThat(CONSOLE.summary(failed, List.of("target/r.html")))
                .endsWith(
                        "Grade: D",
                        "Report: target/r.html",
                        "Gate: FAILED by 1 finding (it fails on high or worse, and on input that can't be read)");
        assertThat(CONSOLE.summary(Reports.of(), List.of()))
                .last()
                .isEqualTo("Gate: passed (it fails on high or worse, and on input that can't be read)");
        assertThat(CONSOLE.summary(Reports.audited(Reports.RESOURCES.resolve("shop"), FailOn.NEVER), List.of()))
                .last()
                .isEqualTo("Gate: open (failOn is never)");
    }

    @Test
    void coloursSeveritiesOnlyWhenAsked() {
        Report report = Reports.of(Reports.finding(Severity.HIGH, 1, "bad"));

        assertThat(CONSOLE.findings(report)).noneMatch(line -> line.contains("\u001b"));
        assertThat(new ConsoleReport(new Options(Severity.LOW, 50, true)).findings(report))
                .first()
                .isEqualTo("op.yaml:1:7 \u001b[31;1mHIGH\u001b[m TA101 token-automounted");
    }

    @ParameterizedTest
    @EnumSource(Hostile.class)
    void neitherEscapesNorForgesLinesNorGivesOrdersWhateverAManifestHolds(Hostile hostile) {
        Report report = Reports.of(Reports.hostile(PlainText.bounded(hostile.text)));
        List<String> lines = CONSOLE.findings(report);

        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(PlainText.visible(line)).isEqualTo(line);
            assertThat(line).doesNotContain("::").doesNotContain("##");
        });
        assertThat(lines.stream().skip(1)).allMatch(line -> line.startsWith("    "));
        assertThat(String.join("\n", lines)).hasSizeLessThan(8_000);
    }
}
