package io.github.tokenaudit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.policy.PolicyException;
import io.github.tokenaudit.policy.PolicyReader;
import io.github.tokenaudit.report.InvalidReportException;
import io.github.tokenaudit.report.JUnitReport;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.ReportWriter;
import io.github.tokenaudit.report.SarifReport;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.report.html.HtmlReport;
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
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.xml.sax.SAXException;

/** What the engine promises whatever it reads. */
final class Promises {

    /** TEXT wherever somebody can put one. */
    private static final String NAMES = """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "TEXT", "namespace": "TEXT"}},
              {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "TEXT", "namespace": "TEXT"},
               "spec": {"serviceAccountName": "TEXT", "containers": [{"name": "TEXT", "image": "TEXT",
                 "command": ["TEXT"], "env": [{"name": "TEXT", "value": "TEXT"}],
                 "volumeMounts": [{"name": "TEXT", "mountPath": "TEXT"}]}],
                 "volumes": [{"name": "TEXT", "projected": {"sources":
                   [{"serviceAccountToken": {"path": "TEXT", "audience": "TEXT"}}]}}]}},
              {"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/service-account-token",
               "metadata": {"name": "TEXT", "annotations": {"kubernetes.io/service-account.name": "TEXT"}}},
              {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "TEXT"},
               "rules": [{"apiGroups": ["TEXT"], "resources": ["TEXT", "secrets"], "verbs": ["TEXT"]},
                         {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]},
              {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "TEXT"},
               "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "TEXT"},
               "subjects": [{"kind": "ServiceAccount", "name": "TEXT", "namespace": "TEXT"}]},
              {"apiVersion": "TEXT", "kind": "TEXT", "metadata": {"name": "TEXT"}}]}
            """;

    private Promises() {}

    /** A policy is understood, or refused with places that lie in it. */
    static void ofPolicy(byte[] bytes) {
        try {
            PolicyReader.read("policy.yaml", bytes, Catalogue.infos());
        } catch (PolicyException e) {
            Places places = new Places("policy.yaml", bytes);
            assertThat(e.mistakes()).isNotEmpty().allSatisfy(mistake -> {
                places.assertHas(mistake.location());
                assertThat(mistake.message()).isNotBlank();
            });
        }
    }

    /** A report is understood, and then written and read again the same, or refused with a reason. */
    static void ofReport(byte[] bytes) throws IOException {
        try {
            assertIsReadBack(JsonReport.read(new ByteArrayInputStream(bytes)));
        } catch (InvalidReportException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    /** A manifest is audited, and every report of that is well-formed. */
    static void ofManifest(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("manifest", ".yaml");
        try {
            Files.write(file, bytes);
            List<AuditRequest.Input> inputs = List.of(new AuditRequest.Input(file, "manifest.yaml"));
            AuditRequest request =
                    new AuditRequest(inputs, Policy.none(), FailOn.DEFAULT, null, LocalDate.of(2026, 11, 23));
            Audit audit = TokenAudit.run(request);
            Places places = new Places("manifest.yaml", bytes);
            audit.findings().forEach(finding -> places.assertHas(finding.location()));
            assertReportsAreWellFormed(audit, SourceText.of(inputs));
        } finally {
            Files.delete(file);
        }
    }

    /** As {@link #ofManifest}, with a text at every place where a manifest has one. */
    static void ofNames(String text) throws IOException {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        ofManifest(NAMES.replace("TEXT", quoted).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReportsAreWellFormed(Audit audit, SourceText source) throws IOException {
        Report report = changedWhole(Report.of(audit));
        assertIsReadBack(report);
        assertThat(JsonMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build()
                        .readTree(written(new SarifReport(Catalogue.infos()), report))
                        .at("/runs/0/results"))
                .hasSize((int) report.findings().stream()
                        .filter(finding -> finding.partOf() == null)
                        .count());
        assertIsXml(written(new JUnitReport(), report));
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        HtmlReport.write(audit, report, source, html);
        assertIsHarmlessHtml(html.toString(StandardCharsets.UTF_8));
    }

    /** A report that tells of everything as new, and of everything as gone, too. */
    private static Report changedWhole(Report report) {
        Report nothing = new Report(
                report.toolVersion(),
                report.kubernetesVersion(),
                report.gate(),
                report.summary(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
        Report news = new Baseline(nothing).compare(report);
        Report.Changes gone =
                Objects.requireNonNull(new Baseline(report).compare(nothing).changes());
        return news.with(
                news.findings(),
                new Report.Changes(
                        Objects.requireNonNull(news.changes()).newGrants(), gone.goneGrants(), gone.fixedFindings()));
    }

    private static void assertIsReadBack(Report report) throws IOException {
        assertThat(JsonReport.read(new ByteArrayInputStream(written(new JsonReport(), report))))
                .isEqualTo(report);
    }

    private static byte[] written(ReportWriter writer, Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(report, out);
        return out.toByteArray();
    }

    private static void assertIsXml(byte[] bytes) throws IOException {
        try {
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(bytes))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("testsuite");
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError("The JUnit report is no XML", e);
        }
    }

    private static void assertIsHarmlessHtml(String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(10);
        Document page = Jsoup.parse(html, "", parser);
        assertThat(parser.getErrors()).isEmpty();
        assertThat(page.select("script, iframe, object, embed, link, img, form, base, a[href^=javascript]"))
                .isEmpty();
        assertThat(Objects.requireNonNull(page.selectFirst("main")).getAllElements())
                .noneMatch(element -> element.attributes().asList().stream()
                        .anyMatch(attribute -> attribute.getKey().startsWith("on")));
    }
}
