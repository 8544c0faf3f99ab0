package io.github.tokenaudit.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A ServiceAccount that the input declares, or that OLM creates for a ClusterServiceVersion.
 *
 * @param object its text; for one that OLM creates the permissions that make it necessary
 * @param madeByOlm whether OLM creates it
 */
public record ServiceAccount(KubeObject object, boolean madeByOlm) {

    /** What names it. */
    public ObjectId id() {
        return object.id();
    }

    /** Whether its pods get the token when they say nothing themselves; null when the account says nothing either. */
    public @Nullable Boolean automount() {
        return madeByOlm ? null : object.at("automountServiceAccountToken").bool();
    }
}
