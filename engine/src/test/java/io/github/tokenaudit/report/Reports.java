package io.github.tokenaudit.report;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Summary;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports to test with: of real audits, and put together by hand. */
final class Reports {

    static final Path RESOURCES = Path.of("src/test/resources/io/github/tokenaudit/report");

    private Reports() {}

    /**
     * The report of an audit of a file, or of all files of a folder but those that list what must be found. The version
     * is left out to outlive releases.
     */
    static Report audited(Path path, FailOn failOn) throws IOException {
        List<AuditRequest.Input> inputs;
        try (Stream<Path> files = Files.walk(path)) {
            inputs = files.filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".expect"))
                    .map(file -> new AuditRequest.Input(file, name(path, file)))
                    .toList();
        }
        Audit audit =
                TokenAudit.run(new AuditRequest(inputs, Policy.none(), failOn, "1.34", LocalDate.parse("2026-11-23")));
        return Report.of(new Audit(
                "0",
                "1.34",
                audit.failOn(),
                audit.inventory(),
                audit.posture(),
                audit.findings(),
                audit.notes(),
                audit.observed()));
    }

    private static String name(Path root, Path file) {
        Path relative = file.equals(root) ? file.getFileName() : root.relativize(file);
        return relative.toString().replace('\\', '/');
    }

    /** The report of our small shop, whose operator is as careless as many. */
    static Report shop() throws IOException {
        return audited(RESOURCES.resolve("shop"), FailOn.DEFAULT);
    }

    /** A report of findings alone, which fails on HIGH. */
    static Report of(Finding... findings) {
        Map<Severity, Integer> counts = new TreeMap<>();
        Arrays.stream(findings)
                .filter(Finding::counts)
                .forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        boolean failed = Arrays.stream(findings).anyMatch(Finding::shutsGate);
        int suppressed = (int) Arrays.stream(findings)
                .filter(finding -> finding.state() == State.SUPPRESSED)
                .count();
        int contained = (int) Arrays.stream(findings)
                .filter(finding -> finding.partOf() != null)
                .count();
        Inventory inventory = new Inventory(1, 1, 1, 1, 0, 0, 0, 0, new TreeMap<>());
        return new Report(
                "0",
                "1.34",
                new Verdict(FailOn.DEFAULT, FailOn.NEVER, failed),
                new Summary(failed ? Grade.D : Grade.A, counts, suppressed, contained, inventory),
                List.of(),
                List.of(findings),
                List.of(),
                null,
                null);
    }

    /** A finding of TA101 at a line of {@code op.yaml}. */
    static Finding finding(Severity severity, int line, String message) {
        return at(new Location("op.yaml", line, 7, line, 11), severity, message, "fingerprint-" + line + message, null);
    }

    static Finding at(
            Location location, Severity severity, String message, String fingerprint, @Nullable String partOf) {
        return new Finding(
                "TA101",
                "token-automounted",
                Group.TOKEN,
                severity,
                message,
                new ObjectId("apps/v1", "Deployment", "shop", "op"),
                "spec.template.spec",
                location,
                List.of(new Evidence("account shop/op says nothing of it", new Location("op.yaml", 3, 3, 3, 11))),
                "Set it to false.",
                "https://example.org/TA101.md",
                fingerprint,
                partOf,
                null,
                State.OUTSTANDING,
                null,
                partOf == null && severity.isAtLeast(Severity.HIGH));
    }

    static Finding suppressed(Finding finding, String reason) {
        return new Finding(
                finding.rule(),
                finding.name(),
                finding.group(),
                finding.severity(),
                finding.message(),
                finding.object(),
                finding.field(),
                finding.location(),
                finding.evidence(),
                finding.remedy(),
                finding.help(),
                finding.fingerprint(),
                finding.partOf(),
                finding.grants(),
                State.SUPPRESSED,
                new Suppression(reason, "team-shop", LocalDate.parse("2027-03-31")),
                false);
    }

    /** A finding whose every text is this one, where a manifest can put any. */
    static Finding hostile(String text) {
        return new Finding(
                "TA101",
                "token-automounted",
                Group.TOKEN,
                Severity.HIGH,
                "the token of account " + text + " is mounted",
                new ObjectId("apps/v1", text, text, text),
                "spec." + text,
                new Location("op.yaml", 1, 1, 1, 2),
                List.of(new Evidence("account " + text, new Location("op.yaml", 1, 1, 1, 2))),
                "Set it to false for " + text,
                "https://example.org/TA101.md",
                "f",
                null,
                null,
                State.OUTSTANDING,
                null,
                true);
    }

    static String write(ReportWriter writer, Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
