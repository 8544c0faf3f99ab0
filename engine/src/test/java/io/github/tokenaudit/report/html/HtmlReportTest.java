package io.github.tokenaudit.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Gate;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report tells. */
class HtmlReportTest {

    private static final String OPERATOR = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: op, namespace: kafka}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: op, namespace: kafka}
            spec:
              template:
                spec:
                  serviceAccountName: op
                  containers:
                    - name: manager
                      volumeMounts: [{name: vault, mountPath: /vault}]
                    - name: proxy
                  volumes:
                    - name: vault
                      projected:
                        sources:
                          - serviceAccountToken: {path: token, audience: vault, expirationSeconds: 600}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: op}
            rules:
              - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
              - {apiGroups: [apps], resources: [deployments], resourceNames: [one], verbs: [get]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: op-everywhere}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: op}
            subjects: [{kind: ServiceAccount, name: op, namespace: kafka}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: op}
            """;

    private static final String AGENT = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              template:
                spec:
                  automountServiceAccountToken: false
                  containers: [{name: agent}]
            """;

    private static final String BACKUP = """
            apiVersion: v1
            kind: Secret
            metadata: {name: static, annotations: {kubernetes.io/service-account.name: op}}
            type: kubernetes.io/service-account-token
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: backup}
            spec:
              automountServiceAccountToken: false
              containers:
                - name: backup
                  env: [{name: API_TOKEN, valueFrom: {secretKeyRef: {name: static, key: token}}}]
            """;

    @TempDir
    Path folder;

    private Document page() {
        return sample().page();
    }

    private Sample sample() {
        return Sample.in(folder).file("deploy/operator.yaml", OPERATOR).file("agent.yaml", AGENT);
    }

    @Test
    void tellsGradeVerdictAndTheWorstFindingFirst() {
        Element top = page().expectFirst("header");

        assertThat(top.expectFirst("svg[role=img]").attr("aria-label")).isEqualTo("Grade D");
        assertThat(top.expectFirst("h1").text()).isEqualTo("Gate failed: 1 finding is high or worse");
        assertThat(top.expectFirst(".worst").text())
                .startsWith("The worst: high The token of account kafka/op is mounted into 2 containers");
        assertThat(page().title()).isEqualTo("Token Audit: grade D, Gate failed: 1 finding is high or worse");
    }

    @Test
    void saysByWhichThresholdTheGateJudged() {
        Finding medium = Sample.finding(1, Severity.MEDIUM, "something");

        assertThat(verdict(FailOn.DEFAULT, medium)).isEqualTo("Gate passed: nothing is high or worse");
        assertThat(verdict(new FailOn(Severity.CRITICAL), medium)).isEqualTo("Gate passed: nothing is critical");
        assertThat(verdict(new FailOn(Severity.LOW), medium)).isEqualTo("Gate failed: 1 finding is low or worse");
        assertThat(verdict(FailOn.NEVER, medium)).isEqualTo("No gate was set");
    }

    @Test
    void saysThatTheGateFailedOverUnreadableInput() {
        Sample sample = Sample.in(folder).file("broken.yaml", "a: [b\n");
        Audit audit = sample.audit();
        Audit failed = new Audit(
                audit.version(),
                audit.kubernetesVersion(),
                new Gate(new FailOn(Severity.CRITICAL), true),
                audit.inventory(),
                audit.posture(),
                List.of(),
                List.of());

        Document page = Sample.page(failed, sample.source());

        assertThat(page.expectFirst("h1").text()).isEqualTo("Gate failed: not all of the input could be read");
        assertThat(page.expectFirst("header").text()).contains("1 document could not be read.");
    }

    private static String verdict(FailOn failOn, Finding finding) {
        Audit audit = Sample.with(Sample.with(), failOn, List.of(finding), List.of());
        return Sample.page(audit, SourceText.NONE).expectFirst("h1").text();
    }

    @Test
    void countsFindingsPerSeverityWithoutThoseThatDoNotCount() {
        Document page = Sample.page(
                Sample.with(
                        Sample.finding(1, Severity.HIGH, "one"),
                        Sample.finding(2, Severity.HIGH, "two"),
                        Sample.finding(3, Severity.LOW, "part", Sample.fingerprint(1), State.OUTSTANDING, null)),
                SourceText.NONE);

        assertThat(page.select(".counts li").eachText())
                .containsExactly("0 critical", "2 high", "0 medium", "0 low", "0 info");
    }

    @Test
    void tellsWhatWasReadAndWhatNobodyLookedAt() {
        Document page = page();

        assertThat(page.select(".read > div").eachText())
                .contains(
                        "Files 2",
                        "Documents 6",
                        "Workloads 2",
                        "Service accounts 1",
                        "Unreadable 0",
                        "Not Kubernetes objects 0");
        assertThat(page.select(".kinds li").eachText()).containsExactly("Service 1");
        assertThat(page.expectFirst("footer").text()).contains("Kubernetes 1.34");
        assertThat(page.expectFirst("#input").text()).contains("asked no cluster");
    }

    @Test
    void tellsNotesWithTheirPlaces() {
        Audit audit = Sample.with(
                Sample.with(),
                FailOn.DEFAULT,
                List.of(),
                List.of(
                        new Note("read `kustomize` bases", new Location("a.yaml", 3, 5, 3, 9)),
                        new Note("no namespace", null)));

        assertThat(Sample.page(audit, SourceText.NONE)
                        .select("#input h3 + ul li")
                        .eachText())
                .containsExactly("read kustomize bases a.yaml:3:5", "no namespace");
    }

    @Test
    void listsOperatorsTheWorstFirstAndLeadsToTheirCards() {
        Document page = page();

        assertThat(page.select(".index tbody tr").eachText())
                .containsExactly(
                        "op Deployment, namespace kafka, deploy op tenant 2 containers, 1 year 1 high",
                        "agent DaemonSet, namespace left open, agent.yaml default own none none");
        assertThat(page.select(".index tbody svg").eachAttr("aria-label")).containsExactly("Grade D", "Grade A");
        assertThat(page.select(".card h3").eachText()).containsExactly("op", "agent");
        for (Element link : page.select(".index a")) {
            assertThat(page.expectFirst(link.attr("href")).expectFirst("h3").text())
                    .isEqualTo(link.text());
        }
    }

    @Test
    void leavesTheIndexOutWhereThereIsOneOperator() {
        Document page = Sample.in(folder).file("agent.yaml", AGENT).page();

        assertThat(page.select(".index")).isEmpty();
        assertThat(page.select(".card")).hasSize(1);
    }

    @Test
    void tellsTheTokensOfAnOperatorInPlainWords() {
        assertThat(page().select(".card").get(0).select(".tokens tbody tr").eachText())
                .containsExactly(
                        "manager mounted by Kubernetes, /var/run/secrets/kubernetes.io/serviceaccount/token"
                                + " 1 hour 7 seconds 1 year the API server its pod",
                        "manager projected by the manifest, /vault/token 10 minutes 10 minutes vault its pod",
                        "proxy mounted by Kubernetes, /var/run/secrets/kubernetes.io/serviceaccount/token"
                                + " 1 hour 7 seconds 1 year the API server its pod");
    }

    @Test
    void tellsOfATokenThatSpeaksForAnotherAccountForEver() {
        Document page = Sample.in(folder).file("backup.yaml", BACKUP).page();

        assertThat(page.select(".tokens tbody tr").eachText())
                .containsExactly("backup kept in a Secret, $API_TOKEN, a token of account op no end for ever"
                        + " the API server its Secret");
        assertThat(page.expectFirst(".card").text()).contains("It also holds a token of account op,");
    }

    @Test
    void saysWhatTheTokenCanDoAndByWhichGrants() {
        Element card = page().expectFirst(".card");

        assertThat(card.text()).contains("Reach tenant: the Secrets or workloads of other namespaces");
        assertThat(card.select("li").eachText())
                .contains("read Secrets in every namespace by ClusterRole/op, deploy/operator.yaml:26:6");
        assertThat(card.select(".grants tbody tr").eachText())
                .containsExactly(
                        "in the whole cluster, by ClusterRole/op deploy/operator.yaml"
                                + " through ClusterRoleBinding/op-everywhere deploy/operator.yaml:31:12",
                        "get, list secrets core 26",
                        "get deployments apps one 27");
    }

    @Test
    void namesTheFilesThatWereReadTogether() {
        Element card = Sample.in(folder)
                .file("deploy/operator.yaml", OPERATOR)
                .file("deploy/more.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n")
                .page()
                .expectFirst(".card");

        assertThat(card.expectFirst(".about details").text())
                .isEqualTo("2 files in deploy deploy/more.yaml deploy/operator.yaml");
    }

    @Test
    void showsTheLinesAroundAFindingWithItsPlaceMarked() {
        Element excerpt = page().expectFirst("#findings pre");

        assertThat(excerpt.wholeText().lines())
                .containsExactly(
                        " 8   spec:",
                        " 9     template:",
                        "10 >     spec:",
                        "11         serviceAccountName: op",
                        "12         containers:",
                        "13           - name: manager");
        assertThat(excerpt.select("mark").eachText()).containsExactly("spec");
    }

    @Test
    void countsColumnsInCodePointsAndLinesAsEditorsDo() {
        String text = "x\r\n😀😀 here\ry\n";
        Finding finding = at(new Location("a.yaml", 2, 4, 2, 8));

        Element excerpt =
                Sample.page(Sample.with(finding), file -> Optional.of(text)).expectFirst("pre");

        assertThat(excerpt.select("mark").eachText()).containsExactly("here");
        assertThat(excerpt.select(".number").eachText()).containsExactly("1", "2 >", "3");
    }

    @Test
    void showsAWindowOfAVeryLongLine() {
        String line = "a".repeat(100_000) + "HERE" + "b".repeat(100_000);
        Finding finding = at(new Location("a.yaml", 1, 100_001, 1, 100_005));

        Element excerpt =
                Sample.page(Sample.with(finding), file -> Optional.of(line)).expectFirst("pre");

        assertThat(excerpt.select("mark").eachText()).containsExactly("HERE");
        assertThat(excerpt.text()).hasSizeLessThan(200).startsWith("1 > …aaa").endsWith("bbb…");
    }

    @Test
    void showsNoTokenInAnExcerptNorAroundIt() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6YTpiIn0.c2lnbmF0dXJl";
        String text = "data:\n  one: " + token + "\n  two: " + token + "\n";
        Finding finding = at(new Location("a.yaml", 2, 8, 2, 8 + token.length()));

        String html = Sample.html(Sample.with(finding), file -> Optional.of(text));

        assertThat(html).contains("one: ", "two: ").doesNotContain(token).doesNotContain("c2lnbmF0dXJl");
    }

    @Test
    void goesWithoutAnExcerptWhereThereIsNoText() {
        Document page = Sample.page(Sample.with(Sample.finding(1, Severity.LOW, "something")), SourceText.NONE);

        assertThat(page.select("pre")).isEmpty();
        assertThat(page.expectFirst(".finding").text()).contains("a.yaml:1:1", "it is written", "Do that instead.");
    }

    private static Finding at(Location location) {
        Finding finding = Sample.finding(1, Severity.LOW, "something");
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.message(),
                null,
                "",
                location,
                List.of(),
                finding.remedy(),
                finding.fingerprint(),
                null,
                State.NEW,
                null);
    }

    @Test
    void provesAFindingStepByStepAndSaysHowToMendIt() {
        Element finding = page().expectFirst("#findings .finding");

        assertThat(finding.expectFirst("h4").text()).startsWith("The token of account kafka/op is mounted");
        assertThat(finding.expectFirst("summary small").text())
                .isEqualTo("Deployment/kafka/op, deploy/operator.yaml:10:5");
        assertThat(finding.select("ol li").eachText())
                .containsExactly(
                        "account kafka/op says nothing of it deploy/operator.yaml:3:12",
                        "the token can read Secrets in every namespace deploy/operator.yaml:26:6");
        assertThat(finding.expectFirst("h5:last-of-type + p").text())
                .startsWith("Set automountServiceAccountToken: false");
        assertThat(finding.expectFirst(".by").text())
                .isEqualTo("Rule TA101 token-automounted, at spec.template.spec, operator op");
    }

    @Test
    void foldsContainedFindingsBeneathTheirHeadline() {
        Document page = Sample.page(
                Sample.with(
                        Sample.finding(1, Severity.HIGH, "the headline"),
                        Sample.finding(2, Severity.LOW, "the part", Sample.fingerprint(1), State.OUTSTANDING, null)),
                SourceText.NONE);

        assertThat(page.select("#findings > .finding > summary h4").eachText()).containsExactly("The headline");
        Element parts = page.expectFirst("#findings > .finding > details");
        assertThat(parts.hasAttr("open")).isFalse();
        assertThat(parts.select(".finding > summary h4").eachText()).containsExactly("The part");
    }

    @Test
    void foldsSuppressedFindingsAndSaysWhoBearsThem() {
        Suppression suppression = new Suppression("the CA is there", "team-kafka", LocalDate.parse("2027-03-31"));
        Document page = Sample.page(
                Sample.with(
                        Sample.finding(1, Severity.LOW, "open"),
                        Sample.finding(2, Severity.HIGH, "borne", null, State.SUPPRESSED, suppression)),
                SourceText.NONE);

        assertThat(page.select("#findings > .finding > summary h4").eachText()).containsExactly("Open");
        Element suppressed = page.expectFirst("#suppressed + details");
        assertThat(suppressed.hasAttr("open")).isFalse();
        assertThat(suppressed.expectFirst(".suppression").text())
                .isEqualTo("Suppressed: the CA is there, says team-kafka, until 2027-03-31.");
        assertThat(page.select(".counts li").eachText()).contains("0 high", "1 low");
    }

    @Test
    void losesNoFindingWhoseHeadlineIsNotThere() {
        Document page = Sample.page(
                Sample.with(Sample.finding(1, Severity.LOW, "alone", "0".repeat(32), State.OUTSTANDING, null)),
                SourceText.NONE);

        assertThat(page.select("#findings .finding h4").eachText()).containsExactly("Alone");
    }

    @Test
    void explainsEachRuleOneClickAway() {
        Document page = Sample.page(Sample.with(Sample.finding(1, Severity.LOW, "something")), SourceText.NONE);

        Element rule = page.expectFirst(page.expectFirst(".finding .by a").attr("href"));

        assertThat(rule.text())
                .contains(
                        "TA999 sample-rule",
                        "1 finding",
                        "Something is wrong.",
                        "Fires for this.",
                        "It is bad.",
                        "Do that instead.",
                        "CIS Kubernetes Benchmark 5.1.6");
        assertThat(rule.select("code").eachText()).containsExactly("this", "that");
        assertThat(rule.expectFirst("li a").attr("href")).isEqualTo("https://example.com/book?a=1&b=2");
    }

    @Test
    void tellsOfAnInputWithoutOperators() {
        Document page = Sample.page(Sample.with(), SourceText.NONE);

        assertThat(page.expectFirst("#operators").text()).contains("Nothing in the input runs pods.");
        assertThat(page.expectFirst("#findings").text()).contains("Nothing was found that counts.");
        assertThat(page.expectFirst("header svg[role=img]").attr("aria-label")).isEqualTo("Grade A");
    }

    @Test
    void givesTheSameBytesWhateverTheOrderOfFilesTheLocaleAndTheThread() {
        String once = Sample.html(sample().audit(), sample().source());
        Locale locale = Locale.getDefault();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            Thread.currentThread().setContextClassLoader(null);
            Sample reversed = Sample.in(folder).file("agent.yaml", AGENT).file("deploy/operator.yaml", OPERATOR);

            assertThat(Sample.html(reversed.audit(), reversed.source())).isEqualTo(once);
        } finally {
            Locale.setDefault(locale);
            Thread.currentThread().setContextClassLoader(loader);
        }
    }
}
