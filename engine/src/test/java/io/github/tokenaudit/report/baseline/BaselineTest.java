package io.github.tokenaudit.report.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.policy.PolicyReader;
import io.github.tokenaudit.report.ConsoleReport;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.AccountGrants;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changed since an earlier report, and what shuts the gate then. */
class BaselineTest {

    private static final String SECRETS = "apiGroups: [''], resources: [secrets], verbs: [get, list]";
    private static final String NAMESPACES = "apiGroups: [''], resources: [namespaces], verbs: [patch]";
    private static final String PODS = "apiGroups: [''], resources: [pods], verbs: [get]";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // before | now | what is new
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get] | -",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get, list] | list pods",
                "apiGroups: [''], resources: [pods], verbs: ['*'] | apiGroups: [''], resources: [pods], verbs: [get, list] | -",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: ['*'] | * pods",
                "apiGroups: [''], resources: ['*'], verbs: [get] | apiGroups: [''], resources: [pods/log], verbs: [get] | -",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods/log], verbs: [get] | get pods/log",
                "apiGroups: [apps], resources: ['*/scale'], verbs: [update] | apiGroups: [apps], resources: [deployments/scale], verbs: [update] | -",
                "apiGroups: ['*'], resources: [pods], verbs: [get] | apiGroups: [apps], resources: [pods], verbs: [get] | -",
                "apiGroups: [apps], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get] | get pods",
                "apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [a, b] | apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [b] | -",
                "apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [a] | apiGroups: [''], resources: [pods], verbs: [get] | get pods",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [a] | -",
                "nonResourceURLs: ['/metrics*'], verbs: [get] | nonResourceURLs: [/metrics/x], verbs: [get] | -",
                "nonResourceURLs: [/metrics], verbs: [get] | nonResourceURLs: [/metrics/x], verbs: [get] | get /metrics/x",
            })
    void aGrantIsNewUnlessEarlierOnesGaveAsMuch(String before, String now, String news) throws IOException {
        assertThat(grants(compared(before, now).newGrants())).isEqualTo(news == null ? List.of() : List.of(news));
        assertThat(grants(compared(now, before).goneGrants())).isEqualTo(news == null ? List.of() : List.of(news));
    }

    @Test
    void aGrantInOneNamespaceThatBecomesOneEverywhereIsNew() throws IOException {
        Report narrow = report(PODS, false);
        Report wide = report(PODS, true);
        assertThat(changes(narrow, wide).newGrants()).hasSize(1);
        assertThat(changes(narrow, wide).goneGrants()).isEmpty();
        assertThat(changes(wide, narrow).newGrants()).isEmpty();
        assertThat(changes(wide, narrow).goneGrants()).hasSize(1);
    }

    @Test
    void everythingIsNewForAnAccountThatIs() throws IOException {
        assertThat(changes(audited("a: b", Policy.none()), report(PODS, true)).newGrants())
                .extracting(AccountGrants::name)
                .containsExactly("shop/op");
    }

    @Test
    void aFindingThatTheBaselineHasIsOutstandingAndAnotherOneIsNew() throws IOException {
        Report now = new Baseline(report(SECRETS, true)).compare(report(SECRETS + "}\n- {" + NAMESPACES, true));

        assertThat(states(now, "TA101")).containsExactly(State.OUTSTANDING);
        assertThat(states(now, "TA228")).containsExactly(State.NEW);
        assertThat(Objects.requireNonNull(now.changes()).fixedFindings()).isEmpty();
    }

    @Test
    void aFindingThatIsThereNoMoreIsFixed() throws IOException {
        assertThat(changes(report(SECRETS, true), report(PODS, true)).fixedFindings())
                .extracting(Finding::rule)
                .containsExactly("TA403");
    }

    @Test
    void aFindingThatBecameWorseIsNew() throws IOException {
        String watching = "apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [op]";
        Report now = new Baseline(report(watching, false)).compare(report(SECRETS, true));

        assertThat(states(now, "TA101")).containsExactly(State.NEW);
        assertThat(states(new Baseline(report(SECRETS, true)).compare(report(watching, false)), "TA101"))
                .containsExactly(State.OUTSTANDING);
    }

    @Test
    void whatIsNewIsNotHiddenInWhatWasKnown() throws IOException {
        String proxy = "apiGroups: [''], resources: [nodes/proxy], verbs: [get]";
        Report now = report(proxy + "}\n- {" + SECRETS, true);
        assertThat(now.findings())
                .filteredOn(finding -> finding.rule().equals("TA403"))
                .singleElement()
                .matches(finding -> finding.partOf() != null);

        Report compared = new Baseline(report(proxy, true)).compare(now);
        assertThat(compared.findings())
                .filteredOn(finding -> finding.rule().equals("TA403"))
                .singleElement()
                .matches(finding -> finding.state() == State.NEW && finding.counts());
        assertThat(compared.summary().contained()).isLessThan(now.summary().contained());
    }

    @Test
    void movingAManifestChangesNothing() throws IOException {
        Report before = report(SECRETS, true);
        Report.Changes changes = changes(before, audited("# a comment\n\n" + manifests(SECRETS, true), Policy.none()));

        assertThat(changes).isEqualTo(new Report.Changes(List.of(), List.of(), List.of()));
    }

    @Test
    void whoTakesBackASuppressionGetsTheFindingAsNew() throws Exception {
        Policy policy = PolicyReader.read("token-audit.yaml", """
                suppress:
                - {rule: TA210, object: ClusterRole/op, reason: it must}
                """.getBytes(StandardCharsets.UTF_8), Catalogue.infos());
        Report suppressed = audited(manifests(SECRETS, true), policy);

        assertThat(states(new Baseline(suppressed).compare(report(SECRETS, true)), "TA210"))
                .containsExactly(State.NEW);
        assertThat(states(new Baseline(report(SECRETS, true)).compare(suppressed), "TA210"))
                .containsExactly(State.SUPPRESSED);
    }

    @Test
    void whatATeamKeepsComparesAsTheWholeReportDoes() throws IOException {
        Report before = report(SECRETS, true);
        Report now = report(PODS, false);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        new JsonReport().write(Baseline.of(before), kept);
        Report.Changes changes = changes(JsonReport.read(new ByteArrayInputStream(kept.toByteArray())), now);

        assertThat(changes.newGrants()).isEqualTo(changes(before, now).newGrants());
        assertThat(grants(changes.goneGrants()))
                .isEqualTo(grants(changes(before, now).goneGrants()));
        assertThat(changes.fixedFindings())
                .extracting(Finding::fingerprint)
                .containsExactlyElementsOf(changes(before, now).fixedFindings().stream()
                        .map(Finding::fingerprint)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        // failOn, failOnNew, whether there is a baseline, what counts
        ",,false,high,never",
        ",,true,never,high",
        "medium,,true,medium,never",
        ",low,true,never,low",
        "critical,low,true,critical,low",
    })
    void aBaselineWithoutAWordMeansThatOnlyWhatIsNewCounts(
            @Nullable String failOn,
            @Nullable String failOnNew,
            boolean compared,
            String effective,
            String effectiveNew) {
        assertThat(Thresholds.of(threshold(failOn), threshold(failOnNew), compared))
                .isEqualTo(new Thresholds(
                        FailOn.ofLabel(effective).orElseThrow(),
                        FailOn.ofLabel(effectiveNew).orElseThrow()));
    }

    @Test
    void whatIsNewShutsTheGateAndWhatIsOutstandingDoesNot() throws IOException {
        Thresholds news = new Thresholds(FailOn.NEVER, FailOn.DEFAULT);
        Baseline pods = new Baseline(report(PODS, true));

        Report same = news.judge(pods.compare(report(PODS, true)));
        assertThat(same.gate().failed()).isFalse();
        Report worse = news.judge(pods.compare(report(SECRETS, true)));
        assertThat(worse.gate().failed()).isTrue();
        assertThat(worse.findings()).filteredOn(Finding::shutsGate).allMatch(finding -> finding.state() == State.NEW);
    }

    @Test
    void aNewGrantShutsTheGateOnlyWhereAnythingNewDoes() throws IOException {
        Baseline pods = new Baseline(report(PODS, true));
        Report events = report("apiGroups: [''], resources: [pods, events], verbs: [get]", true);

        assertThat(new Thresholds(FailOn.NEVER, new FailOn(Severity.LOW))
                        .judge(pods.compare(events))
                        .gate()
                        .failed())
                .isFalse();
        assertThat(new Thresholds(FailOn.NEVER, new FailOn(Severity.INFO))
                        .judge(pods.compare(events))
                        .gate()
                        .failed())
                .isTrue();
    }

    @Test
    void theConsoleTellsWhatChanged() throws IOException {
        Report now = new Thresholds(FailOn.NEVER, FailOn.DEFAULT)
                .judge(new Baseline(report(PODS, true)).compare(report(SECRETS, true)));
        ConsoleReport console = new ConsoleReport(ConsoleReport.Options.DEFAULT);

        assertThat(console.findings(now)).anyMatch(line -> line.endsWith("TA403 path-to-foreign-token (new)"));
        assertThat(console.summary(now, List.of()))
                .anyMatch(line -> line.startsWith("Since the baseline: ") && line.endsWith("; 1 new grant, 1 gone"))
                .contains(
                        "New power of shop/op: get, list secrets in the whole cluster",
                        "Power taken from shop/op: get pods in the whole cluster")
                .last()
                .asString()
                .startsWith("Gate: FAILED by ")
                .endsWith("(it fails on new findings of high or worse, and on input that can't be read)");
    }

    private static List<State> states(Report report, String rule) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(Finding::state)
                .toList();
    }

    private static @Nullable FailOn threshold(@Nullable String label) {
        return label == null ? null : FailOn.ofLabel(label).orElseThrow();
    }

    private Report.Changes compared(String before, String now) throws IOException {
        return changes(report(before, true), report(now, true));
    }

    private static Report.Changes changes(Report before, Report now) {
        return Objects.requireNonNull(new Baseline(before).compare(now).changes());
    }

    private static List<String> grants(List<AccountGrants> accounts) {
        return accounts.stream()
                .flatMap(account -> account.grants().stream())
                .map(grant -> String.join(", ", grant.verbs()) + " " + grant.target())
                .toList();
    }

    private Report report(String rule, boolean everywhere) throws IOException {
        return audited(manifests(rule, everywhere), Policy.none());
    }

    private Report audited(String text, Policy policy) throws IOException {
        Path file = Files.writeString(folder.resolve("op.yaml"), text);
        return Report.of(TokenAudit.run(new AuditRequest(
                List.of(new AuditRequest.Input(file, "op.yaml")), policy, null, null, LocalDate.of(2026, 11, 25))));
    }

    private static String manifests(String rule, boolean everywhere) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: op}
                rules:
                - {%s}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: op, namespace: shop}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: op}
                subjects:
                - {kind: ServiceAccount, name: op, namespace: shop}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: op, namespace: shop}
                spec:
                  serviceAccountName: op
                  containers:
                  - {name: op, image: op}
                """.formatted(rule, everywhere ? "ClusterRoleBinding" : "RoleBinding");
    }
}
