package io.github.tokenaudit.rule;

import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.source.Location;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proven weakness.
 *
 * @param rule which rule found it
 * @param severity how bad it is here
 * @param message what is wrong, as a sentence
 * @param object where; null for trouble with the input itself
 * @param field the path inside the object; empty for the object as a whole
 * @param location the narrowest place that proves it
 * @param evidence further steps of the proof
 * @param remedy how to mend it
 * @param fingerprint the same from build to build as long as it is the same weakness: made of rule, object, field and
 *     subject, never of a line number
 * @param partOf the fingerprint of the finding that contains this one; null for a headline
 * @param grants a value that changes with what the grants behind the finding allow, to bind a suppression to; null where
 *     it is not about grants
 * @param state whether it is new, known or suppressed
 * @param suppression why it is suppressed; null when it is not
 */
public record Finding(
        RuleInfo rule,
        Severity severity,
        String message,
        @Nullable ObjectId object,
        String field,
        Location location,
        List<Evidence> evidence,
        String remedy,
        String fingerprint,
        @Nullable String partOf,
        @Nullable String grants,
        State state,
        @Nullable Suppression suppression) {

    /** Reports list findings so: the worst first, then by place. */
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::location)
            .thenComparing(finding -> finding.rule().id())
            .thenComparing(Finding::fingerprint);

    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** What earlier builds and the policy say of a finding. */
    public enum State {
        /** The baseline does not have it. */
        NEW,
        /** It was there before, or there is no baseline. */
        OUTSTANDING,
        /** Somebody takes responsibility for it. */
        SUPPRESSED
    }

    /**
     * Who bears a finding, and why.
     *
     * @param reason why it is all right
     * @param owner who says so; null when nobody is named
     * @param until the last day on which it counts; null for ever
     */
    public record Suppression(
            String reason, @Nullable String owner, @Nullable LocalDate until) {}

    /** Whether it counts: neither suppressed nor contained in another one. */
    public boolean counts() {
        return partOf == null && state != State.SUPPRESSED;
    }

    /** This finding with a policy's word. */
    public Finding with(State newState, @Nullable Suppression newSuppression) {
        return new Finding(
                rule,
                severity,
                message,
                object,
                field,
                location,
                evidence,
                remedy,
                fingerprint,
                partOf,
                grants,
                newState,
                newSuppression);
    }
}
