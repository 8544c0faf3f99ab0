package io.github.tokenaudit.report.html;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.posture.Opening;
import io.github.tokenaudit.posture.OperatorCard;
import io.github.tokenaudit.posture.Posture;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.rule.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The page that tells of a few manifests, and of findings that a test makes up. */
final class Sample {

    private final Path folder;
    private final List<AuditRequest.Input> inputs = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private FailOn failOn = FailOn.DEFAULT;

    private Sample(Path folder) {
        this.folder = folder;
    }

    static Sample in(Path folder) {
        return new Sample(folder);
    }

    /** The page of an audit of one file, with all that the rules find in it. */
    static Document audited(Path folder, String name, String text) throws IOException {
        return auditedAll(folder, name, text);
    }

    /** The page of an audit of some files, given as name, text, name, text. */
    static Document auditedAll(Path folder, String... namesAndTexts) throws IOException {
        List<AuditRequest.Input> files = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Path file = Files.writeString(folder.resolve("audited-" + i), namesAndTexts[i + 1]);
            files.add(new AuditRequest.Input(file, namesAndTexts[i]));
        }
        AuditRequest request = new AuditRequest(files, Policy.none(), null, null, LocalDate.parse("2026-11-23"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Audit audit = TokenAudit.run(request);
        HtmlReport.write(audit, Report.of(audit), SourceText.of(request.files()), out);
        return Jsoup.parse(out.toString(StandardCharsets.UTF_8));
    }

    /** Adds a manifest under the name by which reports call it. */
    Sample file(String name, String text) {
        try {
            Path path = Files.writeString(folder.resolve("input-" + inputs.size()), text);
            inputs.add(new AuditRequest.Input(path, name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sample findings(FindingBuilder... told) {
        Arrays.stream(told).map(FindingBuilder::build).forEach(findings::add);
        return this;
    }

    Sample note(Note note) {
        notes.add(note);
        return this;
    }

    Sample failOn(FailOn value) {
        this.failOn = value;
        return this;
    }

    /** The audit of the manifests with the findings of the test instead of those of the rules. */
    Audit audit() {
        Audit audit =
                TokenAudit.run(new AuditRequest(inputs, Policy.none(), null, "1.34", LocalDate.parse("2026-11-23")));
        List<OperatorCard> cards =
                audit.posture().cards().stream().map(this::withFindings).toList();
        return new Audit(
                "1.2.3",
                audit.kubernetesVersion(),
                failOn,
                audit.inventory(),
                new Posture(cards),
                findings.stream().sorted(Finding.ORDER).toList(),
                notes,
                audit.observed());
    }

    private OperatorCard withFindings(OperatorCard card) {
        List<Finding> about = findings.stream()
                .filter(one -> card.workload().id().equals(one.object()))
                .sorted(Finding.ORDER)
                .toList();
        return new OperatorCard(
                card.workload(),
                card.account(),
                card.tokens(),
                card.exposure(),
                card.power(),
                card.unlifted(),
                card.grants(),
                card.needs(),
                Opening.of(card.workload(), card.account().bundle(), about),
                about,
                Grade.of(about));
    }

    Document page() {
        return page(SourceText.of(inputs));
    }

    Document page(SourceText source) {
        return Jsoup.parse(html(source));
    }

    String html() {
        return html(SourceText.of(inputs));
    }

    String html(SourceText source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            HtmlReport.write(audit(), Report.of(audit()), source, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
