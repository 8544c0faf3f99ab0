package io.github.tokenaudit.report.baseline;

import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shuts the gate. Input that can't be read may hold anything, and shuts every gate but {@code never}.
 *
 * @param failOn findings as bad as this, or worse
 * @param failOnNew findings as bad as this, or worse, that an earlier report does not have; at {@code info} a grant that it
 *     does not have, too
 */
public record Thresholds(FailOn failOn, FailOn failOnNew) {

    /**
     * What counts when not everything is said: alone, findings from HIGH; with a baseline, those of them that it does not
     * have.
     *
     * @param failOn what is said; null for nothing
     * @param failOnNew what is said; null for nothing
     * @param compared whether there is a baseline
     */
    public static Thresholds of(@Nullable FailOn failOn, @Nullable FailOn failOnNew, boolean compared) {
        FailOn byDefault = failOn == null && compared ? FailOn.DEFAULT : FailOn.NEVER;
        return new Thresholds(
                failOn != null ? failOn : compared ? FailOn.NEVER : FailOn.DEFAULT,
                failOnNew != null ? failOnNew : byDefault);
    }

    /** A report with the verdict of these thresholds. */
    public Report judge(Report report) {
        List<Finding> findings = report.findings().stream()
                .map(finding -> finding.with(isReachedBy(finding)))
                .toList();
        boolean failed = findings.stream().anyMatch(Finding::shutsGate) || isReachedByGrants(report);
        return report.with(findings, new Verdict(failOn, failOnNew, failed));
    }

    /** Whether new grants alone shut the gate. */
    public boolean isReachedByGrants(Report report) {
        return failOnNew.threshold() == Severity.INFO
                && !report.changesIfAny().newGrants().isEmpty();
    }

    private boolean isReachedBy(Finding finding) {
        return (finding.counts() && failOn.isReachedBy(finding.rule(), finding.severity()))
                || (finding.isNew() && failOnNew.isReachedBy(finding.rule(), finding.severity()));
    }
}
