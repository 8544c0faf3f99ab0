package io.github.tokenaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rules.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @TempDir
    Path folder;

    private Audit audit(String annotation, String policy) throws IOException, PolicyException {
        Path file = Files.writeString(folder.resolve("op.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: op
                  namespace: kafka
                  annotations: {tokenaudit.github.io/suppress: "%s"}
                spec: {containers: [{name: main}]}
                """.formatted(annotation));
        return TokenAudit.run(new AuditRequest(
                List.of(new AuditRequest.Input(file, "op.yaml")),
                PolicyReader.read("token-audit.yaml", policy.getBytes(StandardCharsets.UTF_8), Catalogue.infos()),
                FailOn.ofLabel("info").orElseThrow(),
                null,
                TODAY));
    }

    private static List<String> states(Audit audit) {
        return audit.findings().stream()
                .map(finding -> finding.rule().id() + " " + finding.state())
                .sorted()
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Pod/op, true",
        "Pod/kafka/op, true",
        "Pod/*/op, true",
        "Pod/o*, true",
        "*, true",
        "Pod/other, false",
        "Pod/other/op, false",
        "Deployment/op, false",
        "Pod/o, false",
    })
    void suppressesFindingsOfTheObjectsThatAnEntryNames(String object, boolean suppressed) throws Exception {
        Audit audit = audit("", "suppress: [{rule: TA101, object: '" + object + "', reason: sandbox}]");

        Finding automounted = audit.findings().stream()
                .filter(finding -> finding.rule().id().equals("TA101"))
                .findFirst()
                .orElseThrow();
        assertThat(automounted.state() == Finding.State.SUPPRESSED).isEqualTo(suppressed);
        assertThat(states(audit).contains("TA906 OUTSTANDING")).isNotEqualTo(suppressed);
    }

    @Test
    void countsASuppressionUntilTheEndOfItsLastDay() throws Exception {
        String entry = "suppress: [{rule: TA101, object: Pod/op, reason: sandbox, until: %s}]";

        assertThat(states(audit("", entry.formatted("2026-11-23")))).contains("TA101 SUPPRESSED");
        assertThat(states(audit("", entry.formatted("2026-11-22"))))
                .contains("TA101 OUTSTANDING", "TA905 OUTSTANDING")
                .doesNotContain("TA906 OUTSTANDING");
    }

    @Test
    void opensTheGateWhenWhatIsFoundIsBorneAndKeepsTheReason() throws Exception {
        Audit bare = audit("", "");
        Audit borne = audit("TA101=sandbox; owner=team-kafka", "rules: {TA105: {enabled: false}}");

        assertThat(Report.of(bare).gate().failed()).isTrue();
        assertThat(borne.findings())
                .filteredOn(finding -> finding.rule().id().equals("TA101"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.suppression()).isEqualTo(new Finding.Suppression("sandbox", "team-kafka", null));
                    assertThat(finding.counts()).isFalse();
                });
        assertThat(Report.of(borne).summary().suppressed()).isEqualTo(1);
    }

    @Test
    void letsNoManifestSpeakForItselfWherePolicyForbidsIt() throws Exception {
        Audit audit = audit("TA101=trust me", "suppressInManifests: false");

        assertThat(states(audit)).contains("TA101 OUTSTANDING");
    }

    @ParameterizedTest
    @CsvSource({"TA101", "TA101=", "TA101=x; until=tomorrow", "TA101=x; reason=y", "=x"})
    void saysWhenAnAnnotationCannotBeRead(String annotation) throws Exception {
        assertThat(audit(annotation, "").findings())
                .filteredOn(finding -> finding.rule().id().equals("TA906"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("is not of the form"));
    }
}
