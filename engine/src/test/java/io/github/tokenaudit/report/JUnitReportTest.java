package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.rule.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.parsers.JUnitParser;

class JUnitReportTest {

    /** A test as Jenkins' junit plugin understands it (hudson.tasks.junit.CaseResult and PackageResult). */
    private record Seen(
            String pkg,
            String cls,
            String name,
            String status,
            @Nullable String message,
            String text) {}

    private static String write(Report report) throws IOException {
        return Reports.write(new JUnitReport(), report);
    }

    private static List<Seen> readAsJenkinsDoes(String xml) {
        Element suite = parse(xml).getDocumentElement();
        List<Seen> tests = new ArrayList<>();
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            String cls = one.getAttribute("classname");
            int dot = cls.lastIndexOf('.');
            Element failure = (Element) one.getElementsByTagName("failure").item(0);
            Element skipped = (Element) one.getElementsByTagName("skipped").item(0);
            Element verdict = failure != null ? failure : skipped;
            tests.add(new Seen(
                    cls.substring(0, dot),
                    cls.substring(dot + 1),
                    one.getAttribute("name"),
                    failure != null ? "failed" : skipped != null ? "skipped" : "passed",
                    verdict == null ? null : verdict.getAttribute("message"),
                    one.getTextContent().strip()));
        }
        assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(tests.size()));
        assertThat(suite.getAttribute("failures")).isEqualTo(count(tests, "failed"));
        assertThat(suite.getAttribute("skipped")).isEqualTo(count(tests, "skipped"));
        return tests;
    }

    private static String count(List<Seen> tests, String status) {
        return Long.toString(
                tests.stream().filter(test -> test.status.equals(status)).count());
    }

    private static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(xml, e);
        }
    }

    @Test
    void failsTheTestsOfWhatShutsTheGateAndSkipsTheRest() throws IOException {
        Finding whole = Reports.finding(Severity.HIGH, 1, "bad");
        Report report = Reports.of(
                whole,
                Reports.finding(Severity.LOW, 2, "less so"),
                Reports.at(whole.location(), Severity.LOW, "a part", "p", whole.fingerprint()),
                Reports.suppressed(Reports.finding(Severity.HIGH, 3, "known"), "we need it"));

        assertThat(readAsJenkinsDoes(write(report)))
                .extracting(Seen::name, Seen::status, Seen::message)
                .containsExactly(
                        tuple("audited", "passed", null),
                        tuple("TA101 token-automounted at spec.template.spec", "failed", "bad"),
                        tuple(
                                "TA101 token-automounted at spec.template.spec (2)",
                                "skipped",
                                "low, the gate fails on high or worse: less so"),
                        tuple(
                                "TA101 token-automounted at spec.template.spec (3)",
                                "skipped",
                                "suppressed: we need it"));
    }

    @Test
    void groupsTestsByObjectAndTellsEveryOperator() throws IOException {
        Report shop = Reports.shop();
        List<Seen> tests = readAsJenkinsDoes(write(shop));

        assertThat(tests).extracting(Seen::pkg).containsOnly("token-audit");
        assertThat(tests)
                .filteredOn(test -> test.name.equals("audited"))
                .extracting(Seen::cls, Seen::status)
                .containsExactly(
                        tuple("input", "passed"),
                        tuple("Deployment/shop/shop-operator", "passed"),
                        tuple("Deployment/shop/shop-webhook", "passed"));
        assertThat(tests)
                .filteredOn(test -> test.status.equals("failed"))
                .hasSameSizeAs(
                        shop.findings().stream().filter(Finding::shutsGate).toList());
    }

    @Test
    void tellsPlaceProofAndRemedyOfAFailure() throws IOException {
        Report report = Reports.of(Reports.finding(Severity.HIGH, 7, "bad"));

        assertThat(readAsJenkinsDoes(write(report)).get(1).text).isEqualTo("""
                op.yaml:7:7
                bad
                - account shop/op says nothing of it (op.yaml:3:3)
                fix: Set it to false.""");
    }

    @Test
    void namesNoTestByALineSoThatItsHistoryOutlivesAnEdit() throws IOException {
        String before = write(Reports.of(Reports.finding(Severity.HIGH, 7, "bad")));
        String after = write(Reports.of(Reports.finding(Severity.HIGH, 70, "bad")));

        assertThat(readAsJenkinsDoes(before))
                .extracting(Seen::cls, Seen::name)
                .isEqualTo(readAsJenkinsDoes(after).stream()
                        .map(test -> tuple(test.cls, test.name))
                        .toList());
    }

    @Test
    void hasATestThatPassesWhenThereIsNothingToFind() throws IOException {
        assertThat(readAsJenkinsDoes(write(Reports.of())))
                .extracting(Seen::status)
                .containsExactly("passed");
    }

    @ParameterizedTest
    @EnumSource(Hostile.class)
    void staysOneWellFormedTestWhateverAManifestHolds(Hostile hostile) throws IOException {
        String xml = write(Reports.of(Reports.hostile(PlainText.bounded(hostile.text))));

        List<Seen> tests = readAsJenkinsDoes(xml);
        assertThat(tests).extracting(Seen::status).containsExactly("passed", "failed");
        assertThat(tests.get(1).pkg).isEqualTo("token-audit");
        assertThat(tests.get(1).text.lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(PlainText.visible(line)).isEqualTo(line));
        assertThat(WarningsPlugin.read(new JUnitParser(), xml))
                .extracting(Violation::getStartLine)
                .hasSize(1);
    }
}
