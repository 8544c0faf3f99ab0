package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.report.ConsoleReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An audit of one build, from options to published result. It knows neither Pipeline nor pages; what the verdict does to
 * the build is the caller's business.
 */
final class AuditRunner {

    private static final ConsoleReport CONSOLE = new ConsoleReport(ConsoleReport.Options.DEFAULT);

    /** A log is read by people: nothing milder than LOW, each finding on a line. Proof and remedy are in the report. */
    private static final int MOST_FINDINGS = 50;

    private final AuditOptions options;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final TokenAuditConfiguration defaults = TokenAuditConfiguration.get();

    AuditRunner(AuditOptions options, Run<?, ?> run, TaskListener listener) {
        this.options = options;
        this.run = run;
        this.listener = listener;
    }

    /**
     * Audits and publishes.
     *
     * @param folder where the files are
     * @param origin what in the build asks for it, so that after a restart it may ask again; null for what never does
     * @throws AbortException if options, files or reports are not as they must be; the message says what to do
     */
    TokenAuditAction run(FilePath folder, @CheckForNull String origin) throws IOException, InterruptedException {
        String id = AuditId.of(options.getId());
        refuseSecond(id, origin);
        WorkspaceAudit.Answer answer = folder.act(task());
        answer.log().forEach(this::println);
        Report report = ReportMapping.redacted(ReportFile.of(answer.report()));
        Gate gate = Gate.of(options, defaults, report);

        Optional<TokenAuditAction> reference =
                options.getBaseline() == null ? ReferenceBuild.of(run, id) : Optional.empty();
        Report compared = reference
                .map(this::report)
                .map(before -> new Baseline(before).compare(report))
                .orElse(report);
        Report judged = gate.stopping().judge(compared);

        TokenAuditAction action = new TokenAuditAction(
                id,
                options.getName(),
                origin,
                new AuditSummary(judged),
                gate.judge(judged),
                reference
                        .map(TokenAuditAction::getRun)
                        .map(Run::getExternalizableId)
                        .orElse(null),
                options.getBaseline());
        publish(action, judged);
        log(action, judged);
        return action;
    }

    private WorkspaceAudit task() throws AbortException {
        if ((options.getManifests() == null) == (options.getReport() == null)) {
            throw new AbortException(
                    "Say either manifests, the files to audit, or report, the reports that the Maven plugin"
                            + " wrote. For example: tokenAudit manifests: 'target/kubernetes/*.yml'");
        }
        String version = options.getKubernetesVersion();
        if (version != null && !Policy.isKubernetesVersion(version)) {
            throw new AbortException(
                    "kubernetesVersion can't be \"" + LogText.of(version) + "\"; it is a minor version like 1.34.");
        }
        if (options.getReport() != null && (options.getClasses() != null || options.getAuditLogs() != null)) {
            throw new AbortException(
                    "classes and auditLogs say something of manifests that are audited here. A report that the"
                            + " Maven plugin wrote has what its own parameters of these names led to.");
        }
        return new WorkspaceAudit(options, defaults.getPolicy(), Gate.failOn(options, defaults));
    }

    private void refuseSecond(String id, @CheckForNull String origin) throws AbortException {
        Optional<TokenAuditAction> published = TokenAuditAction.of(run, id);
        if (published.isPresent() && !published.get().isFrom(origin)) {
            throw new AbortException(
                    id.isEmpty()
                            ? "This build has been audited already. Give one of the audits an id: tokenAudit id: 'bundle', …"
                            : "This build has an audit with the id " + id
                                    + " already. Every audit needs an id of its own.");
        }
    }

    @CheckForNull
    private Report report(TokenAuditAction reference) {
        try {
            return reference.readReport();
        } catch (IOException e) {
            listener.getLogger()
                    .println("[Token Audit] Not compared: the report of "
                            + reference.getRun().getFullDisplayName() + " can't be read: "
                            + LogText.of(String.valueOf(e)));
            return null;
        }
    }

    /** Under the lock of the build, since parallel branches may publish at the same time. */
    private void publish(TokenAuditAction action, Report report) throws IOException {
        synchronized (run) {
            refuseSecond(action.getId(), action.getOrigin());
            action.onAttached(run);
            action.write(report);
            TokenAuditAction.of(run, action.getId()).ifPresent(run::removeAction);
            run.addAction(action);
            run.save();
        }
    }

    private void log(TokenAuditAction action, Report report) {
        List<Finding> findings = report.findings().stream()
                .filter(finding -> finding.counts() && finding.severity().isAtLeast(Severity.LOW))
                .toList();
        findings.stream().limit(MOST_FINDINGS).forEach(finding -> println(LogText.of(line(finding))));
        if (findings.size() > MOST_FINDINGS) {
            println("... and " + (findings.size() - MOST_FINDINGS) + " more findings, which the report lists");
        }
        String since = action.comparedWith();
        List<String> summary = CONSOLE.summary(report, List.of(), Util.fixNull(since));
        // Its last line is the verdict of failOn alone.
        summary.subList(0, summary.size() - 1).forEach(this::println);
        if (since == null) {
            println(action.getComparison());
        }
        println("Report: " + action.getReportUrl());
        println("Gate: " + action.getVerdict() + ": " + action.getReason());
    }

    private static String line(Finding finding) {
        return finding.location() + " " + finding.severity() + " " + finding.rule() + " "
                + (finding.object() == null ? "" : finding.object().display() + ": ") + finding.message();
    }

    private void println(String line) {
        listener.getLogger().println("[Token Audit] " + line);
    }
}
