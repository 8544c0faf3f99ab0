package io.github.tokenaudit.policy;

import io.github.tokenaudit.source.Location;
import java.util.List;
import java.util.stream.Collectors;

/** A policy that can't be used, with everything that is wrong with it. */
public final class PolicyException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * One thing wrong.
     *
     * @param location where
     * @param message what, with the nearest right word where there is one
     */
    public record Mistake(Location location, String message) {
        @Override
        public String toString() {
            return location + ": " + message;
        }
    }

    private final transient List<Mistake> mistakes;

    PolicyException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining(System.lineSeparator())));
        this.mistakes = List.copyOf(mistakes);
    }

    /** What is wrong, in the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
