package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.ListBoxModel;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.rule.Nearest;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * When a build stops or is marked. Each threshold is a severity, or never.
 *
 * @param failOn findings as bad as this stop it, and so does input that can't be read
 * @param unstableOn findings as bad as this mark it
 * @param failOnNew findings as bad as this stop it if the reference build did not have them; at {@code info} a new grant
 *     does, too
 */
record Gate(FailOn failOn, FailOn unstableOn, FailOn failOnNew) {

    /**
     * A verdict with its reason.
     *
     * @param verdict what becomes of the build
     * @param reason a sentence, without any text of manifests
     */
    record Judgement(Verdict verdict, String reason) {}

    /**
     * What the options say, else the system configuration; without either, the build fails as the report says and is
     * marked by nothing.
     *
     * @throws AbortException if a threshold is no severity
     */
    static Gate of(AuditOptions options, TokenAuditConfiguration defaults, Report report) throws AbortException {
        return new Gate(
                threshold(
                        "failOn",
                        options.getFailOn(),
                        defaults.getFailOn(),
                        report.gate().failOn()),
                threshold("unstableOn", options.getUnstableOn(), defaults.getUnstableOn(), FailOn.NEVER.label()),
                threshold("failOnNew", options.getFailOnNew(), defaults.getFailOnNew(), FailOn.NEVER.label()));
    }

    /** The threshold to hand the engine; null leaves it to the policy. */
    @CheckForNull
    static String failOn(AuditOptions options, TokenAuditConfiguration defaults) throws AbortException {
        String label = options.getFailOn() != null ? options.getFailOn() : defaults.getFailOn();
        return label == null ? null : threshold("failOn", label).label();
    }

    private static FailOn threshold(
            String option, @CheckForNull String said, @CheckForNull String byDefault, String else_)
            throws AbortException {
        return threshold(option, said != null ? said : byDefault != null ? byDefault : else_);
    }

    private static FailOn threshold(String option, String label) throws AbortException {
        return FailOn.ofLabel(label)
                .orElseThrow(() -> new AbortException(
                        option + " can't be \"" + LogText.of(label) + "\"" + Nearest.hint(label, FailOn.labels())));
    }

    /** Judges a report. */
    Judgement judge(Report report, Changes changes) {
        List<String> stops = new ArrayList<>();
        long bad = report.findings().stream().filter(this::stops).count();
        if (bad > 0) {
            stops.add(Messages.Gate_findings(bad, orWorse(failOn)));
        }
        long news = report.findings().stream()
                .filter(finding -> changes.isNew(finding) && isAtLeast(finding, failOnNew))
                .count();
        if (news > 0) {
            stops.add(Messages.Gate_newFindings(news, orWorse(failOnNew)));
        }
        if (failOnNew.threshold() == Severity.INFO && changes.newGrants() > 0) {
            stops.add(Messages.Gate_newGrants(changes.newGrants()));
        }
        if (!stops.isEmpty()) {
            return new Judgement(Verdict.FAILED, String.join("; ", stops));
        }
        long marks = report.findings().stream()
                .filter(finding -> isAtLeast(finding, unstableOn))
                .count();
        return marks == 0
                ? new Judgement(Verdict.PASSED, Messages.Gate_nothing())
                : new Judgement(Verdict.UNSTABLE, Messages.Gate_findings(marks, orWorse(unstableOn)));
    }

    private static String orWorse(FailOn threshold) {
        return threshold.threshold() == Severity.CRITICAL
                ? threshold.label()
                : Messages.Gate_orWorse(threshold.label());
    }

    /** Whether a finding alone would have stopped the build, whatever was there before. */
    boolean stops(Finding finding) {
        return finding.counts() && failOn.isReachedBy(finding.rule(), finding.severity());
    }

    private static boolean isAtLeast(Finding finding, FailOn failOn) {
        Severity threshold = failOn.threshold();
        return threshold != null && finding.counts() && finding.severity().isAtLeast(threshold);
    }

    /**
     * What a form offers: nothing, or a threshold, the mildest first.
     *
     * @param unsaid what counts where nothing is chosen
     */
    static ListBoxModel choices(String unsaid) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(unsaid, "");
        choices.add(Messages.Gate_never(), FailOn.NEVER.label());
        List<String> labels = new ArrayList<>(FailOn.labels());
        labels.remove(FailOn.NEVER.label());
        Collections.reverse(labels);
        labels.forEach(label -> choices.add(Words.capital(label), label));
        return choices;
    }
}
