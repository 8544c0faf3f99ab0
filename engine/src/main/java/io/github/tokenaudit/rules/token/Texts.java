package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.TokenMount;
import java.util.Collection;
import java.util.List;

/** Phrases that several rules of this group use. */
final class Texts {

    private static final int LONGEST_SHOWN = 100;

    private Texts() {}

    /** {@code container manager}, or {@code 3 containers (manager, proxy, init)}. */
    static String containers(List<TokenMount> tokens) {
        return containersNamed(
                tokens.stream().map(token -> token.container().name()).toList());
    }

    /** As {@link #containers}, for names. */
    static String containersNamed(Collection<String> containers) {
        List<String> names = containers.stream().distinct().toList();
        return names.size() == 1
                ? "container " + names.get(0)
                : names.size() + " containers (" + String.join(", ", names) + ")";
    }

    /** A text of somebody else's in one bounded line. */
    static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
