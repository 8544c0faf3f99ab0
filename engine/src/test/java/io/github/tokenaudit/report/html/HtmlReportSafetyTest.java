package io.github.tokenaudit.report.html;

import static io.github.tokenaudit.report.html.FindingBuilder.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
            // As long, with slashes and spaces where they stand: they do mean something, in file names and where lines
            // break.
            String harmless = text.replaceAll("[^/ ]", "x");

            Document page = page(text);

            assertThat(skeleton(page)).isEqualTo(skeleton(page(harmless)));
            assertThat(page.body().wholeText()).contains(hostile);
        }
    }

    static Stream<Arguments> hiddenCharacters() {
        return Stream.of(
                arguments("\u202Eoperator", "\\u202eoperator"), // right-to-left override
                arguments("oper\u2066ator", "oper\\u2066ator"), // isolate
                arguments("oper\u200Bator", "oper\\u200bator"), // zero width space
                arguments("oper\u0007ator", "oper\\u0007ator"), // bell
                arguments("oper\uD800ator", "oper\uFFFDator"), // half a character
                arguments("\u2028operator", "\\u2028operator"), // line separator
                arguments("\uDB40\uDC41operator", "\\U000e0041operator")); // tag
    }

    @ParameterizedTest
    @MethodSource("hiddenCharacters")
    void tellsCharactersThatNobodySeesByTheirNumber(String hidden, String told) {
        String html = Sample.in(folder)
                .findings(finding(1, Severity.LOW, "about " + hidden).at(new Location("a.yaml", 1, 1, 1, 5)))
                .html(file -> Optional.of("name: " + hidden + "\n"));

        assertThat(html).contains("About " + told, ": " + told).doesNotContain(hidden);
        assertThat(html.codePoints())
                .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT));
    }

    @Test
    void leavesLettersOfAllLanguagesAlone() {
        assertThat(Sample.in(folder)
                        .findings(finding(1, Severity.LOW, "שלום Grüße 你好 😀"))
                        .page()
                        .expectFirst(".finding h4")
                        .text())
                .isEqualTo("שלום Grüße 你好 😀");
    }

    /** A page on which one and the same text stands wherever text of the input can stand. */
    private Document page(String text) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        Location location = new Location(text, 7, 19, 7, 22);
        return Sample.in(folder)
                .file(text, MANIFEST.replace("X", escaped))
                .findings(
                        finding(1, Severity.HIGH, text)
                                .about(new ObjectId("apps/v1", "Deployment", text, text), text)
                                .at(location)
                                .provedBy(new Evidence(text, location))
                                .mendedBy(text),
                        finding(2, Severity.LOW, text).suppressed(new Suppression(text, text, null)))
                .note(new Note(text, location))
                .page();
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
        RuleInfo rule = RuleInfo.rule("TA999", "sample-rule", Group.INPUT)
                .reference("bad", "javascript:alert(1)")
                .reference("plain", "http://example.com/")
                .reference("good", "https://example.com/")
                .build();
        Document page = Sample.in(folder)
                .findings(finding(1, Severity.LOW, "x").by(rule))
                .page();

        assertThat(page.select("[href]").eachAttr("href").stream().filter(href -> !href.startsWith("#")))
                .containsExactly("https://example.com/");
        assertThat(page.select("a[href^=https]").eachAttr("rel")).containsExactly("noopener noreferrer");
    }

    @Test
    void leadsEveryLinkOfItsOwnToAPartAndNamesNoPartTwice() {
        Document page = Sample.in(folder)
                .file("a/one.yaml", MANIFEST.replace("X", "one"))
                .file("b/two.yaml", MANIFEST.replace("X", "two"))
                .findings(
                        finding(1, Severity.HIGH, "one").about(new ObjectId("apps/v1", "Deployment", "one", "one"), ""),
                        finding(2, Severity.LOW, "part").partOf(1),
                        finding(3, Severity.LOW, "borne").suppressed(new Suppression("so", null, null)))
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
                .hasSizeLessThan(210)
                .startsWith("nnnn")
                .contains("…");
        assertThat(page.expectFirst(".card h3 span").attr("title"))
                .startsWith("nnnn")
                .contains("...")
                .hasSizeLessThan(410);
        page.body().traverse((node, depth) -> {
            if (node instanceof TextNode text) {
                assertThat(text.getWholeText()).hasSizeLessThan(4_100);
            }
        });
    }

    @Test
    void halvesNoCharacterWhereItCuts() {
        for (String shift : List.of("", "n")) {
            Document page = page(shift + "😀".repeat(300));

            assertThat(page.expectFirst(".card h3").text())
                    .startsWith(shift + "😀😀")
                    .endsWith("😀")
                    .doesNotContain("\uFFFD");
        }
    }

    @Test
    void showsNamesThatKubernetesAllowsWhole() {
        String longest = "n".repeat(253);
        Element heading = page(longest).expectFirst(".card h3");

        assertThat(heading.text()).isNotEqualTo(longest);
        assertThat(heading.expectFirst("span").attr("title")).isEqualTo(longest);
        assertThat(page("n".repeat(200)).expectFirst(".card h3").text()).isEqualTo("n".repeat(200));
    }

    @Test
    void tellsTheWorstInFullAndTheRestInOneLineEach() {
        Document page = Sample.in(folder).findings(findings(2_000)).page(file -> Optional.of("x\n".repeat(9_999)));

        assertThat(page.select(".finding")).hasSize(2_000);
        assertThat(page.select(".finding:has(pre)")).hasSize(500);
        assertThat(page.select(".finding:has(h5)")).hasSize(500);
        assertThat(page.select(".finding.critical:not(:has(pre))")).isEmpty();
        assertThat(page.expectFirst("#findings").text())
                .contains("The worst 500 of 2000 are told with excerpt, proof and remedy, the others in one line");
    }

    @Test
    void saysWhatItHadNoRoomFor() {
        String html = Sample.in(folder).findings(findings(20_000)).html();

        assertThat(html.length()).isLessThan(5_000_000);
        assertThat(html).contains("15000 findings more had no room here; the JSON report has them all.");
    }

    @Test
    void linksToNoFindingThatItHadNoRoomFor() {
        ObjectId pod = new ObjectId("v1", "Pod", null, "p");
        Document page = Sample.in(folder)
                .file("pod.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c}]}}")
                .findings(findings(5_000))
                .findings(finding(5_001, Severity.INFO, "the least").about(pod, ""))
                .page();

        assertThat(page.select(".card .list li").eachText()).containsExactly("info sample-rule TA999");
        assertThat(page.select(".card .list a[href]")).isEmpty();
    }

    @Test
    void boundsWhatAFindingContains() {
        FindingBuilder[] parts = IntStream.rangeClosed(2, 9_000)
                .mapToObj(i -> finding(i, Severity.LOW, "part").partOf(1))
                .toArray(FindingBuilder[]::new);

        Document page = Sample.in(folder)
                .findings(finding(1, Severity.HIGH, "whole"))
                .findings(parts)
                .page();

        assertThat(page.select(".finding")).hasSize(5_000);
        assertThat(page.expectFirst(".parts").text())
                .startsWith("8999 findings more belong to it (4999 low, 4000 more)")
                .endsWith("and 4000 more");
    }

    private static FindingBuilder[] findings(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> finding(i, i % 10 == 0 ? Severity.CRITICAL : Severity.LOW, "finding " + i))
                .toArray(FindingBuilder[]::new);
    }
}
