package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.Catalogue;
import io.github.tokenaudit.source.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import se.bjurr.violations.lib.model.SEVERITY;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.parsers.SarifParser;

class SarifReportTest {

    private static String write(Report report) throws IOException {
        return Reports.write(new SarifReport(Catalogue.infos()), report);
    }

    private static JsonNode run(Report report) throws IOException {
        return new ObjectMapper().readTree(write(report)).at("/runs/0");
    }

    private static Set<Violation> readByJenkins(String sarif) {
        return WarningsPlugin.read(new SarifParser(), sarif);
    }

    @Test
    void keepsTheSchemaOfOasis() throws IOException {
        Schemas.assertIsSarif(write(Reports.shop()));
        Schemas.assertIsSarif(write(Reports.of()));
    }

    @Test
    void showsEveryFindingAtItsPlaceInJenkins() throws IOException {
        Report shop = Reports.shop();

        assertThat(readByJenkins(write(shop)))
                .extracting(Violation::getRule, Violation::getFile, Violation::getStartLine, Violation::getSeverity)
                .containsExactlyInAnyOrderElementsOf(shop.findings().stream()
                        .filter(Report.Finding::counts)
                        .map(finding -> tuple(
                                finding.rule(),
                                finding.location().file(),
                                finding.location().line(),
                                severity(finding.severity())))
                        .toList());
    }

    private static SEVERITY severity(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> SEVERITY.ERROR;
            case MEDIUM -> SEVERITY.WARN;
            case LOW, INFO -> SEVERITY.INFO;
        };
    }

    @ParameterizedTest
    @EnumSource
    void mapsEverySeverityToALevel(Severity severity) throws IOException {
        String sarif = write(Reports.of(Reports.finding(severity, 1, "bad")));

        assertThat(readByJenkins(sarif)).extracting(Violation::getSeverity).containsExactly(severity(severity));
    }

    @Test
    void keepsTwoFindingsOnOneLineApartEvenIfTheySayTheSame() throws IOException {
        Location place = new Location("op.json", 1, 40, 1, 50);
        Report report = Reports.of(
                Reports.finding(Severity.HIGH, 7, "container a"),
                Reports.finding(Severity.HIGH, 7, "container b"),
                Reports.at(place, Severity.HIGH, "the same", "f1", null),
                Reports.at(place, Severity.HIGH, "the same", "f2", null));

        assertThat(readByJenkins(write(report))).hasSize(4);
    }

    @Test
    void tellsObjectAndRemedyInTheMessage() throws IOException {
        JsonNode result =
                run(Reports.of(Reports.finding(Severity.HIGH, 7, "it is bad"))).at("/results/0");

        assertThat(result.at("/message/text").textValue())
                .isEqualTo("Deployment/shop/op: it is bad. Fix: Set it to false.");
        assertThat(result.at("/partialFingerprints").toString())
                .isEqualTo("{\"tokenAudit/v1\":\"fingerprint-7it is bad\"}");
        assertThat(result.at("/locations/0/physicalLocation/region").toString())
                .isEqualTo("{\"startLine\":7,\"startColumn\":7,\"endLine\":7,\"endColumn\":11}");
        assertThat(result.at("/relatedLocations/0/message/text").textValue())
                .isEqualTo("account shop/op says nothing of it");
    }

    @Test
    void marksSuppressedFindingsForThoseWhoUnderstandIt() throws IOException {
        Report report = Reports.of(
                Reports.finding(Severity.HIGH, 1, "open"),
                Reports.suppressed(Reports.finding(Severity.HIGH, 2, "known"), "we need it"));
        JsonNode results = run(report).at("/results");

        assertThat(results.at("/0/suppressions")).isEmpty();
        assertThat(results.at("/1/suppressions/0").toString())
                .isEqualTo("{\"kind\":\"external\",\"status\":\"accepted\",\"justification\":\"we need it\"}");
        Schemas.assertIsSarif(write(report));
    }

    @Test
    void tellsContainedFindingsAtTheOneThatContainsThem() throws IOException {
        Finding whole = Reports.finding(Severity.HIGH, 1, "the whole");
        Report report = Reports.of(
                whole,
                Reports.at(new Location("op.yaml", 9, 1, 9, 2), Severity.LOW, "a part", "p", whole.fingerprint()));
        JsonNode results = run(report).at("/results");

        assertThat(results).hasSize(1);
        assertThat(results.at("/0/relatedLocations/1/message/text").textValue())
                .isEqualTo("contains TA101 token-automounted: a part");
        assertThat(results.at("/0/relatedLocations/1/physicalLocation/region/startLine")
                        .intValue())
                .isEqualTo(9);
        Schemas.assertIsSarif(write(report));
    }

    @Test
    void listsTheWholeCatalogueWithHelpOnOneLine() throws IOException {
        JsonNode rules = run(Reports.of()).at("/tool/driver/rules");

        assertThat(rules.findValuesAsText("id"))
                .containsExactlyElementsOf(
                        Catalogue.infos().stream().map(rule -> rule.id()).toList());
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.at("/help/text").textValue()).doesNotContain("\n").hasSizeLessThan(200);
            assertThat(rule.at("/helpUri").textValue())
                    .endsWith("/docs/rules/" + rule.get("id").textValue() + ".md");
            assertThat(rule.at("/fullDescription/text").textValue()).hasSizeLessThanOrEqualTo(1_024);
        });
    }

    @Test
    void scoresARuleWhoseSeverityFollowsFromReachByItsWorstFinding() throws IOException {
        Report report =
                Reports.of(Reports.finding(Severity.CRITICAL, 1, "worst"), Reports.finding(Severity.LOW, 2, "less so"));

        assertThat(run(report)
                        .at("/tool/driver/rules")
                        .get(0)
                        .at("/properties/security-severity")
                        .textValue())
                .isEqualTo("9.5");
    }

    @Test
    void writesAFindingOfARuleThatItDoesNotKnow() throws IOException {
        String sarif = Reports.write(
                new SarifReport(List.of()), Reports.of(Reports.finding(Severity.HIGH, 3, "found by a newer version")));

        Schemas.assertIsSarif(sarif);
        assertThat(readByJenkins(sarif)).extracting(Violation::getStartLine).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource({
        "deploy/op.yaml, deploy/op.yaml",
        "a b#c?d.yaml, a%20b%23c%3Fd.yaml",
        "http://x/op.yaml, http%3A//x/op.yaml",
        "//evil.example/op.yaml, /evil.example/op.yaml",
        "für/50%.yaml, f%C3%BCr/50%25.yaml",
    })
    void makesAUriOfAFileName(String file, String uri) throws IOException {
        Report report = Reports.of(Reports.at(new Location(file, 1, 1, 1, 1), Severity.HIGH, "bad", "f", null));

        assertThat(run(report)
                        .at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo(uri);
        Schemas.assertIsSarif(write(report));
    }

    @ParameterizedTest
    @EnumSource(Hostile.class)
    void makesNoLinkLineOrPlaceholderOfWhatAManifestHolds(Hostile hostile) throws IOException {
        Report report = Reports.of(Reports.hostile(PlainText.bounded(hostile.text)));
        String sarif = write(report);

        Schemas.assertIsSarif(sarif);
        List<String> texts = new ArrayList<>();
        collectTexts(run(report).at("/results"), texts);
        assertThat(texts).isNotEmpty().allSatisfy(text -> {
            assertThat(PlainText.visible(text)).isEqualTo(text);
            assertThat(text).doesNotContain("](").doesNotContainPattern(Pattern.compile("\\{\\d+}"));
        });
        assertThat(readByJenkins(sarif)).hasSize(1);
    }

    private static void collectTexts(JsonNode node, List<String> texts) {
        if (node.has("text")) {
            texts.add(node.get("text").textValue());
        }
        node.forEach(child -> collectTexts(child, texts));
    }

    @Test
    void givesTheSameBytesForTheSameInputAndNoTimeOrPlaceOfTheMachine() throws IOException {
        assertThat(write(Reports.shop()))
                .isEqualTo(write(Reports.shop()))
                .doesNotContain("\r")
                .doesNotContain(System.getProperty("user.dir"))
                .doesNotContain("file:")
                .doesNotContain("TimeUtc");
    }

    @Test
    void tellsWhatIsNewOnlyWhereThereIsABaseline() throws IOException {
        assertThat(write(Reports.shop())).doesNotContain("baselineState");
        Report compared = new Baseline(Reports.shop()).compare(Reports.shop());
        assertThat(write(compared)).contains("\"baselineState\": \"unchanged\"").doesNotContain("\"new\"");
        Report news = new Baseline(Reports.of()).compare(Reports.shop());
        assertThat(write(news)).contains("\"baselineState\": \"new\"").doesNotContain("unchanged");
    }
}
