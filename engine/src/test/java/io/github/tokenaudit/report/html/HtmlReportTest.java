package io.github.tokenaudit.report.html;

import static io.github.tokenaudit.report.html.FindingBuilder.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.report.baseline.Thresholds;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            apiVersion: networking.k8s.io/v1
            kind: Ingress
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

    private static final ObjectId DEPLOYMENT = new ObjectId("apps/v1", "Deployment", "kafka", "op");

    /** At the pod's spec of {@link #OPERATOR}. */
    private static final FindingBuilder MOUNTED = finding(1, Severity.HIGH, "the token is mounted by `kubelet`")
            .about(DEPLOYMENT, "spec.template.spec")
            .at(new Location("deploy/operator.yaml", 10, 5, 10, 9))
            .provedBy(
                    new Evidence("nobody says `false`", new Location("deploy/operator.yaml", 3, 12, 3, 14)),
                    new Evidence("Kubernetes mounts it", null));

    @TempDir
    Path folder;

    private Sample sample() {
        return Sample.in(folder)
                .file("deploy/operator.yaml", OPERATOR)
                .file("agent.yaml", AGENT)
                .findings(MOUNTED);
    }

    private Sample nothing() {
        return Sample.in(folder);
    }

    @Test
    void tellsGradeVerdictAndTheWorstFindingFirst() {
        Document page = sample().findings(finding(2, Severity.LOW, "less bad")).page();
        Element top = page.expectFirst("header");

        assertThat(top.expectFirst("svg[role=img]").attr("aria-label")).isEqualTo("Grade D");
        assertThat(top.expectFirst("h1").text()).isEqualTo("Gate failed: 1 finding is high or worse");
        assertThat(top.expectFirst(".worst").text()).isEqualTo("The worst: high The token is mounted by kubelet");
        assertThat(page.expectFirst(top.expectFirst(".worst a").attr("href")).is(".finding"))
                .isTrue();
        assertThat(page.title()).isEqualTo("Token Audit: grade D, Gate failed: 1 finding is high or worse");
    }

    @Test
    void saysByWhichThresholdTheGateJudged() {
        assertThat(verdict(FailOn.DEFAULT)).isEqualTo("Gate passed: nothing is high or worse");
        assertThat(verdict(new FailOn(Severity.CRITICAL))).isEqualTo("Gate passed: nothing is critical");
        assertThat(verdict(new FailOn(Severity.LOW))).isEqualTo("Gate failed: 2 findings are low or worse");
        assertThat(verdict(FailOn.NEVER)).isEqualTo("No gate was set, so no build fails by this");
    }

    private String verdict(FailOn failOn) {
        return nothing()
                .findings(finding(1, Severity.MEDIUM, "one"), finding(2, Severity.LOW, "two"))
                .failOn(failOn)
                .page()
                .expectFirst("h1")
                .text();
    }

    @Test
    void saysThatTheGateFailedOverUnreadableInput() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), "a: [b\n");
        Audit audit = TokenAudit.run(new AuditRequest(
                List.of(new AuditRequest.Input(file, "broken.yaml")),
                Policy.none(),
                new FailOn(Severity.CRITICAL),
                null,
                LocalDate.parse("2026-11-23")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        HtmlReport.write(audit, Report.of(audit), SourceText.NONE, out);

        Document page = Jsoup.parse(out.toString(StandardCharsets.UTF_8));
        assertThat(page.expectFirst("h1").text()).isEqualTo("Gate failed: not all of the input could be read");
        assertThat(page.expectFirst("header").text()).contains("1 document could not be read.");
    }

    @Test
    void countsFindingsPerSeverityWithoutThoseThatDoNotCount() {
        Document page = nothing()
                .findings(
                        finding(1, Severity.HIGH, "one"),
                        finding(2, Severity.HIGH, "two"),
                        finding(3, Severity.LOW, "part").partOf(1))
                .page();

        assertThat(page.select(".counts li").eachText())
                .containsExactly("0 critical", "2 high", "0 medium", "0 low", "0 info");
    }

    @Test
    void tellsWhatWasReadAndWhatNobodyLookedAt() {
        Document page = sample().page();

        assertThat(page.expectFirst("p.facts").text())
                .isEqualTo(
                        "Read 2 files with 6 documents: 2 workloads, 1 service account."
                                + " Objects of 1 other kind say nothing of tokens or rights, and were counted only. What was read");
        assertThat(page.select(".read > div").eachText())
                .containsExactly(
                        "Files 2",
                        "Documents 6",
                        "Objects 6",
                        "Workloads 2",
                        "Service accounts 1",
                        "Read in part, not validated 0",
                        "Unreadable 0",
                        "Not Kubernetes objects 0");
        assertThat(page.select(".kinds li").eachText()).containsExactly("Ingress 1");
        assertThat(page.expectFirst("footer").text()).startsWith("Token Audit 1.2.3, judged by Kubernetes 1.34.");
        assertThat(page.expectFirst("#input").text()).contains("asked no cluster");
    }

    @Test
    void tellsNotesWithTheirPlaces() {
        Document page = nothing()
                .note(new Note("read `kustomize` bases", new Location("a.yaml", 3, 5, 3, 9)))
                .note(new Note("no namespace", null))
                .page();

        assertThat(page.select("#input h3 + ul li").eachText())
                .containsExactly("Read kustomize bases a.yaml:3:5", "No namespace");
    }

    @Test
    void countsOperatorsByWhatTheyHold() {
        Document page = nothing()
                .file("a/operator.yaml", OPERATOR)
                .file("b/agent.yaml", AGENT)
                .file("c/backup.yaml", BACKUP)
                .file("d/daily.yaml", projecting("daily", 86_400))
                .page();

        assertThat(page.select("ul.facts li").eachText())
                .containsExactly(
                        "4 operators",
                        "3 with a token",
                        "2 with a token valid for more than a day",
                        "1 with a token that reaches Secrets, workloads or rights beyond its own namespace");
    }

    /** A pod with nothing but a token of some lifetime. */
    private static String projecting(String name, long seconds) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  automountServiceAccountToken: false
                  containers: [{name: c, volumeMounts: [{name: v, mountPath: /v}]}]
                  volumes:
                    - name: v
                      projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: %d}}]}
                """.formatted(name, seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 seconds",
        "1, 1 second",
        "60, 1 minute",
        "600, 10 minutes",
        "3600, 1 hour",
        "3661, 1 hour 1 minute",
        "86400, 1 day",
        "90061, 1 day 1 hour",
        "31536000, 1 year",
        "4294967296, 136 years 70 days"
    })
    void tellsALifetimeInItsTwoLargestUnits(long seconds, String words) {
        Element token =
                nothing().file("pod.yaml", projecting("p", seconds)).page().expectFirst(".tokens tbody tr");

        assertThat(token.select("td").get(1).text()).isEqualTo(words);
    }

    @Test
    void listsOperatorsTheWorstFirstAndLeadsToTheirCards() {
        Document page = sample().page();

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
    void ordersOperatorsOfOneGradeByReachThenByFindings() {
        Document page = nothing()
                .file("pods.yaml", pod("one") + pod("two") + pod("three"))
                .findings(
                        finding(1, Severity.HIGH, "a").about(new ObjectId("v1", "Pod", null, "one"), ""),
                        finding(2, Severity.HIGH, "b").about(new ObjectId("v1", "Pod", null, "two"), ""),
                        finding(3, Severity.LOW, "c").about(new ObjectId("v1", "Pod", null, "two"), ""),
                        finding(4, Severity.CRITICAL, "d").about(new ObjectId("v1", "Pod", null, "three"), ""))
                .page();

        assertThat(page.select(".index tbody th").eachText())
                .containsExactly(
                        "three Pod, namespace left open",
                        "two Pod, namespace left open",
                        "one Pod, namespace left open");
    }

    private static String pod(String name) {
        return """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec: {containers: [{name: c}]}
                """.formatted(name);
    }

    @Test
    void saysThatVersionsOfAnOperatorCountAsOperatorsEach() {
        Document page = nothing()
                .file("v1/pods.yaml", pod("one") + pod("two"))
                .file("v2/pods.yaml", pod("one"))
                .page();

        assertThat(page.expectFirst("ul.facts li").text())
                .isEqualTo("3 operators, of which 1 has the name of another one, as in several versions");
    }

    @Test
    void tellsInTheIndexWhichPodsGiveAwayTheirNode() {
        Document page = nothing()
                .file("pods.yaml", pod("mounts") + pod("listens"))
                .findings(
                        finding(1, Severity.HIGH, "a")
                                .about(new ObjectId("v1", "Pod", null, "mounts"), "spec.volumes[0].hostPath.path"),
                        finding(2, Severity.LOW, "b")
                                .about(new ObjectId("v1", "Pod", null, "listens"), "spec.hostNetwork"))
                .page();

        assertThat(page.select(".index tbody td:nth-of-type(3)").eachText()).containsExactly("own and its node", "own");
    }

    @Test
    void saysWhyATokenIsExposed() {
        String two = projecting("p", 600)
                .replaceFirst(
                        "(?m)^( *)containers:.*$",
                        "$0\n$1initContainers: [{name: init, volumeMounts: [{name: v, mountPath: /v}]}]");

        assertThat(exposure(projecting("p", 600))).contains("Exposure narrow: projected into one container only");
        assertThat(exposure(projecting("p", 86_400))).contains("Exposure wide: mounted by Kubernetes because nobody");
        assertThat(exposure(two)).contains("Exposure wide: projected into 2 containers. A finding");
    }

    private String exposure(String text) {
        return nothing().file("pod.yaml", text).page().expectFirst(".card").text();
    }

    @Test
    void saysHowReachAndExposureMakeASeverity() {
        Document page = sample().page();

        assertThat(page.select(".matrix thead th").eachText())
                .containsExactly("Reach: what the token can do", "long-lived", "wide", "narrow", "none");
        assertThat(page.expectFirst(".matrix tbody tr:contains(tenant)")
                        .select("td")
                        .eachText())
                .containsExactly("critical", "high", "medium", "low");
        assertThat(page.expectFirst(".card").text())
                .contains("Exposure wide: mounted by Kubernetes, because nobody opted out. A finding")
                .contains("A finding about all of the reach is high at this exposure");
    }

    @Test
    void explainsWhyATokenIsValidForLongerThanWasAsked() {
        assertThat(sample().page().expectFirst(".card").text())
                .contains("--service-account-extend-token-expiration=false");
        assertThat(nothing()
                        .file("pod.yaml", pod("one").replace("spec: {", "spec: {automountServiceAccountToken: false, "))
                        .page()
                        .expectFirst(".card")
                        .text())
                .doesNotContain("--service-account-extend-token-expiration");
    }

    @Test
    void leavesTheIndexOutWhereThereIsOneOperator() {
        Document page = nothing().file("agent.yaml", AGENT).page();

        assertThat(page.select(".index")).isEmpty();
        assertThat(page.select(".card")).hasSize(1);
    }

    @Test
    void tellsTheTokensOfAnOperatorInPlainWords() {
        assertThat(sample().page()
                        .expectFirst(".card")
                        .select(".tokens tbody tr")
                        .eachText())
                .as("each container with each of its tokens")
                .containsExactly(
                        "manager mounted by Kubernetes, /var/run/secrets/kubernetes.io/serviceaccount/token"
                                + " 1 hour 7 seconds 1 year the API server its pod",
                        "manager projected by the manifest, /vault/token 10 minutes 10 minutes vault its pod",
                        "proxy mounted by Kubernetes, /var/run/secrets/kubernetes.io/serviceaccount/token"
                                + " 1 hour 7 seconds 1 year the API server its pod");
    }

    @Test
    void saysNothingOfOtherAccountsWhereThereIsNoTokenOfTheirs() {
        assertThat(sample().page().expectFirst(".card").text()).doesNotContain("It also holds");
    }

    @Test
    void tellsOfATokenThatSpeaksForAnotherAccountForEver() {
        Element card = nothing().file("backup.yaml", BACKUP).page().expectFirst(".card");

        assertThat(card.select(".tokens tbody tr").eachText())
                .containsExactly("backup kept in a Secret, $API_TOKEN, a token of account op no end for ever"
                        + " the API server its Secret");
        assertThat(card.text()).contains("It also holds a token of account op, and can do whatever that one may.");
    }

    @Test
    void saysWhatTheTokenCanDoAndByWhichGrants() {
        Element card = sample().page().expectFirst(".card");

        assertThat(card.text()).contains("Reach tenant: the Secrets or workloads of other namespaces");
        assertThat(card.select("li").eachText())
                .contains("read every Secret in the cluster by ClusterRole/op, deploy/operator.yaml:26:6");
        assertThat(card.select(".grants tbody tr").eachText())
                .containsExactly(
                        "in the whole cluster, by ClusterRole/op deploy/operator.yaml"
                                + " through ClusterRoleBinding/op-everywhere deploy/operator.yaml:31:12",
                        "get, list secrets core 26",
                        "get deployments apps one 27");
    }

    @Test
    void keepsGrantsThatComeDifferentWaysApart() {
        String bindings = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: a}
                spec: {serviceAccountName: s, containers: [{name: c}]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: r, namespace: a}
                rules: [{nonResourceURLs: [/metrics], verbs: [get]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: mine, namespace: a}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
                subjects: [{kind: ServiceAccount, name: s, namespace: a}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: theirs, namespace: b}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                subjects: [{kind: ServiceAccount, name: s, namespace: a}]
                """;
        Element card = nothing().file("all.yaml", bindings).page().expectFirst(".card");

        assertThat(card.select(".grants th[scope=rowgroup]").eachText())
                .containsExactly(
                        "in namespace a, by Role/a/r all.yaml through RoleBinding/a/mine all.yaml:13:12",
                        "in namespace b, by ClusterRole/view built in through RoleBinding/b/theirs all.yaml:19:12");
        assertThat(card.select(".grants tbody").get(0).select("tr").get(1).text())
                .isEqualTo("get /metrics 9");
        assertThat(card.select(".grants tbody").get(1).select("tr")).hasSizeGreaterThan(5);
        assertThat(card.expectFirst(".about dd:contains(alone)").text())
                .isEqualTo("nothing else: this file stands alone");
    }

    private static final String OWN = "{type: OwnNamespace, supported: true}, {type: AllNamespaces, supported: false}";

    /** An operator that OLM can install in those modes that are supported. */
    private static String csv(String modes) {
        return """
                apiVersion: operators.coreos.com/v1alpha1
                kind: ClusterServiceVersion
                metadata: {name: op.v1}
                spec:
                  installModes: [%s]
                  install:
                    strategy: deployment
                    spec:
                      permissions:
                        - serviceAccountName: op
                          rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
                      deployments:
                        - name: op
                          spec:
                            template:
                              spec: {serviceAccountName: op, containers: [{name: op, image: registry.example/op:1.0}]}
                """.formatted(modes);
    }

    @Test
    void saysThatOlmGivesTheSameInTheNamespacesThatAnOperatorIsInstalledFor() {
        Document single = nothing()
                .file("csv.yaml", csv(OWN + ", {type: SingleNamespace, supported: true}"))
                .page();
        assertThat(single.select(".card p").eachText())
                .anySatisfy(told -> assertThat(told)
                        .startsWith("OLM can install it for other namespaces than its own (SingleNamespace)"));
        assertThat(single.select(".grants th[scope=rowgroup]").text())
                .startsWith("in the namespace left open and in each that OLM installs it for, by Role/op.v1");
        assertThat(single.select("ul.facts").text())
                .contains("beyond its own namespace or those that OLM installs it for");
        Document own = nothing().file("csv.yaml", csv(OWN)).page();
        assertThat(own.text()).doesNotContain("OLM can install it for other").doesNotContain("and in each that");
        assertThat(own.select("ul.facts").text()).endsWith("beyond its own namespace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: AllNamespaces, supported: true} | (OLM installs it for all namespaces only)",
                "{type: AllNamespaces, supported: true}, {type: OwnNamespace, supported: true} | (where OLM installs it for"
                        + " all namespaces)"
            })
    void saysOfWhatOlmMakesAGrantOfTheWholeClusterThatItDependsOnTheInstallation(String modes, String told) {
        assertThat(nothing()
                        .file("csv.yaml", csv(modes))
                        .page()
                        .select(".grants th[scope=rowgroup]")
                        .eachText())
                .hasSize(2)
                .allSatisfy(way -> assertThat(way)
                        .startsWith("in the whole cluster " + told + ", by what OLM makes of Role/op.v1"))
                .anySatisfy(way -> assertThat(way).contains(" added by OLM through RoleBinding/op.v1"));
    }

    @Test
    void namesTheFilesThatWereReadTogether() {
        Element card = nothing()
                .file("deploy/operator.yaml", OPERATOR)
                .file("deploy/more.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n")
                .page()
                .expectFirst(".card");

        assertThat(card.expectFirst(".about details").text())
                .isEqualTo("2 files in deploy deploy/more.yaml deploy/operator.yaml");
    }

    @Test
    void saysThatTheMetadataOfABundleForOlmIsBesideItsManifests() {
        Element card = nothing()
                .file("op/manifests/csv.yaml", csv(OWN))
                .file(
                        "op/metadata/annotations.yaml",
                        "annotations: {operators.operatorframework.io.bundle.package.v1: op}\n")
                .page()
                .expectFirst(".card");

        assertThat(card.expectFirst(".about summary").text()).isEqualTo("2 files in op/manifests and beside it");
    }

    @Test
    void leadsFromACardToItsFindings() {
        Document page = sample().findings(finding(2, Severity.CRITICAL, "of something else"))
                .page();

        assertThat(page.expectFirst(".card").select(".list li").eachText())
                .containsExactly("high The token is mounted by kubelet TA999");
        Element finding = page.expectFirst(page.expectFirst(".card .list a").attr("href"));
        assertThat(finding.expectFirst("h4").text()).isEqualTo("The token is mounted by kubelet");
    }

    @Test
    void showsTheLinesAroundAFindingWithItsPlaceMarked() {
        Element excerpt = sample().page().expectFirst("#findings pre");

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
    void marksTheFirstLineOfAPlaceThatSpansSeveral() {
        assertThat(excerpt("kind: |\n  a\n  b\n", new Location("a.yaml", 1, 7, 3, 4))
                        .select("mark")
                        .eachText())
                .containsExactly("|");
    }

    @Test
    void countsColumnsInCodePointsAndLinesAsEditorsDo() {
        Element excerpt = excerpt("x\r\n😀😀 here\r\ty\n", new Location("a.yaml", 2, 4, 2, 8));

        assertThat(excerpt.wholeText().lines()).containsExactly("1   x", "2 > 😀😀 here", "3       y");
        assertThat(excerpt.select("mark").eachText()).containsExactly("here");
    }

    @Test
    void showsAWindowOfAVeryLongLine() {
        String line = "a ".repeat(20_000) + "HERE" + " b".repeat(20_000);

        Element excerpt = excerpt(line, new Location("a.yaml", 1, 40_001, 1, 40_005));

        assertThat(excerpt.select("mark").eachText()).containsExactly("HERE");
        assertThat(excerpt.text()).hasSizeLessThan(200).startsWith("1 > …a a a").endsWith("b b b…");
    }

    @Test
    void tellsTheLengthOfALineThatIsTooLongToLookInto() {
        String line = "a ".repeat(60_000);

        assertThat(excerpt(line, new Location("a.yaml", 1, 50_000, 1, 50_005)).text())
                .isEqualTo("1 > (120000 characters)");
    }

    @Test
    void showsNoTokenInAnExcerptNorAroundIt() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6YTpiIn0.c2lnbmF0dXJl";
        String text = "data:\n  one: " + token + "\n  two: " + token + "\n";

        Element excerpt = excerpt(text, new Location("a.yaml", 2, 8, 2, 8 + token.length()));

        assertThat(excerpt.text()).contains("one: ", "two: ").doesNotContain("eyJ", "c2lnbmF0dXJl");
    }

    private Element excerpt(String text, Location place) {
        return nothing()
                .findings(finding(1, Severity.LOW, "something").at(place))
                .page(file -> Optional.of(text))
                .expectFirst("pre");
    }

    @Test
    void goesWithoutAnExcerptWhereThereIsNoText() {
        Document page =
                nothing().findings(finding(1, Severity.LOW, "something")).page(SourceText.NONE);

        assertThat(page.select("pre")).isEmpty();
        assertThat(page.expectFirst(".finding").text()).contains("a.yaml:1:1", "Do that instead.");
    }

    @Test
    void goesWithoutAnExcerptWhereTheFileHasFewerLinesThanThePlaceSays() {
        Document page =
                nothing().findings(finding(7, Severity.LOW, "something")).page(file -> Optional.of("one\ntwo\n"));

        assertThat(page.select("pre")).isEmpty();
    }

    @Test
    void provesAFindingStepByStepAndSaysHowToMendIt() {
        Element finding = sample().page().expectFirst("#findings .finding");

        assertThat(finding.expectFirst("summary").text())
                .isEqualTo("high The token is mounted by kubelet Deployment/kafka/op, deploy/operator.yaml:10:5");
        assertThat(finding.expectFirst(".by").text())
                .isEqualTo("Rule TA999 sample-rule, at spec.template.spec, operator op");
        assertThat(finding.select("ol li").eachText())
                .containsExactly("nobody says false deploy/operator.yaml:3:12", "Kubernetes mounts it");
        assertThat(finding.expectFirst("h5:contains(mend) + p").text()).isEqualTo("Do that instead.");
        assertThat(finding.select("code").eachText()).contains("kubelet", "false", "that");
    }

    @Test
    void saysWhatIsNewSinceTheBaseline() {
        Document page = nothing()
                .findings(finding(1, Severity.LOW, "today").isNew(), finding(2, Severity.LOW, "long ago"))
                .page();

        assertThat(page.select(".finding summary").eachText())
                .extracting(text -> text.contains(" new "))
                .containsExactly(true, false);
    }

    @Test
    void beginsAMessageAsASentenceUnlessItBeginsWithAName() {
        Document page = nothing()
                .findings(
                        finding(1, Severity.LOW, "account op may read"),
                        finding(2, Severity.LOW, "hostPath covers other pods"),
                        finding(3, Severity.LOW, "my-operator runs"),
                        finding(4, Severity.LOW, "zoo"))
                .page();

        assertThat(page.select("#findings h4").eachText())
                .containsExactly("Account op may read", "hostPath covers other pods", "my-operator runs", "Zoo");
    }

    @Test
    void setsOffWhatStandsBetweenBackticks() {
        Document page = nothing()
                .findings(
                        finding(1, Severity.LOW, "`a` and `b`"),
                        finding(2, Severity.LOW, "only one ` here"),
                        finding(3, Severity.LOW, "nothing `` inside"))
                .page();

        assertThat(page.select("#findings h4").eachText())
                .containsExactly("a and b", "Only one ` here", "Nothing inside");
        assertThat(page.select("#findings h4 code").eachText()).contains("a", "b");
    }

    @Test
    void stressesAWordBetweenAsterisksAndLeavesTheStarsOfRules() {
        Document page = nothing()
                .findings(finding(1, Severity.LOW, "one")
                        .mendedBy("It is *low*, not `*bad*`; *, */scale and get of * stay."))
                .page();

        Element remedy = page.expectFirst("#findings h5:contains(mend) + p");
        assertThat(remedy.text()).isEqualTo("It is low, not *bad*; *, */scale and get of * stay.");
        assertThat(remedy.select("em").eachText()).containsExactly("low");
    }

    @Test
    void foldsContainedFindingsBeneathTheirHeadline() {
        Document page = nothing()
                .findings(
                        finding(1, Severity.HIGH, "whole"),
                        finding(2, Severity.LOW, "part").partOf(1))
                .page();

        assertThat(page.select("#findings > .finding > summary h4").eachText()).containsExactly("Whole");
        Element parts = page.expectFirst("#findings > .finding > details");
        assertThat(parts.hasAttr("open")).isFalse();
        assertThat(parts.select(".finding > summary h4").eachText()).containsExactly("Part");
    }

    @Test
    void foldsSuppressedFindingsAndSaysWhoBearsThem() {
        Document page = nothing()
                .findings(
                        finding(1, Severity.LOW, "open"),
                        finding(2, Severity.HIGH, "borne")
                                .suppressed(new Suppression(
                                        "the CA is there", "team-kafka", LocalDate.parse("2027-03-31"))),
                        finding(3, Severity.HIGH, "borne for ever").suppressed(new Suppression("so be it", null, null)))
                .page();

        assertThat(page.select("#findings > .finding > summary h4").eachText()).containsExactly("Open");
        Element suppressed = page.expectFirst("#suppressed + details");
        assertThat(suppressed.hasAttr("open")).isFalse();
        assertThat(suppressed.select(".suppression").eachText())
                .containsExactly(
                        "Suppressed: the CA is there, says team-kafka, until 2027-03-31.",
                        "Suppressed: so be it, without end.");
        assertThat(page.select(".counts li").eachText()).contains("0 high", "1 low");
    }

    @Test
    void tellsOnACardThatFindingsAreSuppressed() {
        Document page = nothing()
                .file("deploy/operator.yaml", OPERATOR)
                .findings(
                        finding(1, Severity.LOW, "open").about(DEPLOYMENT, ""),
                        finding(2, Severity.LOW, "borne")
                                .about(DEPLOYMENT, "")
                                .suppressed(new Suppression("so be it", null, null)))
                .page();

        assertThat(page.expectFirst(".card .list").text()).contains("Open");
        assertThat(page.expectFirst(".card").text()).contains("1 finding more suppressed.");
    }

    @Test
    void tellsNothingTwiceInALongReport() {
        Document brief = sample().findings(many(2, 500)).page();
        Document full = sample().findings(many(2, 501)).page();

        assertThat(brief.expectFirst(".card .list").text()).isEqualTo("high The token is mounted by kubelet TA999");
        assertThat(full.expectFirst(".card .list").text()).isEqualTo("high sample-rule TA999");
    }

    @Test
    void losesNoFindingWhoseHeadlineIsNotThere() {
        Document page =
                nothing().findings(finding(1, Severity.LOW, "alone").partOf(99)).page();

        assertThat(page.select("#findings .finding h4").eachText()).containsExactly("Alone");
    }

    @Test
    void explainsEachRuleOneClickAway() {
        Document page =
                nothing().findings(finding(1, Severity.LOW, "something")).page();

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
        Document page = nothing().page();

        assertThat(page.expectFirst("#operators").text()).contains("Nothing in the input runs pods.");
        assertThat(page.expectFirst("#findings").text()).contains("Nothing was found that counts.");
        assertThat(page.expectFirst("header svg[role=img]").attr("aria-label")).isEqualTo("Grade A");
    }

    @Test
    void unfoldsTheFindingsOfAShortReportOnly() {
        assertThat(nothing().findings(many(1, 40)).page().select("#findings > .finding[open]"))
                .hasSize(40);
        assertThat(nothing().findings(many(1, 41)).page().select("#findings > .finding[open]"))
                .isEmpty();
    }

    private static FindingBuilder[] many(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> finding(i, Severity.LOW, "finding " + i))
                .toArray(FindingBuilder[]::new);
    }

    @Test
    void givesTheSameBytesWhateverTheOrderOfFilesTheLocaleAndTheThread() {
        String once = sample().html();
        Locale locale = Locale.getDefault();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            Thread.currentThread().setContextClassLoader(null);

            assertThat(nothing()
                            .file("agent.yaml", AGENT)
                            .file("deploy/operator.yaml", OPERATOR)
                            .findings(MOUNTED)
                            .html())
                    .isEqualTo(once);
        } finally {
            Locale.setDefault(locale);
            Thread.currentThread().setContextClassLoader(loader);
        }
    }

    @Test
    void tellsWhatTheRulesOfTheCatalogueFind() throws IOException {
        Document page = Sample.audited(folder, "operator.yaml", OPERATOR);

        assertThat(page.select(".finding .by a[href=#TA101]")).isNotEmpty();
        assertThat(page.select(".finding pre mark")).isNotEmpty();
    }

    @Test
    void tellsWhatChangedSinceTheBaseline() throws IOException {
        Audit careless = TokenAudit.run(request("careless.yaml", OPERATOR));
        Report before = Report.of(TokenAudit.run(request("before.yaml", OPERATOR.replace("name: ", "name: old-"))));
        Report report = new Thresholds(FailOn.NEVER, new FailOn(Severity.LOW))
                .judge(new Baseline(before).compare(Report.of(careless)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(careless, report, SourceText.NONE, out);

        Document page = Jsoup.parse(out.toString(StandardCharsets.UTF_8));
        assertThat(page.expectFirst("h1").text()).matches("Gate failed: \\d+ new findings are low or worse");
        assertThat(page.expectFirst("nav a[href=#changes]").text()).isEqualTo("Changes");
        assertThat(page.expectFirst("#changes p").text())
                .matches("Since the baseline: \\d+ new findings, \\d+ fixed, .*");
        assertThat(page.select("#changes h3").eachText()).contains("Fixed");
        assertThat(page.select(".finding .new")).isNotEmpty();
    }

    private AuditRequest request(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return new AuditRequest(
                List.of(new AuditRequest.Input(file, name)), Policy.none(), null, null, LocalDate.parse("2026-11-23"));
    }
}
