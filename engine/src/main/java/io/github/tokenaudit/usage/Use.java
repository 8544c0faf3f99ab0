package io.github.tokenaudit.usage;

import java.util.List;

/**
 * A permission that is needed.
 *
 * @param permission what
 * @param evidence why, the strongest first; never empty
 */
public record Use(Permission permission, List<Evidence> evidence) {

    public Use {
        evidence = List.copyOf(evidence);
    }

    /** The strength of the best evidence. */
    public Strength strength() {
        return evidence.get(0).strength();
    }
}
