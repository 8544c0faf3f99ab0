package io.github.tokenaudit.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page can be read by whoever can't see it, or not its colours: WCAG 2.2, level AA. */
class HtmlReportAccessibilityTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+):(#[0-9a-f]{6})");

    @TempDir
    Path folder;

    private Document page;

    @BeforeEach
    void writePage() {
        String pods = "";
        for (String name : List.of("one", "two")) {
            pods += """
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: %s}
                    spec: {containers: [{name: c}]}
                    """.formatted(name);
        }
        Sample sample = Sample.in(folder).file("pods.yaml", pods);
        List<Finding> findings = new ArrayList<>(sample.audit().findings());
        findings.add(Sample.finding(1, Severity.CRITICAL, "headline"));
        findings.add(Sample.finding(2, Severity.INFO, "part", Sample.fingerprint(1), State.OUTSTANDING, null));
        findings.add(
                Sample.finding(3, Severity.HIGH, "borne", null, State.SUPPRESSED, new Suppression("so", null, null)));
        Audit audit = Sample.with(sample.audit(), FailOn.DEFAULT, findings, List.of());
        page = Sample.page(audit, sample.source());
    }

    @Test
    void saysItsLanguageAndHasATitleAndLandmarks() {
        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(page.title()).isNotBlank();
        assertThat(page.select("body > header")).hasSize(1);
        assertThat(page.select("body > main")).hasSize(1);
        assertThat(page.select("body > footer")).hasSize(1);
        assertThat(page.select("nav[aria-label]")).hasSize(1);
    }

    @Test
    void letsAKeyboardSkipToTheReport() {
        Element first = page.expectFirst("a");

        assertThat(first.attr("href")).isEqualTo("#main");
        assertThat(page.getElementById("main")).isNotNull();
    }

    @Test
    void leavesOutNoLevelOfHeadings() {
        int last = 0;
        for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
            int level = heading.tagName().charAt(1) - '0';
            assertThat(level).as(heading.text()).isLessThanOrEqualTo(last + 1);
            last = level;
        }
        assertThat(page.select("h1")).hasSize(1);
    }

    @Test
    void tellsWhatEachHeaderOfATableIsFor() {
        assertThat(page.select("table")).hasSizeGreaterThan(2);
        assertThat(page.select("th"))
                .allSatisfy(header -> assertThat(header.attr("scope")).isIn("col", "row", "rowgroup"));
        assertThat(page.select("table"))
                .allSatisfy(
                        table -> assertThat(table.select("thead th[scope=col]")).isNotEmpty());
    }

    @Test
    void tellsSeverityInWords() {
        assertThat(page.select(".finding"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(
                                finding.expectFirst(".severity").text())
                        .isEqualTo(finding.classNames().stream()
                                .filter(name -> Severity.ofLabel(name).isPresent())
                                .findFirst()
                                .orElseThrow()));
    }

    @Test
    void namesEveryPictureOrHidesIt() {
        assertThat(page.select("body svg"))
                .filteredOn(svg -> svg.closest("[hidden]") == null)
                .isNotEmpty()
                .allSatisfy(svg -> assertThat(svg.attr("aria-hidden").equals("true")
                                || (svg.attr("role").equals("img")
                                        && !svg.attr("aria-label").isEmpty()))
                        .isTrue());
    }

    @Test
    void letsAKeyboardScrollWhatScrolls() {
        assertThat(page.select(".scroll")).isNotEmpty().allSatisfy(scroll -> {
            assertThat(scroll.attr("tabindex")).isEqualTo("0");
            assertThat(scroll.attr("aria-label")).isNotEmpty();
        });
    }

    @Test
    void showsGradesByAttributesThatNoSecurityPolicyBlocks() {
        assertThat(page.select("symbol")).hasSize(5).allSatisfy(symbol -> {
            assertThat(symbol.expectFirst("rect").attr("fill")).startsWith("#");
            assertThat(contrast(
                            symbol.expectFirst("rect").attr("fill"),
                            symbol.expectFirst("text").attr("fill")))
                    .isGreaterThanOrEqualTo(4.5);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ink, page",
        "ink, paper",
        "ink, sunken",
        "soft, page",
        "soft, paper",
        "soft, sunken",
        "link, page",
        "link, paper",
        "link, sunken",
        "mark-ink, mark"
    })
    void keepsTextReadableInBothSchemes(String text, String ground) {
        for (Scheme scheme : schemes()) {
            assertThat(contrast(scheme.colour(text), scheme.colour(ground)))
                    .as("%s on %s: %s", text, ground, scheme)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void keepsTheWhiteWordsOfSeveritiesReadableInBothSchemes() {
        for (Scheme scheme : schemes()) {
            for (Severity severity : Severity.values()) {
                assertThat(contrast("#ffffff", scheme.colour(severity.label())))
                        .as("%s: %s", severity, scheme)
                        .isGreaterThanOrEqualTo(4.5);
            }
        }
    }

    /** The colours of the style sheet: light, dark. */
    private List<Scheme> schemes() {
        String css = page.expectFirst("style").data();
        int dark = css.indexOf("@media (prefers-color-scheme:dark)");
        assertThat(dark).isPositive();
        return List.of(colours(css.substring(0, dark)), colours(css.substring(dark, css.indexOf("}}", dark))));
    }

    /** Colours by name. */
    private record Scheme(Map<String, String> colours) {
        String colour(String name) {
            return Objects.requireNonNull(colours.get(name), name);
        }
    }

    private static Scheme colours(String css) {
        Map<String, String> colours = new HashMap<>();
        Matcher colour = COLOUR.matcher(css);
        while (colour.find()) {
            colours.put(colour.group(1), colour.group(2));
        }
        return new Scheme(colours);
    }

    /** The contrast ratio of WCAG 2.2 (success criterion 1.4.3). */
    private static double contrast(String one, String other) {
        double first = luminance(one) + 0.05;
        double second = luminance(other) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
