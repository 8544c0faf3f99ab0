package io.github.tokenaudit.policy;

import io.github.tokenaudit.rule.Finding;
import java.util.List;

/**
 * The verdict.
 *
 * @param failOn by what it was judged
 * @param failed whether the build must not go on
 */
public record Gate(FailOn failOn, boolean failed) {

    /** Judges findings. */
    public static Gate of(FailOn failOn, List<Finding> findings) {
        return new Gate(failOn, findings.stream().anyMatch(finding -> isShutBy(failOn, finding)));
    }

    /** Whether this finding alone would have been enough. */
    public boolean isShutBy(Finding finding) {
        return isShutBy(failOn, finding);
    }

    private static boolean isShutBy(FailOn failOn, Finding finding) {
        return finding.counts() && failOn.isReachedBy(finding.rule().id(), finding.severity());
    }
}
