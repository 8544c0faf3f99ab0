package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.TokenMount;
import java.util.List;

/** Phrases that several rules of this group use. */
final class Texts {

    private Texts() {}

    /** {@code container manager}, or {@code 3 containers (manager, proxy, init)}. */
    static String containers(List<TokenMount> tokens) {
        List<String> names = tokens.stream()
                .map(token -> token.container().name())
                .distinct()
                .toList();
        return names.size() == 1
                ? "container " + names.get(0)
                : names.size() + " containers (" + String.join(", ", names) + ")";
    }
}
