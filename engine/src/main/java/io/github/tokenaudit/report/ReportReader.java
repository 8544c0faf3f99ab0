package io.github.tokenaudit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.posture.Opening.Of;
import io.github.tokenaudit.report.Report.Ability;
import io.github.tokenaudit.report.Report.AccountGrants;
import io.github.tokenaudit.report.Report.Changes;
import io.github.tokenaudit.report.Report.Code;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.ObjectAt;
import io.github.tokenaudit.report.Report.Opening;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Path;
import io.github.tokenaudit.report.Report.Step;
import io.github.tokenaudit.report.Report.Summary;
import io.github.tokenaudit.report.Report.Token;
import io.github.tokenaudit.report.Report.UnresolvedCall;
import io.github.tokenaudit.report.Report.Usage;
import io.github.tokenaudit.report.Report.VerbUsage;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.report.Report.Via;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code token-audit.json}. A report may come from a workspace that anybody can write to, so sizes are bounded
 * and nothing is believed; operators and findings are taken in one by one, so that memory holds plain values only.
 */
final class ReportReader {

    /** Twice the longest text that is written, a path of the longest kind included. */
    private static final int LONGEST_TEXT = 10_000;

    private static final long LARGEST_DOCUMENT = 256L << 20;
    private static final int DEEPEST = 20;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT)
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LARGEST_DOCUMENT)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build());

    private final List<Operator> operators = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final ObjectNode rest = JSON.createObjectNode();

    Report read(InputStream in) throws IOException {
        try (JsonParser json = JSON.getFactory().createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidReportException("the report: expected an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json, json.currentName());
            }
            if (json.nextToken() != null) {
                throw new InvalidReportException("the report: expected nothing behind its end");
            }
        } catch (JsonProcessingException e) {
            throw invalid(e);
        } catch (CharConversionException e) {
            throw new InvalidReportException("the report: expected UTF-8, as Token Audit writes it");
        }
        return report(new JsonValue(rest, ""));
    }

    private static InvalidReportException invalid(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place = at == null ? "the report" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new InvalidReportException(place + ": " + PlainText.visible(PlainText.bounded(e.getOriginalMessage())));
    }

    private void field(JsonParser json, String name) throws IOException {
        json.nextToken();
        switch (name) {
            case "schemaVersion" -> schemaVersion(JSON.readTree(json));
            case "operators" -> list(json, name, element -> operators.add(operator(element)));
            case "findings" -> list(json, name, element -> findings.add(finding(element)));
            case "tool", "kubernetesVersion", "gate", "summary", "notes", "usage", "changes" ->
                rest.set(name, JSON.readTree(json));
            default -> json.skipChildren();
        }
    }

    /** The first field, so that a report of another kind is refused for what it is and not for its shape. */
    private void schemaVersion(JsonNode node) throws InvalidReportException {
        if (!node.isInt() || node.intValue() != Report.SCHEMA_VERSION) {
            throw new JsonValue(node, "schemaVersion")
                    .expected(Report.SCHEMA_VERSION + ", the version that this Token Audit reads");
        }
        rest.set("schemaVersion", node);
    }

    private interface Sink {
        void add(JsonValue element) throws InvalidReportException;
    }

    private void list(JsonParser json, String name, Sink sink) throws IOException {
        rest.putArray(name);
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new JsonValue(JSON.readTree(json), name).expected("a list");
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            JsonNode element = JSON.readTree(json);
            sink.add(new JsonValue(element, name + "[" + i + "]"));
        }
    }

    private Report report(JsonValue report) throws InvalidReportException {
        for (String required : List.of("schemaVersion", "operators", "findings")) {
            if (report.get(required).isNull()) {
                throw report.get(required).expected("to be there, as in every report of Token Audit");
            }
        }
        JsonValue gate = report.get("gate");
        return new Report(
                report.get("tool").get("version").text(),
                report.get("kubernetesVersion").text(),
                new Verdict(
                        failOn(gate.get("failOn")),
                        gate.get("failOnNew").isNull() ? FailOn.NEVER : failOn(gate.get("failOnNew")),
                        gate.get("failed").truth()),
                summary(report.get("summary")),
                operators,
                findings,
                report.get("notes").list(note -> new Note(note.get("text").text(), locationOrNull(note))),
                code(report.get("usage")),
                changes(report.get("changes")));
    }

    private static FailOn failOn(JsonValue threshold) throws InvalidReportException {
        Optional<FailOn> failOn = FailOn.ofLabel(threshold.text());
        if (failOn.isEmpty()) {
            throw threshold.expected("one of " + String.join(", ", FailOn.labels()));
        }
        return failOn.get();
    }

    private static @Nullable Changes changes(JsonValue changes) throws InvalidReportException {
        return changes.isNull()
                ? null
                : new Changes(
                        changes.get("newGrants").list(ReportReader::accountGrants),
                        changes.get("goneGrants").list(ReportReader::accountGrants),
                        changes.get("fixedFindings").list(ReportReader::finding));
    }

    private static AccountGrants accountGrants(JsonValue account) throws InvalidReportException {
        return new AccountGrants(
                objectAt(account.get("serviceAccount")), account.get("grants").list(ReportReader::grant));
    }

    private static @Nullable Code code(JsonValue usage) throws InvalidReportException {
        return usage.isNull()
                ? null
                : new Code(
                        usage.get("calls").count(),
                        usage.get("resolved").count(),
                        usage.get("unresolved")
                                .list(call -> new UnresolvedCall(
                                        call.get("at").text(),
                                        call.get("verbs").list(JsonValue::text),
                                        call.get("reason").text(),
                                        call.get("reached").truth())));
    }

    private static Summary summary(JsonValue summary) throws InvalidReportException {
        JsonValue counts = summary.get("findings");
        Map<Severity, Integer> findings = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            findings.put(severity, counts.get(severity.label()).count());
        }
        JsonValue kinds = summary.get("otherKinds");
        TreeMap<String, Integer> otherKinds = new TreeMap<>();
        for (String kind : kinds.names()) {
            otherKinds.put(kind, kinds.get(kind).count());
        }
        return new Summary(
                summary.get("grade").constant(Grade.class),
                findings,
                summary.get("suppressed").count(),
                summary.get("contained").count(),
                new Inventory(
                        summary.get("files").count(),
                        summary.get("documents").count(),
                        summary.get("objects").count(),
                        summary.get("workloads").count(),
                        summary.get("serviceAccounts").count(),
                        summary.get("skippedDocuments").count(),
                        summary.get("unreadable").count(),
                        summary.get("notObjects").count(),
                        otherKinds));
    }

    private static Operator operator(JsonValue operator) throws InvalidReportException {
        return new Operator(
                objectAt(operator.get("workload")),
                operator.get("bundle").text(),
                objectAtOrNull(operator.get("madeBy")),
                objectAt(operator.get("serviceAccount")),
                operator.get("capability").constant(Capability.class),
                operator.get("unlifted").isNull()
                        ? null
                        : operator.get("unlifted").constant(Capability.class),
                operator.get("abilities")
                        .list(ability -> new Ability(
                                ability.get("text").text(),
                                ability.get("capability").constant(Capability.class),
                                locationOrNull(ability))),
                operator.get("paths").listIfThere(ReportReader::path),
                operator.get("openings")
                        .listIfThere(opening -> new Opening(
                                opening.get("of").constant(Of.class),
                                opening.get("text").text(),
                                opening.get("severity").constant(Severity.class),
                                location(opening.get("location")))),
                operator.get("grade").constant(Grade.class),
                operator.get("tokens").list(ReportReader::token),
                operator.get("grants").list(ReportReader::grant),
                operator.get("grantsLeftOut").count(),
                operator.get("findings").list(JsonValue::text));
    }

    private static Path path(JsonValue path) throws InvalidReportException {
        return new Path(
                path.get("to").constant(Goal.class),
                path.get("capability").constant(Capability.class),
                path.get("conditions").list(JsonValue::text),
                path.get("steps")
                        .list(step -> new Step(
                                step.get("text").text(),
                                locationOrNull(step),
                                step.get("source").text())));
    }

    private static Token token(JsonValue token) throws InvalidReportException {
        return new Token(
                token.get("container").text(),
                token.get("containerRole").constant(Container.Role.class),
                token.get("kind").constant(TokenMount.Kind.class),
                token.get("serviceAccount").text(),
                token.get("path").text(),
                token.get("requestedSeconds").numberOrNull(),
                token.get("validSeconds").numberOrNull(),
                token.get("boundTo").constant(TokenMount.BoundTo.class),
                token.get("audience").textOrNull(),
                location(token.get("location")));
    }

    private static GrantRow grant(JsonValue grant) throws InvalidReportException {
        return new GrantRow(
                grant.get("apiGroup").textOrNull(),
                grant.get("resource").textOrNull(),
                grant.get("subresource").textOrNull(),
                grant.get("nonResourceURL").textOrNull(),
                grant.get("verbs").list(JsonValue::text),
                grant.get("namespaces").textsOrNulls(),
                grant.get("resourceNames").list(JsonValue::text),
                grant.get("via").list(via -> new Via(objectAt(via), objectAtOrNull(via.get("binding")))),
                grant.get("usage").constant(Usage.class),
                verbUsage(grant.get("verbUsage")));
    }

    private static List<VerbUsage> verbUsage(JsonValue verbs) throws InvalidReportException {
        return verbs.listIfThere(verb -> new VerbUsage(
                verb.get("verb").text(),
                verb.get("usage").constant(Usage.class),
                verb.get("why").text()));
    }

    private static Finding finding(JsonValue finding) throws InvalidReportException {
        JsonValue object = finding.get("object");
        return new Finding(
                finding.get("rule").text(),
                finding.get("name").text(),
                finding.get("group").constant(Group.class),
                finding.get("severity").constant(Severity.class),
                finding.get("message").text(),
                object.isNull() ? null : id(object),
                finding.get("field").text(),
                location(finding.get("location")),
                finding.get("evidence")
                        .list(step -> new Evidence(step.get("text").text(), locationOrNull(step))),
                finding.get("remedy").text(),
                finding.get("help").text(),
                finding.get("fingerprint").text(),
                finding.get("partOf").textOrNull(),
                finding.get("grants").textOrNull(),
                finding.get("state").constant(State.class),
                suppressionOrNull(finding.get("suppression")),
                finding.get("shutsGate").truth());
    }

    private static @Nullable Suppression suppressionOrNull(JsonValue suppression) throws InvalidReportException {
        return suppression.isNull()
                ? null
                : new Suppression(
                        suppression.get("reason").text(),
                        suppression.get("owner").textOrNull(),
                        dateOrNull(suppression.get("until")));
    }

    private static @Nullable LocalDate dateOrNull(JsonValue date) throws InvalidReportException {
        try {
            return date.isNull() ? null : LocalDate.parse(date.text());
        } catch (DateTimeParseException e) {
            throw date.expected("a date as 2027-03-31");
        }
    }

    private static ObjectAt objectAt(JsonValue object) throws InvalidReportException {
        return new ObjectAt(id(object), locationOrNull(object));
    }

    private static @Nullable ObjectAt objectAtOrNull(JsonValue object) throws InvalidReportException {
        return object.isNull() ? null : objectAt(object);
    }

    private static ObjectId id(JsonValue object) throws InvalidReportException {
        return new ObjectId(
                object.get("apiVersion").text(),
                object.get("kind").text(),
                object.get("namespace").textOrNull(),
                object.get("name").text());
    }

    private static @Nullable Location locationOrNull(JsonValue holder) throws InvalidReportException {
        JsonValue location = holder.get("location");
        return location.isNull() ? null : location(location);
    }

    private static Location location(JsonValue location) throws InvalidReportException {
        return new Location(
                location.get("file").text(),
                location.get("line").count(),
                location.get("column").count(),
                location.get("endLine").count(),
                location.get("endColumn").count());
    }
}
