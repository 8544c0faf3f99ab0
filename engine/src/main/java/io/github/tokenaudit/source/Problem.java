package io.github.tokenaudit.source;

import java.util.List;

/**
 * Something wrong with the input as text.
 *
 * @param kind what sort of trouble
 * @param location where it shows
 * @param message what is wrong, as a sentence without its place
 * @param remedy what to do about it
 * @param related other places that belong to it, as the earlier one of two duplicate keys
 */
public record Problem(Kind kind, Location location, String message, String remedy, List<Location> related) {

    /** Sorts of trouble. */
    public enum Kind {
        /** The document can't be read, so nothing in it was audited. */
        UNREADABLE,
        /** As {@link #UNREADABLE}, and the text looks like a template that nobody rendered. */
        TEMPLATE,
        /** A mapping has a key twice. */
        DUPLICATE_KEY
    }

    public Problem {
        related = List.copyOf(related);
    }

    static Problem unreadable(Location location, String message, String remedy) {
        return new Problem(Kind.UNREADABLE, location, message, remedy, List.of());
    }
}
