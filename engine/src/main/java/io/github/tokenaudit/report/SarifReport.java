package io.github.tokenaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code token-audit.sarif}: SARIF 2.1.0 (OASIS standard, errata 01), made for GitHub code scanning, Jenkins' Warnings
 * plugin and editors.
 *
 * <ul>
 *   <li>Every finding that counts is a result, and every suppressed one is a result with a suppression. A consumer that
 *       knows no suppressions, as GitHub, shows the latter as open.
 *   <li>A finding that another one contains is no result of its own, since every consumer would count the weakness
 *       twice. Its place is a related location of the finding that contains it.
 *   <li>Every result has its level, one place with a region, and its object and remedy in the message: the Warnings
 *       plugin takes a missing level for a note, drops a file of which one result has no place, and takes results of
 *       equal rule, line and message for one.
 *   <li>A rule's {@code security-severity}, which GitHub shows instead of the level, is the rule's own; where severity
 *       follows from reach, it is the worst one found.
 *   <li>With a baseline, each result is {@code new} or {@code unchanged} (3.27.24). What was fixed is no result: GitHub
 *       would show it as open.
 *   <li>Nothing tells the time or the machine, and file names stay as relative as the audit was given them.
 * </ul>
 */
public final class SarifReport implements ReportWriter {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** The longest text of a rule that GitHub takes. */
    private static final int LONGEST_DESCRIPTION = 1_024;

    private final List<RuleInfo> rules;

    /** @param rules the whole catalogue: the report says what was looked for, not only what was found */
    public SarifReport(List<RuleInfo> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        try (JsonGenerator json = PrettyJson.to(out)) {
            new Writing(json, rules, report).log();
            json.writeRaw('\n');
        }
    }

    private static final class Writing {

        private final JsonGenerator json;
        private final List<RuleInfo> rules;
        private final Report report;
        private final Map<String, Integer> indexes = new HashMap<>();
        private final Map<String, List<Finding>> parts = new HashMap<>();
        private final Map<String, Integer> seen = new HashMap<>();

        private Writing(JsonGenerator json, List<RuleInfo> rules, Report report) {
            this.json = json;
            this.rules = rules;
            this.report = report;
            rules.forEach(rule -> indexes.put(rule.id(), indexes.size()));
            for (Finding finding : report.findings()) {
                if (finding.partOf() != null) {
                    parts.computeIfAbsent(finding.partOf(), whole -> new ArrayList<>())
                            .add(finding);
                }
            }
        }

        private void log() throws IOException {
            json.writeStartObject();
            json.writeStringField("$schema", SCHEMA);
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            tool();
            json.writeArrayFieldStart("invocations");
            json.writeStartObject();
            json.writeBooleanField("executionSuccessful", true);
            json.writeEndObject();
            json.writeEndArray();
            json.writeStringField("columnKind", "unicodeCodePoints");
            json.writeArrayFieldStart("results");
            for (Finding finding : report.findings()) {
                if (finding.partOf() == null) {
                    result(finding);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }

        private void tool() throws IOException {
            json.writeObjectFieldStart("tool");
            json.writeObjectFieldStart("driver");
            json.writeStringField("name", "Token Audit");
            json.writeStringField("version", report.toolVersion());
            json.writeStringField("informationUri", RuleDocs.PROJECT);
            json.writeArrayFieldStart("rules");
            for (RuleInfo rule : rules) {
                rule(rule);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }

        private void rule(RuleInfo rule) throws IOException {
            Severity severity = severityOf(rule);
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            json.writeStringField("name", rule.name());
            text("shortDescription", rule.summary());
            text("fullDescription", cut(rule.what() + " " + rule.why()));
            json.writeStringField("helpUri", RuleDocs.url(rule));
            // The Warnings plugin puts this text into the message of every result.
            text("help", RuleDocs.url(rule));
            json.writeObjectFieldStart("defaultConfiguration");
            json.writeStringField("level", level(severity));
            json.writeEndObject();
            json.writeObjectFieldStart("properties");
            json.writeStringField("category", rule.group().label());
            json.writeArrayFieldStart("tags");
            json.writeString("security");
            json.writeString("kubernetes");
            json.writeString(rule.group().label());
            json.writeEndArray();
            json.writeStringField("security-severity", score(severity));
            json.writeEndObject();
            json.writeEndObject();
        }

        /** A rule's own severity, else the worst that it found, else what a finding of unknown reach mostly is. */
        private Severity severityOf(RuleInfo rule) {
            return Objects.requireNonNullElseGet(
                    rule.severity(),
                    () -> report.findings().stream()
                            .filter(finding ->
                                    finding.counts() && finding.rule().equals(rule.id()))
                            .map(Finding::severity)
                            .max(Comparator.naturalOrder())
                            .orElse(Severity.MEDIUM));
        }

        private void result(Finding finding) throws IOException {
            json.writeStartObject();
            json.writeStringField("ruleId", finding.rule());
            Integer index = indexes.get(finding.rule());
            if (index != null) {
                json.writeNumberField("ruleIndex", index);
            }
            json.writeStringField("level", level(finding.severity()));
            text("message", message(finding));
            if (report.changes() != null) {
                json.writeStringField("baselineState", finding.state() == State.NEW ? "new" : "unchanged");
            }
            json.writeArrayFieldStart("locations");
            location(finding.location(), finding.object(), null);
            json.writeEndArray();
            relatedLocations(finding);
            json.writeObjectFieldStart("partialFingerprints");
            json.writeStringField("tokenAudit/v1", finding.fingerprint());
            json.writeEndObject();
            suppressions(finding);
            json.writeObjectFieldStart("properties");
            json.writeStringField("severity", finding.severity().label());
            json.writeStringField("security-severity", score(finding.severity()));
            json.writeStringField("field", finding.field());
            json.writeEndObject();
            json.writeEndObject();
        }

        /** What is wrong and how to mend it; results of one rule at one line that say the same are numbered. */
        private String message(Finding finding) {
            ObjectId object = finding.object();
            String message =
                    (object == null ? "" : object.display() + ": ") + finding.message() + ". Fix: " + finding.remedy();
            int count = seen.merge(
                    finding.rule() + " " + finding.location().file() + " "
                            + finding.location().line() + " " + message,
                    1,
                    Integer::sum);
            return count == 1 ? message : message + " (" + count + ")";
        }

        /** Each place once, as the schema wants it. */
        private void relatedLocations(Finding finding) throws IOException {
            Set<Evidence> related = new LinkedHashSet<>(finding.evidence());
            for (Finding part : parts.getOrDefault(finding.fingerprint(), List.of())) {
                related.add(new Evidence(
                        "contains " + part.rule() + " " + part.name() + ": " + part.message(), part.location()));
            }
            json.writeArrayFieldStart("relatedLocations");
            for (Evidence step : related) {
                if (step.location() != null) {
                    location(step.location(), null, step.text());
                }
            }
            json.writeEndArray();
        }

        private void location(Location location, @Nullable ObjectId object, @Nullable String message)
                throws IOException {
            json.writeStartObject();
            json.writeObjectFieldStart("physicalLocation");
            json.writeObjectFieldStart("artifactLocation");
            json.writeStringField("uri", uri(location.file()));
            json.writeEndObject();
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", location.line());
            json.writeNumberField("startColumn", location.column());
            json.writeNumberField("endLine", location.endLine());
            json.writeNumberField("endColumn", location.endColumn());
            json.writeEndObject();
            json.writeEndObject();
            if (object != null) {
                json.writeArrayFieldStart("logicalLocations");
                json.writeStartObject();
                json.writeStringField("fullyQualifiedName", PlainText.visible(object.display()));
                json.writeStringField("kind", "resource");
                json.writeEndObject();
                json.writeEndArray();
            }
            if (message != null) {
                text("message", message);
            }
            json.writeEndObject();
        }

        /** Present on every result, as the standard wants it when it is on one. */
        private void suppressions(Finding finding) throws IOException {
            json.writeArrayFieldStart("suppressions");
            if (finding.state() == State.SUPPRESSED) {
                Suppression suppression = finding.suppression();
                json.writeStartObject();
                json.writeStringField("kind", "external");
                json.writeStringField("status", "accepted");
                if (suppression != null) {
                    json.writeStringField("justification", harmless(suppression.reason()));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void text(String name, String text) throws IOException {
            json.writeObjectFieldStart(name);
            json.writeStringField("text", harmless(text));
            json.writeEndObject();
        }
    }

    /** Without what SARIF takes for an embedded link (3.11.6) or a placeholder (3.11.5). */
    private static String harmless(String text) {
        return PlainText.visible(text).replace("](", "] (").replaceAll("\\{(?=\\d+})", "{ ");
    }

    /**
     * A file's name as a URI reference (RFC 3986): whatever is no letter, digit or plain sign of a path is quoted, so
     * that nothing in it is taken for a scheme, a host or a query.
     */
    private static String uri(String file) {
        StringBuilder uri = new StringBuilder(file.length());
        for (byte one : file.replaceFirst("^//+", "/").getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xFF);
            boolean plain = (c < 0x80 && Character.isLetterOrDigit(c)) || "/-._~+@=,".indexOf(c) >= 0;
            uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", one & 0xFF));
        }
        return uri.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION - 3) + "...";
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /** On GitHub's scale: critical from 9, high from 7, medium from 4, low above 0. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "3.0";
            case INFO -> "1.0";
        };
    }
}
