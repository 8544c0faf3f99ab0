package io.github.tokenaudit.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostureTest {

    private static final String OPERATORS = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: strong, namespace: kafka}
            automountServiceAccountToken: false
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: strong-token, namespace: kafka, annotations: {kubernetes.io/service-account.name: strong}}
            type: kubernetes.io/service-account-token
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: strong}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects: [{kind: ServiceAccount, name: strong, namespace: kafka}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: strong, namespace: kafka}
            spec: {template: {spec: {serviceAccountName: strong, containers: [{name: main}]}}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: weak, namespace: kafka}
            spec: {template: {spec: {automountServiceAccountToken: false, containers: [{name: main}]}}}
            """;

    @TempDir
    Path folder;

    private Posture posture() throws IOException {
        return audit().posture();
    }

    private Audit audit() throws IOException {
        Path file = Files.writeString(folder.resolve("op.yaml"), OPERATORS);
        return TokenAudit.run(new AuditRequest(
                List.of(new AuditRequest.Input(file, "op.yaml")),
                Policy.none(),
                FailOn.NEVER,
                null,
                LocalDate.of(2026, 11, 23)));
    }

    @Test
    void countsATokenSecretAgainstTheOperatorWhoseTokenItHolds() throws IOException {
        OperatorCard strong = posture().cards().get(0);

        assertThat(strong.tokens()).as("mounted").isEmpty();
        assertThat(strong.findings()).extracting(finding -> finding.rule().id()).contains("TA106");
        assertThat(strong.grade()).isEqualTo(Grade.F);
    }

    @Test
    void gradesAnOperatorByItsOwnFindingsAndTheInputByTheWorst() throws IOException {
        Audit audit = audit();
        Posture posture = audit.posture();
        Report.Summary summary = Report.of(audit).summary();

        assertThat(posture.cards()).extracting(OperatorCard::grade).containsExactly(Grade.F, Grade.A);
        assertThat(summary.grade()).isEqualTo(Grade.F);
        Stream<Finding> worst = posture.cards().get(0).findings().stream()
                .filter(finding -> finding.counts() && finding.severity() == Severity.CRITICAL);
        assertThat(summary.findings()).containsEntry(Severity.CRITICAL, (int) worst.count());
    }

    @Test
    void tellsWhatAnAccountAmountsToWithTheGrantThatGivesIt() throws IOException {
        OperatorCard strong = posture().cards().get(0);

        assertThat(strong.power().abilities().get(0).text()).isEqualTo("do everything in the cluster");
        assertThat(strong.power().abilities().get(0).grant().roleId().name()).isEqualTo("cluster-admin");
    }
}
