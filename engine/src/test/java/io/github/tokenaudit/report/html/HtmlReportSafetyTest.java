package io.github.tokenaudit.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.tokenaudit.Audit;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests are somebody else's text: whatever they say, the page is made of our elements only, and stays small. */
class HtmlReportSafetyTest {

    /** Everything that a manifest can name, named X. */
    private static final String MANIFEST = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: "X", namespace: "X"}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: "X", namespace: "X"}
            spec:
              template:
                spec:
                  serviceAccountName: "X"
                  containers:
                    - name: "X"
                      image: "X"
                      env: [{name: "X", valueFrom: {secretKeyRef: {name: "X", key: token}}}]
                      volumeMounts: [{name: "X", mountPath: "X"}]
                  volumes:
                    - name: "X"
                      projected:
                        sources: [{serviceAccountToken: {path: "X", audience: "X"}}]
            ---
            apiVersion: v1
            kind: Secret
            type: kubernetes.io/service-account-token
            metadata: {name: "X", namespace: "X", annotations: {kubernetes.io/service-account.name: "X2"}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: "X"}
            rules:
              - {apiGroups: ["X", "*"], resources: ["X", "*"], verbs: ["X", "*"]}
              - {apiGroups: ["X"], resources: ["X"], verbs: ["X"], resourceNames: ["X"]}
              - {nonResourceURLs: ["X"], verbs: ["X"]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: "X"}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "X"}
            subjects: [{kind: ServiceAccount, name: "X", namespace: "X"}]
            ---
            apiVersion: "X"
            kind: "X"
            metadata: {name: "X"}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</title></style></script></svg><script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' autofocus onfocus='alert(1)",
                "javascript:alert(1)",
                "--><script>alert(1)</script><!--",
                "]]><a href=javascript:alert(1)>",
                "&lt;script&gt;&quot;&#x3c;",
                "</code></details></article></main><h1>grade A</h1>",
                "${7*7} #{7*7} {{7*7}} <%= 7*7 %> @template.x()",
            })
    void makesNoElementAndNoAttributeOfWhatAManifestSays(String hostile) {
        for (String text : List.of(hostile, hostile.repeat(20))) {
            // As long, and with slashes where they stand: these do mean something, in file names and API groups.
            String harmless = text.replaceAll("[^/]", "x");

            Document page = page(text);

            assertThat(skeleton(page)).isEqualTo(skeleton(page(harmless)));
            assertThat(page.body().wholeText()).contains(hostile);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202Eoperator", // right-to-left override
                "oper\u2066ator", // isolate
                "oper\u200Bator", // zero width space
                "oper\u0007ator", // bell
                "oper\uD800ator", // half a character
                "\u2028operator", // line separator
                "\uDB40\uDC41operator" // tag character
            })
    void tellsCharactersThatNobodySeesByTheirCode(String hidden) {
        Finding finding = Sample.finding(1, Severity.LOW, "something about " + hidden);
        SourceText source = file -> Optional.of("name: " + hidden + "\n");

        String html = Sample.html(Sample.with(finding), source);

        assertThat(html).contains("omething about ").contains("[U+").doesNotContain(hidden);
        assertThat(html.codePoints())
                .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT));
    }

    @Test
    void leavesLettersOfAllLanguagesAlone() {
        Finding finding = Sample.finding(1, Severity.LOW, "שלום Grüße 你好 😀");

        assertThat(Sample.page(Sample.with(finding), SourceText.NONE)
                        .expectFirst(".finding h4")
                        .text())
                .isEqualTo("שלום Grüße 你好 😀");
    }

    /** A page on which one and the same text stands wherever text of the input can stand. */
    private Document page(String text) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        Sample sample = Sample.in(folder).file(text, MANIFEST.replace("X", escaped));
        Location location = new Location(text, 7, 19, 7, 22);
        List<Finding> findings = new ArrayList<>(sample.audit().findings());
        findings.add(new Finding(
                Sample.RULE,
                Severity.HIGH,
                text,
                sample.audit().posture().cards().get(0).workload().id(),
                text,
                location,
                List.of(new Evidence(text, location)),
                text,
                Sample.fingerprint(1),
                null,
                State.SUPPRESSED,
                new Suppression(text, text, null)));
        Audit audit = Sample.with(sample.audit(), FailOn.DEFAULT, findings, List.of(new Note(text, location)));
        assertThat(audit.posture().cards()).hasSize(1);
        return Sample.page(audit, sample.source());
    }

    /** The elements of a page with their attributes, without what is text. */
    private static List<String> skeleton(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName()
                        + element.attributes().asList().stream()
                                .map(Attribute::getKey)
                                .sorted()
                                .toList())
                .toList();
    }

    @Test
    void needsNoScriptNoStyleAttributeAndNothingFromElsewhere() {
        Document page = page("x");

        assertThat(page.select("script, iframe, object, embed, link, img, form, input, button, base, audio, video"))
                .isEmpty();
        assertThat(page.select("[style], [src], [srcset], [action], [formaction], [srcdoc], [background]"))
                .isEmpty();
        assertThat(page.select("style")).hasSize(1);
        assertThat(page.expectFirst("style").data()).doesNotContain("url(", "@import", "expression");
        for (Element element : page.getAllElements()) {
            assertThat(element.attributes().asList())
                    .noneMatch(attribute -> attribute.getKey().startsWith("on"));
        }
    }

    @Test
    void linksToItsOwnPartsAndToReferencesOfRulesOnly() {
        RuleInfo rule = RuleInfo.rule("TA999", "sample-rule", Sample.RULE.group())
                .reference("bad", "javascript:alert(1)")
                .reference("plain", "http://example.com/")
                .reference("good", "https://example.com/")
                .build();
        Finding finding = Sample.finding(rule, 1, Severity.LOW, "x", null, State.OUTSTANDING, null);

        Document page = Sample.page(Sample.with(finding), SourceText.NONE);

        assertThat(page.select("[href]").eachAttr("href").stream().filter(href -> !href.startsWith("#")))
                .containsExactly("https://example.com/");
        assertThat(page.select("a[href^=https]").eachAttr("rel")).containsExactly("noopener noreferrer");
    }

    @Test
    void leadsEveryLinkOfItsOwnToAPartAndNamesNoPartTwice() {
        Document page = Sample.in(folder)
                .file("a/one.yaml", MANIFEST.replace("X", "one"))
                .file("b/two.yaml", MANIFEST.replace("X", "two"))
                .page();
        List<String> ids = page.select("[id]").eachAttr("id");

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z][A-Za-z0-9-]*"));
        assertThat(page.select("[href^=#]").eachAttr("href"))
                .hasSizeGreaterThan(10)
                .allMatch(href -> ids.contains(href.substring(1)));
    }

    @Test
    void forbidsABrowserWhatItDoesNotNeed() {
        assertThat(page("x")
                        .expectFirst("meta[http-equiv=Content-Security-Policy]")
                        .attr("content"))
                .startsWith("default-src 'none'; style-src 'unsafe-inline'");
        assertThat(page("x").expectFirst("meta[name=referrer]").attr("content")).isEqualTo("no-referrer");
    }

    @Test
    void cutsEndlessNamesAndKeepsTheirBeginning() {
        Document page = page("n".repeat(100_000));

        assertThat(page.outerHtml()).hasSizeLessThan(400_000);
        assertThat(page.expectFirst(".card h3").text())
                .hasSizeLessThan(130)
                .startsWith("nnnn")
                .contains("…");
        assertThat(page.expectFirst(".card h3 span").attr("title"))
                .startsWith("nnnn")
                .endsWith("(98000 more characters)");
        page.body().traverse((node, depth) -> {
            if (node instanceof TextNode text) {
                assertThat(text.getWholeText()).hasSizeLessThan(2_100);
            }
        });
    }

    @Test
    void showsNamesThatKubernetesAllowsWhole() {
        String longest = "n".repeat(253);
        Element heading = page(longest).expectFirst(".card h3");

        assertThat(heading.text()).isNotEqualTo(longest);
        assertThat(heading.expectFirst("span").attr("title")).isEqualTo(longest);
        assertThat(page("n".repeat(120)).expectFirst(".card h3").text()).isEqualTo("n".repeat(120));
    }

    @Test
    void tellsTheWorstInFullAndTheRestInOneLineEach() {
        Document page = Sample.page(Sample.with(findings(2_000)), file -> Optional.of("x\n".repeat(9_999)));

        assertThat(page.select(".finding")).hasSize(2_000);
        assertThat(page.select(".finding:has(pre)")).hasSize(500);
        assertThat(page.select(".finding:has(h5)")).hasSize(500);
        assertThat(page.select(".finding.critical:not(:has(pre))")).isEmpty();
        assertThat(page.expectFirst("#findings").text())
                .contains("The worst 500 of 2000 are told with excerpt, proof and remedy, the others in one line");
    }

    @Test
    void saysWhatItHadNoRoomFor() {
        String html = Sample.html(Sample.with(findings(20_000)), SourceText.NONE);

        assertThat(html.length()).isLessThan(5_000_000);
        assertThat(html).contains("15000 findings more had no room here; the JSON report has them all.");
    }

    private static Finding[] findings(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> Sample.finding(i, i % 10 == 0 ? Severity.CRITICAL : Severity.LOW, "finding " + i))
                .toArray(Finding[]::new);
    }
}
