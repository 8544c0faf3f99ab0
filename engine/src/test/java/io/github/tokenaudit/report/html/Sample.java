package io.github.tokenaudit.report.html;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Gate;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.posture.Posture;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** Audits of a few manifests, and the pages that tell of them. */
final class Sample {

    /** A rule that is in no catalogue. */
    static final RuleInfo RULE = RuleInfo.rule("TA999", "sample-rule", Group.INPUT)
            .summary("Something is wrong")
            .what("Fires for `this`.")
            .why("It is bad.")
            .remedy("Do `that` instead.")
            .reference("A book", "https://example.com/book?a=1&b=2")
            .mappings(RuleInfo.Mapping.CIS_5_1_6)
            .build();

    private final Path folder;
    private final List<AuditRequest.Input> inputs = new ArrayList<>();

    private Sample(Path folder) {
        this.folder = folder;
    }

    static Sample in(Path folder) {
        return new Sample(folder);
    }

    /** Adds a manifest under a name by which reports call it. */
    Sample file(String name, String text) {
        try {
            Path path = Files.writeString(folder.resolve("input-" + inputs.size()), text);
            inputs.add(new AuditRequest.Input(path, name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Audit audit() {
        return TokenAudit.run(new AuditRequest(inputs, Policy.none(), null, null, LocalDate.parse("2026-11-23")));
    }

    SourceText source() {
        return SourceText.of(inputs);
    }

    Document page() {
        return page(audit(), source());
    }

    static Document page(Audit audit, SourceText source) {
        return Jsoup.parse(html(audit, source));
    }

    static String html(Audit audit, SourceText source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            HtmlReport.write(audit, source, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** An audit of nothing, with findings of one's own. */
    static Audit with(Finding... findings) {
        return with(Sample.in(Path.of(".")).audit(), FailOn.DEFAULT, List.of(findings), List.of());
    }

    /** An audit with other findings, a gate and notes. */
    static Audit with(Audit audit, FailOn failOn, List<Finding> findings, List<Note> notes) {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        findings.stream().filter(Finding::counts).forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        int suppressed = (int) findings.stream()
                .filter(finding -> finding.state() == State.SUPPRESSED && finding.partOf() == null)
                .count();
        return new Audit(
                audit.version(),
                audit.kubernetesVersion(),
                Gate.of(failOn, findings),
                audit.inventory(),
                new Posture(
                        Grade.of(findings), counts, suppressed, audit.posture().cards()),
                findings.stream().sorted(Finding.ORDER).toList(),
                notes);
    }

    static Finding finding(int number, Severity severity, String message) {
        return finding(number, severity, message, null, State.OUTSTANDING, null);
    }

    static Finding finding(
            int number,
            Severity severity,
            String message,
            @Nullable String partOf,
            State state,
            Finding.@Nullable Suppression suppression) {
        return finding(RULE, number, severity, message, partOf, state, suppression);
    }

    static Finding finding(
            RuleInfo rule,
            int number,
            Severity severity,
            String message,
            @Nullable String partOf,
            State state,
            Finding.@Nullable Suppression suppression) {
        Location location = new Location("a.yaml", number, 1, number, 2);
        return new Finding(
                rule,
                severity,
                message,
                null,
                "",
                location,
                List.of(new Evidence("it is written", location)),
                rule.remedy(),
                fingerprint(number),
                partOf,
                state,
                suppression);
    }

    static String fingerprint(int number) {
        return "%032x".formatted(number);
    }
}
