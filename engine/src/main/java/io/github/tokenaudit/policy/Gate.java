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
        Severity threshold = failOn.threshold();
        boolean failed = threshold != null
                && findings.stream()
                        .filter(Finding::counts)
                        .anyMatch(finding -> finding.severity().isAtLeast(threshold)
                                || finding.rule().id().equals(UNREADABLE));
        return new Gate(failOn, failed);
    }
}
