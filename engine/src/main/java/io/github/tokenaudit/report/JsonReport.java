package io.github.tokenaudit.report;

import static io.github.tokenaudit.report.Report.label;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.cluster.ObjectId;
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
import io.github.tokenaudit.report.Report.VerbUsage;
import io.github.tokenaudit.report.Report.Via;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code token-audit.json}, written and read. Its shape is published as {@code docs/schema/token-audit-1.schema.json};
 * {@link ReportReader} is this class the other way around.
 */
public final class JsonReport implements ReportWriter {

    /**
     * Reads a report that {@link #write} wrote, also one of a newer version that knows more fields.
     *
     * @throws InvalidReportException if this is no such report; the message has the place in the JSON
     * @throws IOException if the stream does
     */
    public static Report read(InputStream in) throws IOException {
        return new ReportReader().read(in);
    }

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        try (JsonGenerator json = PrettyJson.to(out)) {
            new Writing(json).report(report);
            json.writeRaw('\n');
        }
    }

    /** Writes anything of a list. */
    private interface Element<T> {
        void write(T element) throws IOException;
    }

    private static final class Writing {

        private final JsonGenerator json;

        private Writing(JsonGenerator json) {
            this.json = json;
        }

        private void report(Report report) throws IOException {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", Report.SCHEMA_VERSION);
            json.writeObjectFieldStart("tool");
            json.writeStringField("name", "token-audit");
            json.writeStringField("version", report.toolVersion());
            json.writeEndObject();
            json.writeStringField("kubernetesVersion", report.kubernetesVersion());
            json.writeObjectFieldStart("gate");
            json.writeStringField("failOn", report.gate().failOn().label());
            if (report.changes() != null) {
                json.writeStringField("failOnNew", report.gate().failOnNew().label());
            }
            json.writeBooleanField("failed", report.gate().failed());
            json.writeEndObject();
            summary(report.summary());
            list("operators", report.operators(), this::operator);
            list("findings", report.findings(), this::finding);
            list("notes", report.notes(), this::note);
            if (report.usage() != null) {
                usage(report.usage());
            }
            if (report.changes() != null) {
                changes(report.changes());
            }
            json.writeEndObject();
        }

        private void summary(Summary summary) throws IOException {
            json.writeObjectFieldStart("summary");
            json.writeStringField("grade", summary.grade().name());
            json.writeObjectFieldStart("findings");
            for (Map.Entry<Severity, Integer> count : summary.findings().entrySet()) {
                json.writeNumberField(count.getKey().label(), count.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("suppressed", summary.suppressed());
            json.writeNumberField("contained", summary.contained());
            Inventory inventory = summary.inventory();
            json.writeNumberField("files", inventory.files());
            json.writeNumberField("documents", inventory.documents());
            json.writeNumberField("skippedDocuments", inventory.skippedDocuments());
            json.writeNumberField("unreadable", inventory.unreadable());
            json.writeNumberField("notObjects", inventory.notObjects());
            json.writeNumberField("objects", inventory.objects());
            json.writeNumberField("workloads", inventory.workloads());
            json.writeNumberField("serviceAccounts", inventory.serviceAccounts());
            json.writeObjectFieldStart("otherKinds");
            for (Map.Entry<String, Integer> kind : inventory.otherKinds().entrySet()) {
                json.writeNumberField(kind.getKey(), kind.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }

        private void operator(Operator operator) throws IOException {
            json.writeStartObject();
            object("workload", operator.workload());
            json.writeStringField("bundle", operator.bundle());
            object("madeBy", operator.madeBy());
            object("serviceAccount", operator.account());
            json.writeStringField("capability", label(operator.capability()));
            json.writeStringField("unlifted", operator.unlifted() == null ? null : label(operator.unlifted()));
            list("abilities", operator.abilities(), this::ability);
            list("paths", operator.paths(), this::path);
            list("openings", operator.openings(), this::opening);
            json.writeStringField("grade", operator.grade().name());
            list("tokens", operator.tokens(), this::token);
            list("grants", operator.grants(), this::grant);
            json.writeNumberField("grantsLeftOut", operator.grantsLeftOut());
            list("findings", operator.findings(), json::writeString);
            json.writeEndObject();
        }

        private void ability(Ability ability) throws IOException {
            json.writeStartObject();
            json.writeStringField("text", ability.text());
            json.writeStringField("capability", label(ability.capability()));
            location(ability.location());
            json.writeEndObject();
        }

        private void opening(Opening opening) throws IOException {
            json.writeStartObject();
            json.writeStringField("of", label(opening.of()));
            json.writeStringField("text", opening.text());
            json.writeStringField("severity", label(opening.severity()));
            location(opening.location());
            json.writeEndObject();
        }

        private void path(Path path) throws IOException {
            json.writeStartObject();
            json.writeStringField("to", label(path.to()));
            json.writeStringField("capability", label(path.capability()));
            list("conditions", path.conditions(), json::writeString);
            list("steps", path.steps(), this::step);
            json.writeEndObject();
        }

        private void step(Step step) throws IOException {
            json.writeStartObject();
            json.writeStringField("text", step.text());
            location(step.location());
            json.writeStringField("source", step.source());
            json.writeEndObject();
        }

        private void token(Token token) throws IOException {
            json.writeStartObject();
            json.writeStringField("container", token.container());
            json.writeStringField("containerRole", label(token.containerRole()));
            json.writeStringField("kind", label(token.kind()));
            json.writeStringField("serviceAccount", token.account());
            json.writeStringField("path", token.path());
            number("requestedSeconds", token.requestedSeconds());
            number("validSeconds", token.validSeconds());
            json.writeStringField("boundTo", label(token.boundTo()));
            json.writeStringField("audience", token.audience());
            location(token.location());
            json.writeEndObject();
        }

        private void grant(GrantRow grant) throws IOException {
            json.writeStartObject();
            json.writeStringField("apiGroup", grant.apiGroup());
            json.writeStringField("resource", grant.resource());
            json.writeStringField("subresource", grant.subresource());
            json.writeStringField("nonResourceURL", grant.nonResourceUrl());
            list("verbs", grant.verbs(), json::writeString);
            list("namespaces", grant.namespaces(), json::writeString);
            list("resourceNames", grant.resourceNames(), json::writeString);
            list("via", grant.via(), this::via);
            json.writeStringField("usage", label(grant.usage()));
            if (!grant.verbUsage().isEmpty()) {
                list("verbUsage", grant.verbUsage(), this::verbUsage);
            }
            json.writeEndObject();
        }

        private void verbUsage(VerbUsage verb) throws IOException {
            json.writeStartObject();
            json.writeStringField("verb", verb.verb());
            json.writeStringField("usage", label(verb.usage()));
            json.writeStringField("why", verb.why());
            json.writeEndObject();
        }

        private void usage(Code code) throws IOException {
            json.writeObjectFieldStart("usage");
            json.writeNumberField("calls", code.calls());
            json.writeNumberField("resolved", code.resolved());
            list("unresolved", code.unresolved(), this::unresolved);
            json.writeEndObject();
        }

        private void unresolved(UnresolvedCall call) throws IOException {
            json.writeStartObject();
            json.writeStringField("at", call.at());
            list("verbs", call.verbs(), json::writeString);
            json.writeStringField("reason", call.reason());
            json.writeBooleanField("reached", call.reached());
            json.writeEndObject();
        }

        private void changes(Changes changes) throws IOException {
            json.writeObjectFieldStart("changes");
            list("newGrants", changes.newGrants(), this::accountGrants);
            list("goneGrants", changes.goneGrants(), this::accountGrants);
            list("fixedFindings", changes.fixedFindings(), this::finding);
            json.writeEndObject();
        }

        private void accountGrants(AccountGrants account) throws IOException {
            json.writeStartObject();
            object("serviceAccount", account.account());
            list("grants", account.grants(), this::grant);
            json.writeEndObject();
        }

        private void via(Via via) throws IOException {
            json.writeStartObject();
            id(via.role().id());
            location(via.role().location());
            object("binding", via.binding());
            json.writeEndObject();
        }

        private void finding(Finding finding) throws IOException {
            json.writeStartObject();
            json.writeStringField("rule", finding.rule());
            json.writeStringField("name", finding.name());
            json.writeStringField("group", finding.group().label());
            json.writeStringField("severity", finding.severity().label());
            json.writeStringField("message", finding.message());
            ObjectId object = finding.object();
            if (object == null) {
                json.writeNullField("object");
            } else {
                json.writeObjectFieldStart("object");
                id(object);
                json.writeEndObject();
            }
            json.writeStringField("field", finding.field());
            location(finding.location());
            list("evidence", finding.evidence(), this::evidence);
            json.writeStringField("remedy", finding.remedy());
            json.writeStringField("help", finding.help());
            json.writeStringField("fingerprint", finding.fingerprint());
            json.writeStringField("partOf", finding.partOf());
            json.writeStringField("grants", finding.grants());
            json.writeStringField("state", label(finding.state()));
            suppression(finding.suppression());
            json.writeBooleanField("shutsGate", finding.shutsGate());
            json.writeEndObject();
        }

        private void suppression(@Nullable Suppression suppression) throws IOException {
            if (suppression == null) {
                json.writeNullField("suppression");
                return;
            }
            json.writeObjectFieldStart("suppression");
            json.writeStringField("reason", suppression.reason());
            json.writeStringField("owner", suppression.owner());
            json.writeStringField(
                    "until",
                    suppression.until() == null ? null : suppression.until().toString());
            json.writeEndObject();
        }

        private void evidence(Evidence step) throws IOException {
            json.writeStartObject();
            json.writeStringField("text", step.text());
            location(step.location());
            json.writeEndObject();
        }

        private void note(Note note) throws IOException {
            json.writeStartObject();
            json.writeStringField("text", note.text());
            location(note.location());
            json.writeEndObject();
        }

        private void object(String name, @Nullable ObjectAt object) throws IOException {
            if (object == null) {
                json.writeNullField(name);
                return;
            }
            json.writeObjectFieldStart(name);
            id(object.id());
            location(object.location());
            json.writeEndObject();
        }

        private void id(ObjectId id) throws IOException {
            json.writeStringField("apiVersion", id.apiVersion());
            json.writeStringField("kind", id.kind());
            json.writeStringField("namespace", id.namespace());
            json.writeStringField("name", id.name());
        }

        private void location(@Nullable Location location) throws IOException {
            if (location == null) {
                json.writeNullField("location");
                return;
            }
            json.writeObjectFieldStart("location");
            json.writeStringField("file", location.file());
            json.writeNumberField("line", location.line());
            json.writeNumberField("column", location.column());
            json.writeNumberField("endLine", location.endLine());
            json.writeNumberField("endColumn", location.endColumn());
            json.writeEndObject();
        }

        private void number(String name, @Nullable Long number) throws IOException {
            if (number == null) {
                json.writeNullField(name);
            } else {
                json.writeNumberField(name, number);
            }
        }

        private <T extends @Nullable Object> void list(String name, List<T> elements, Element<T> element)
                throws IOException {
            json.writeArrayFieldStart(name);
            for (T one : elements) {
                element.write(one);
            }
            json.writeEndArray();
        }
    }
}
