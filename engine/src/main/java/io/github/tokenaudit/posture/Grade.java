package io.github.tokenaudit.posture;

import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import java.util.Collection;

/** A school mark: the worst finding that counts. */
public enum Grade {
    /** Nothing found. */
    A,
    /** INFO or LOW. */
    B,
    /** MEDIUM. */
    C,
    /** HIGH. */
    D,
    /** CRITICAL. */
    F;

    /** The grade of some findings; those that are suppressed or part of another one don't count. */
    public static Grade of(Collection<Finding> findings) {
        return findings.stream()
                .filter(Finding::counts)
                .map(finding -> of(finding.severity()))
                .max(Grade::compareTo)
                .orElse(A);
    }

    /** The grade of a finding of this severity. */
    public static Grade of(Severity severity) {
        return switch (severity) {
            case INFO, LOW -> B;
            case MEDIUM -> C;
            case HIGH -> D;
            case CRITICAL -> F;
        };
    }
}
