package io.github.tokenaudit.rule;

import io.github.tokenaudit.source.Location;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A suppression that suppresses nothing.
 *
 * @param reason why it doesn't
 * @param location where it stands
 * @param message what a person should know, as a sentence
 */
public record StaleSuppression(Reason reason, Location location, String message) {

    /** Why a suppression does nothing. */
    public enum Reason {
        /** Its day has passed, and the finding is still there. */
        EXPIRED,
        /** There is no such finding. */
        UNUSED
    }

    /** One whose day has passed. */
    public static StaleSuppression expired(Location location, String rule, LocalDate until) {
        return new StaleSuppression(
                Reason.EXPIRED,
                location,
                "the suppression of " + rule + " expired on " + until + ", and the finding is still there");
    }

    /** One that no finding matches. */
    public static StaleSuppression unused(Location location, String rule) {
        return new StaleSuppression(
                Reason.UNUSED, location, "the suppression of " + rule + " matches no finding of this audit");
    }

    /**
     * One for other grants than those that there are now.
     *
     * @param grants those that there are now, as {@link Finding#grants}; null where the finding is not about grants
     */
    public static StaleSuppression changed(Location location, String rule, @Nullable String grants) {
        return new StaleSuppression(
                Reason.UNUSED,
                location,
                "the suppression of " + rule
                        + (grants == null
                                ? " is bound to grants, but no grant has to do with the finding"
                                : " was for other grants than there are now; if these are all right, write grants: "
                                        + grants));
    }

    /** One in an annotation that can't be read. */
    public static StaleSuppression unreadable(Location location, String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new StaleSuppression(
                Reason.UNUSED,
                location,
                "the suppression \"" + shown
                        + "\" is not of the form RULE=reason; until=2027-03-31; owner=team; grants=sha256:…");
    }
}
