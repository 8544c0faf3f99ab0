package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tokenaudit.posture.Opening.Of;
import io.github.tokenaudit.rule.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String write(Report report) throws IOException {
        return Reports.write(new JsonReport(), report);
    }

    private static Report read(String json) throws IOException {
        return JsonReport.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void looksAsItAlwaysDid() throws IOException {
        Golden.assertMatches(Reports.RESOURCES.resolve("shop.json"), write(Reports.shop()));
    }

    @Test
    void keepsItsSchema() throws IOException {
        Schemas.assertIsReport(write(Reports.shop()));
        Schemas.assertIsReport(write(Reports.of(
                Reports.finding(Severity.CRITICAL, 1, "bad"),
                Reports.suppressed(Reports.finding(Severity.LOW, 2, "less so"), "we know"))));
        Schemas.assertIsReport(write(Reports.of()));
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Report shop = Reports.shop();

        assertThat(read(write(shop))).isEqualTo(shop);
    }

    @Test
    void readsBackSuppressionsAndContainedFindings() throws IOException {
        Report.Finding whole = Reports.finding(Severity.HIGH, 1, "the whole");
        Report report = Reports.of(
                whole,
                Reports.at(whole.location(), Severity.LOW, "a part", "p", whole.fingerprint()),
                Reports.suppressed(Reports.finding(Severity.LOW, 2, "known"), "we know"));

        assertThat(read(write(report))).isEqualTo(report);
    }

    @ParameterizedTest
    @EnumSource(Hostile.class)
    void readsBackWhateverAManifestHolds(Hostile hostile) throws IOException {
        Report report = Reports.of(Reports.hostile(PlainText.bounded(hostile.text)));
        String json = write(report);

        assertThat(json).matches("[ -~\n]+");
        assertThat(read(json)).isEqualTo(report);
        Schemas.assertIsReport(json);
    }

    @Test
    void givesTheSameBytesForTheSameInput() throws IOException {
        assertThat(write(Reports.shop()))
                .isEqualTo(write(Reports.shop()))
                .endsWith("}\n")
                .doesNotContain("\r");
    }

    @Test
    void ignoresFieldsThatANewerVersionAdded() throws IOException {
        JsonNode json = JSON.readTree(write(Reports.shop()));
        addToEveryObject(json);
        ((ObjectNode) json.at("/summary/otherKinds")).remove("new");
        ((ObjectNode) json.at("/summary/findings")).remove("new");

        Schemas.assertIsReport(json.toString());
        assertThat(read(json.toString())).isEqualTo(Reports.shop());
    }

    private static void addToEveryObject(JsonNode node) {
        node.forEach(JsonReportTest::addToEveryObject);
        if (node instanceof ObjectNode object) {
            object.putObject("new").putArray("a").add(1);
        }
    }

    @Test
    void wantsEveryFieldThatTheSchemaRequires() throws IOException {
        JsonNode json = JSON.readTree(write(Reports.shop()));
        List<String> unnoticed = new ArrayList<>();

        withoutEachField(json, json, "", unnoticed);

        assertThat(unnoticed).isEmpty();
    }

    /** Takes each field out in turn; the schema must object, save to what is counted by kind. */
    private static void withoutEachField(JsonNode root, JsonNode node, String path, List<String> unnoticed) {
        if (node instanceof ArrayNode array && !array.isEmpty()) {
            withoutEachField(root, array.get(0), path + "[]", unnoticed);
        }
        if (node instanceof ObjectNode object && !path.endsWith(".otherKinds")) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                withoutEachField(root, object.get(name), path + "." + name, unnoticed);
                JsonNode removed = object.remove(name);
                if (Schemas.isReport(root.toString())) {
                    unnoticed.add(path + "." + name);
                }
                object.set(name, removed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/findings/0/severity | \"hihg\" | findings[0].severity: expected one of info, low, medium, high,"
                        + " critical, found \"hihg\"",
                "/findings/0/location/line | -3 | findings[0].location.line: expected a whole number that is not"
                        + " negative, found -3",
                "/findings/0/location | 7 | findings[0].location: expected an object, found 7",
                "/findings/0/message | null | findings[0].message: expected a text, found null",
                "/findings/0/shutsGate | \"yes\" | findings[0].shutsGate: expected true or false, found \"yes\"",
                "/operators/1/tokens/0/validSeconds | 1.5 | operators[1].tokens[0].validSeconds: expected a whole"
                        + " number, found 1.5",
                "/operators/0/grants | {} | operators[0].grants: expected a list, found {}",
                "/gate/failed | 0 | gate.failed: expected true or false, found 0",
                "/findings | {\"a\":1} | findings: expected a list, found {\"a\":1}",
                "/schemaVersion | 2 | schemaVersion: expected 1, the version that this Token Audit reads, found 2",
            })
    void saysWhereAReportIsWrong(String pointer, String value, String message) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(write(Reports.shop()));
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) json.at(pointer.substring(0, slash))).set(pointer.substring(slash + 1), JSON.readTree(value));

        assertThatThrownBy(() -> read(json.toString()))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage(message);
    }

    @Test
    void refusesADateThatIsNone() throws IOException {
        String json = write(Reports.of(Reports.suppressed(Reports.finding(Severity.LOW, 2, "known"), "we know")));

        assertThatThrownBy(() -> read(json.replace("2027-03-31", "soon")))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage("findings[0].suppression.until: expected a date as 2027-03-31, found \"soon\"");
    }

    @Test
    void readsReportsFromBeforeTheyHadPathsAndOpenings() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(write(Reports.shop()));
        json.get("operators").forEach(operator -> ((ObjectNode) operator).remove(List.of("paths", "openings")));

        assertThat(read(json.toString()).operators())
                .isNotEmpty()
                .allSatisfy(operator -> assertThat(operator.paths()).isEmpty())
                .allSatisfy(operator -> assertThat(operator.openings()).isEmpty());
    }

    @Test
    void keepsWhatPodsGiveWithoutTheirTokens() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(write(Reports.shop()));
        ((ArrayNode) json.at("/operators/0/openings"))
                .addObject()
                .put("of", "requests")
                .put("text", "it sees Secrets")
                .put("severity", "high")
                .set("location", json.at("/findings/0/location"));

        Schemas.assertIsReport(json.toString());
        Report report = read(json.toString());
        assertThat(report.operators().get(0).openings())
                .containsExactly(new Report.Opening(
                        Of.REQUESTS,
                        "it sees Secrets",
                        Severity.HIGH,
                        report.findings().get(0).location()));
        assertThat(JSON.readTree(write(report))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemaVersion", "tool", "kubernetesVersion", "gate", "summary", "operators", "findings"})
    void saysWhichPartIsMissing(String part) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(write(Reports.shop()));
        json.remove(part);

        assertThatThrownBy(() -> read(json.toString()))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageStartingWith(part)
                .hasMessageEndingWith("found nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the report: expected an object",
                "[] | the report: expected an object",
                "{\"schemaVersion\": 1, | line 1, column 21",
                "{\"schemaVersion\": 1} {} | the report: expected nothing behind its end",
                "{\"schemaVersion\": 1, \"schemaVersion\": 1} | line 1, column ",
                "not json | line 1, column ",
            })
    void refusesWhatIsNoJsonObject(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesWhatIsNotEvenText() {
        byte[] bytes = {'{', 0, 0, 0, -1, -1, -1, -1};

        assertThatThrownBy(() -> JsonReport.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage("the report: expected UTF-8, as Token Audit writes it");
    }

    @Test
    void refusesTextsAndDepthsThatNoReportHas() {
        assertThatThrownBy(() -> read("{\"schemaVersion\": 1, \"kubernetesVersion\": \"" + "x".repeat(20_000) + "\"}"))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageContaining("maximum allowed");
        assertThatThrownBy(() -> read("{\"schemaVersion\": 1, \"new\": " + "[".repeat(10_000)))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageContaining("nesting depth");
    }
}
