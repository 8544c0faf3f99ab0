package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.UnresolvedCall;
import io.github.tokenaudit.report.Report.VerbUsage;
import io.github.tokenaudit.report.html.HtmlReport;
import io.github.tokenaudit.usage.CallSite;
import io.github.tokenaudit.usage.Coverage;
import io.github.tokenaudit.usage.Evidence;
import io.github.tokenaudit.usage.Observed;
import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Scope;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports tell of the usage of grants. */
class UsageReportTest {

    @TempDir
    private Path folder;

    private Audit audit(Observed observed) throws IOException {
        Path manifest = Files.writeString(folder.resolve("op.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: op, namespace: web}
                spec: {serviceAccountName: op, containers: [{name: op, image: op}]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: op, namespace: web}
                rules:
                  - {apiGroups: [""], resources: [configmaps], verbs: [get, list, delete]}
                  - {apiGroups: [apps], resources: [deployments], verbs: ["*"]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: op, namespace: web}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: op}
                subjects: [{kind: ServiceAccount, name: op}]
                """);
        return TokenAudit.run(new AuditRequest(
                List.of(new AuditRequest.Input(manifest, "op.yaml")),
                Policy.none(),
                FailOn.NEVER,
                "1.34",
                LocalDate.parse("2026-11-23"),
                observed));
    }

    private static Observed code() {
        CallSite site = new CallSite("com.example.Reconciler", "reconcile", 41);
        Permission get = new Permission("", "configmaps", null, "get", Scope.NAMESPACE, null);
        return new Observed(
                new Usage(
                        List.of(new Use(get, List.of(new Evidence(Strength.PROVEN, site, List.of(), "Resource.get")))),
                        new Coverage(
                                2,
                                1,
                                List.of(new Coverage.UnresolvedCall(
                                        site, List.of("patch"), "Resource.patch", "a reason", true, false, false)),
                                List.of()),
                        List.of()),
                null);
    }

    @Test
    void tellsOfEachVerbWhetherItIsNeededAndByWhichLine() throws IOException {
        List<GrantRow> grants = Report.of(audit(code())).operators().get(0).grants();
        assertThat(grants.get(0).usage()).isEqualTo(Report.Usage.PROVEN);
        assertThat(grants.get(0).verbUsage())
                .containsExactly(
                        new VerbUsage("get", Report.Usage.PROVEN, "Reconciler.reconcile:41"),
                        new VerbUsage("list", Report.Usage.NONE, ""),
                        new VerbUsage("delete", Report.Usage.NONE, ""));
        assertThat(grants.get(1).usage()).isEqualTo(Report.Usage.UNKNOWN);
        assertThat(grants.get(1).verbUsage())
                .contains(
                        new VerbUsage("patch", Report.Usage.UNKNOWN, ""),
                        new VerbUsage("create", Report.Usage.NONE, ""));
    }

    @Test
    void knowsNothingWhereNobodyLooked() throws IOException {
        Report report = Report.of(audit(Observed.nothing()));
        assertThat(report.usage()).isNull();
        assertThat(report.operators().get(0).grants()).allSatisfy(grant -> {
            assertThat(grant.usage()).isEqualTo(Report.Usage.UNKNOWN);
            assertThat(grant.verbUsage()).isEmpty();
        });
    }

    @Test
    void writesItToJsonByTheSchemaAndReadsItBack() throws IOException {
        Report report = Report.of(audit(code()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport().write(report, out);

        Schemas.assertIsReport(out.toString(StandardCharsets.UTF_8));
        assertThat(JsonReport.read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(report);
        assertThat(report.usage())
                .isEqualTo(new Report.Code(
                        2,
                        1,
                        List.of(new UnresolvedCall("Reconciler.reconcile:41", List.of("patch"), "a reason", true))));
    }

    @Test
    void showsItOnTheOperatorsCard() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Audit audit = audit(code());
        HtmlReport.write(audit, Report.of(audit), SourceText.NONE, out);
        String grants = Jsoup.parse(out.toString(StandardCharsets.UTF_8))
                .expectFirst("table.grants")
                .text();
        assertThat(grants)
                .contains("needed get of configmaps: Reconciler.reconcile:41")
                .contains("not needed list of configmaps; delete of configmaps")
                .contains("can't be known update of apps/deployments; patch of apps/deployments");
    }

    @Test
    void tellsInNotesWhatTheAnalysisCannotSee() throws IOException {
        assertThat(audit(code()).notes())
                .extracting(note -> note.text())
                .anySatisfy(text -> assertThat(text)
                        .startsWith("of 2 calls of Kubernetes clients in the operator's code 1 were resolved. What the"
                                + " analysis can't see: "));
    }
}
