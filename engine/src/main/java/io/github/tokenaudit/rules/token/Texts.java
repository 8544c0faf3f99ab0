package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.TokenMount;
import java.util.Collection;
import java.util.List;

/** Phrases that several rules of this group use. */
final class Texts {

    /** Enough of a foreign text to recognise it. */
    private static final int LONGEST_SHOWN = 100;

    private Texts() {}

    /** {@code container manager}, or {@code 3 containers (manager, proxy, init)}. */
    static String containers(List<TokenMount> tokens) {
        return containersNamed(names(tokens));
    }

    /** As {@link #containers}, for names. */
    static String containersNamed(Collection<String> containers) {
        List<String> names = containers.stream().distinct().toList();
        return names.size() == 1
                ? "container " + names.get(0)
                : names.size() + " containers (" + String.join(", ", names) + ")";
    }

    /** {@code all containers (manager, proxy)}, or {@code 2 of 3 containers (manager, proxy)}. */
    static String share(List<TokenMount> tokens, int ofContainers) {
        List<String> names = names(tokens);
        return (names.size() == ofContainers ? "all" : names.size() + " of " + ofContainers) + " containers ("
                + String.join(", ", names) + ")";
    }

    /** As {@link #containers}, with the verb: {@code container manager holds}. */
    static String holding(List<TokenMount> tokens) {
        return containers(tokens) + (names(tokens).size() == 1 ? " holds" : " hold");
    }

    /** A container's name; fragments that are completed later may lack it. */
    static String name(Container container) {
        return container.name().isEmpty() ? "without a name" : container.name();
    }

    private static List<String> names(List<TokenMount> tokens) {
        return tokens.stream().map(token -> name(token.container())).distinct().toList();
    }

    /** A text of somebody else's in one bounded line. */
    static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
