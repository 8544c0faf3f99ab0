package io.github.tokenaudit.policy;

import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import java.util.List;

/**
 * The verdict.
 *
 * @param failOn by what it was judged
 * @param failed whether the build must not go on
 */
public record Gate(FailOn failOn, boolean failed) {

    /** The id of the rule that reports what could not be read; it shuts every gate but {@code never}. */
    private static final String UNREADABLE = "TA901";

    /** Judges findings. */
    public static Gate of(FailOn failOn, List<Finding> findings) {
        return new Gate(failOn, findings.stream().anyMatch(finding -> isShutBy(failOn, finding)));
    }

    /** Whether this finding alone would have been enough. */
    public boolean isShutBy(Finding finding) {
        return isShutBy(failOn, finding);
    }

    private static boolean isShutBy(FailOn failOn, Finding finding) {
        Severity threshold = failOn.threshold();
        return threshold != null
                && finding.counts()
                && (finding.severity().isAtLeast(threshold)
                        || finding.rule().id().equals(UNREADABLE));
    }
}
