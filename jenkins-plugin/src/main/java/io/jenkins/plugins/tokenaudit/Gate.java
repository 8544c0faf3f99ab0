package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.ListBoxModel;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.baseline.Thresholds;
import io.github.tokenaudit.rule.Nearest;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * When a build stops or is marked. Each threshold is a severity, or never.
 *
 * @param failOn findings as bad as this stop it, and so does input that can't be read
 * @param unstableOn findings as bad as this mark it, and so does input that can't be read
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
                        report.gate().failOn().label()),
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

    /** What stops a build, for the engine to judge by. */
    Thresholds stopping() {
        return new Thresholds(failOn, failOnNew);
    }

    /** Says what becomes of the build. */
    Judgement judge(Report report) {
        List<String> stops = new ArrayList<>();
        long bad = counting(report)
                .filter(finding -> failOn.isReachedBy(finding.rule(), finding.severity()))
                .count();
        if (bad > 0) {
            stops.add(Messages.Gate_findings(bad, orWorse(failOn)));
        }
        long news = counting(report)
                .filter(finding -> finding.isNew() && failOnNew.isReachedBy(finding.rule(), finding.severity()))
                .count();
        if (news > 0) {
            stops.add(Messages.Gate_newFindings(news, orWorse(failOnNew)));
        }
        if (stopping().isReachedByGrants(report)) {
            stops.add(Messages.Gate_newGrants(report.changesIfAny().newGrantCount()));
        }
        if (!stops.isEmpty()) {
            return new Judgement(Verdict.FAILED, String.join("; ", stops));
        }
        long marks = counting(report)
                .filter(finding -> unstableOn.isReachedBy(finding.rule(), finding.severity()))
                .count();
        return marks == 0
                ? new Judgement(Verdict.PASSED, Messages.Gate_nothing())
                : new Judgement(Verdict.UNSTABLE, Messages.Gate_findings(marks, orWorse(unstableOn)));
    }

    private static Stream<Finding> counting(Report report) {
        return report.findings().stream().filter(Finding::counts);
    }

    private static String orWorse(FailOn threshold) {
        return threshold.threshold() == Severity.CRITICAL
                ? threshold.label()
                : Messages.Gate_orWorse(threshold.label());
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
