package io.github.tokenaudit.usage;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an operator's needs beside its manifests.
 *
 * @param code what its compiled code shows; null when nobody looked
 * @param activity what an audit log shows; null when nobody looked
 */
public record Observed(@Nullable Usage code, @Nullable Activity activity) {

    /** Nobody looked. */
    public static Observed nothing() {
        return new Observed(null, null);
    }
}
