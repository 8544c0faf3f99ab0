package io.github.tokenaudit.access;

import org.jspecify.annotations.Nullable;

/**
 * What somebody gains by a dangerous grant.
 *
 * @param capability what it amounts to
 * @param condition what must be so on the cluster, and manifests can't show, for it to amount to more than its class
 *     says; null when nothing more is to be had, or nothing stands in the way
 */
public record Gain(Capability capability, @Nullable String condition) {

    /** Nothing to speak of. */
    static final Gain NOTHING = new Gain(Capability.OWN, null);

    static Gain of(Capability capability) {
        return new Gain(capability, null);
    }

    Gain provided(String newCondition) {
        return new Gain(capability, newCondition);
    }
}
