package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.rule.Finding.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became worse and what became better since the reference build. Findings are the same if their fingerprints are:
 * moving a manifest, or lines within it, changes nothing.
 */
final class Changes {

    private final boolean compared;
    private final Set<String> known;
    private final List<Finding> fixed;
    private final List<Operator> newPower;

    private Changes(boolean compared, Set<String> known, List<Finding> fixed, List<Operator> newPower) {
        this.compared = compared;
        this.known = known;
        this.fixed = fixed;
        this.newPower = newPower;
    }

    /** The changes of a report since another one; null if there is none, and then nothing is new. */
    static Changes since(@CheckForNull Report reference, Report now) {
        if (reference == null) {
            return new Changes(false, Set.of(), List.of(), List.of());
        }
        Set<String> present = now.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
        // Who takes back a suppression gets the finding as new; a part that becomes a headline was there all along.
        Set<String> known = reference.findings().stream()
                .filter(finding -> finding.state() != State.SUPPRESSED)
                .map(Finding::fingerprint)
                .collect(Collectors.toSet());
        List<Finding> fixed = reference.findings().stream()
                .filter(Finding::counts)
                .filter(finding -> !present.contains(finding.fingerprint()))
                .toList();
        return new Changes(true, known, fixed, NewPower.since(reference.operators(), now.operators()));
    }

    /** Whether a finding counts and the reference did not have it. */
    boolean isNew(Finding finding) {
        return compared && finding.counts() && !known.contains(finding.fingerprint());
    }

    /** The operators of accounts with new grants, with nothing but those. */
    List<Operator> newPower() {
        return newPower;
    }

    int fixedFindings() {
        return fixed.size();
    }

    /** How many rows of grants have something that their account did not have. */
    int newGrants() {
        return newPower.stream().mapToInt(operator -> operator.grants().size()).sum();
    }

    /**
     * What a report alone does not have, in the shape of a report: the findings that were fixed, and each account with
     * nothing but its new grants.
     */
    Report asReport(Report now) {
        return new Report(
                now.toolVersion(),
                now.kubernetesVersion(),
                now.gate(),
                MergedReport.summary(fixed, now.summary().inventory()),
                newPower,
                fixed,
                List.of(),
                null);
    }

    /** The report with each finding marked as what it is now, and with the verdict of the gate. */
    Report marked(Report report, Gate gate, Verdict verdict) {
        return new Report(
                report.toolVersion(),
                report.kubernetesVersion(),
                new Report.Verdict(gate.failOn().label(), verdict == Verdict.FAILED),
                MergedReport.summary(report.findings(), report.summary().inventory()),
                report.operators(),
                report.findings().stream().map(finding -> marked(finding, gate)).toList(),
                report.notes(),
                report.usage());
    }

    private Finding marked(Finding finding, Gate gate) {
        State state =
                finding.state() == State.SUPPRESSED ? State.SUPPRESSED : isNew(finding) ? State.NEW : State.OUTSTANDING;
        return finding.with(state, finding.suppression(), gate.stops(finding));
    }
}
