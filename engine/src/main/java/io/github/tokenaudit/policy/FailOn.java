package io.github.tokenaudit.policy;

import io.github.tokenaudit.rule.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the gate shuts.
 *
 * @param threshold findings as bad as this, or worse, shut it; null for never
 */
public record FailOn(@Nullable Severity threshold) {

    /** What counts when nobody says anything. */
    public static final FailOn DEFAULT = new FailOn(Severity.HIGH);

    /** The id of the rule that reports what could not be read; it shuts every gate but {@code never}. */
    private static final String UNREADABLE = "TA901";

    /** The gate that stays open. */
    public static final FailOn NEVER = new FailOn(null);

    /** Reads {@code critical|high|medium|low|info|never}; empty for anything else. */
    public static Optional<FailOn> ofLabel(String label) {
        return label.equals("never")
                ? Optional.of(NEVER)
                : Severity.ofLabel(label).map(FailOn::new);
    }

    /** All the labels there are, the mildest severity first. */
    public static List<String> labels() {
        return Stream.concat(Arrays.stream(Severity.values()).map(Severity::label), Stream.of(NEVER.label()))
                .toList();
    }

    /**
     * Whether a finding shuts the gate, if it counts: one as bad as this, or one about input that can't be read, which may
     * hold anything.
     */
    public boolean isReachedBy(String rule, Severity severity) {
        return threshold != null && (severity.isAtLeast(threshold) || rule.equals(UNREADABLE));
    }

    /** The word in policies and reports. */
    public String label() {
        return threshold == null ? "never" : threshold.label();
    }
}
