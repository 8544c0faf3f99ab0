package io.github.tokenaudit.report;

import static io.github.tokenaudit.report.PlainText.visible;

import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code token-audit.junit.xml}: the audit as tests, for build servers that show tests. The format is the one that
 * Jenkins' junit plugin reads ({@code hudson.tasks.junit.SuiteResult}); there is no standard.
 *
 * <ul>
 *   <li>The package is {@code token-audit}, a class is an object of the input, a test is a rule at a field of it. No
 *       name holds a line number or a severity, so that Jenkins follows a test from build to build.
 *   <li>A finding that shuts the gate fails its test. So the tests fail when the gate does, and for its reasons.
 *   <li>Any other finding that counts, or is suppressed, skips its test and says why: it neither passed nor matters.
 *   <li>Findings that are part of another one are left out.
 *   <li>The input and every operator have a test that passes, since Jenkins takes a report without any for a mistake.
 * </ul>
 */
public final class JUnitReport implements ReportWriter {

    private static final String PACKAGE = "token-audit.";

    /** A test; it passes when it has neither a failure nor a reason to be skipped. */
    private record Case(
            String className,
            String name,
            @Nullable Finding failure,
            @Nullable String skipped,
            List<String> output) {}

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        try {
            // Not newInstance(), which asks the thread's class loader for somebody else's writer.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            suite(xml, cases(report));
            xml.flush();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        out.flush();
    }

    private static List<Case> cases(Report report) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("input", "audited", null, null, Summaries.input(report)));
        for (Operator operator : report.operators()) {
            cases.add(new Case(
                    operator.workload().id().display(), "audited", null, null, List.of(Summaries.operator(operator))));
        }
        for (Finding finding : report.findings()) {
            if (finding.partOf() == null) {
                cases.add(of(finding, Summaries.thresholds(report.gate())));
            }
        }
        return numbered(cases);
    }

    private static Case of(Finding finding, String failOn) {
        ObjectId object = finding.object();
        String className = object == null ? finding.location().file() : object.display();
        String name =
                finding.rule() + " " + finding.name() + (finding.field().isEmpty() ? "" : " at " + finding.field());
        return new Case(
                className,
                name,
                finding.shutsGate() ? finding : null,
                finding.shutsGate() ? null : skipped(finding, failOn),
                details(finding));
    }

    private static String skipped(Finding finding, String failOn) {
        Suppression suppression = finding.suppression();
        if (finding.state() == State.SUPPRESSED) {
            return "suppressed: " + (suppression == null ? "" : suppression.reason());
        }
        return finding.severity().label() + ", the gate fails on " + failOn + ": " + finding.message();
    }

    private static List<String> details(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(finding.location().toString());
        lines.add(finding.message());
        finding.evidence().forEach(step -> lines.add("- " + Summaries.placed(step.text(), step.location())));
        lines.add("fix: " + finding.remedy());
        return lines;
    }

    /** Jenkins tells tests apart by class and name only. */
    private static List<Case> numbered(List<Case> cases) {
        Map<String, Integer> seen = new HashMap<>();
        return cases.stream()
                .map(one -> {
                    int count = seen.merge(one.className + " " + one.name, 1, Integer::sum);
                    return count == 1
                            ? one
                            : new Case(
                                    one.className, one.name + " (" + count + ")", one.failure, one.skipped, one.output);
                })
                .toList();
    }

    private static void suite(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line(xml, 0);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "token-audit");
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", count(cases, true));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(cases, false));
        for (Case one : cases) {
            line(xml, 1);
            testCase(xml, one);
        }
        line(xml, 0);
        xml.writeEndElement();
        line(xml, 0);
        xml.writeEndDocument();
    }

    private static String count(List<Case> cases, boolean failed) {
        return Long.toString(cases.stream()
                .filter(one -> failed ? one.failure != null : one.skipped != null)
                .count());
    }

    private static void testCase(XMLStreamWriter xml, Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        // Jenkins takes what stands before the last dot for the package.
        xml.writeAttribute("classname", PACKAGE + visible(one.className).replace('.', '_'));
        xml.writeAttribute("name", visible(one.name));
        if (one.failure != null) {
            line(xml, 2);
            xml.writeStartElement("failure");
            xml.writeAttribute("message", visible(one.failure.message()));
            xml.writeAttribute("type", one.failure.severity().label());
            text(xml, one.output);
            xml.writeEndElement();
        } else if (one.skipped != null) {
            line(xml, 2);
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", visible(one.skipped));
        }
        if (one.failure == null) {
            line(xml, 2);
            xml.writeStartElement("system-out");
            text(xml, one.output);
            xml.writeEndElement();
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, List<String> lines) throws XMLStreamException {
        xml.writeCharacters(lines.stream().map(PlainText::visible).collect(Collectors.joining("\n")));
    }

    private static void line(XMLStreamWriter xml, int level) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(level));
    }
}
