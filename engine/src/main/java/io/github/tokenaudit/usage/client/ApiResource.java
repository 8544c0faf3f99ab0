package io.github.tokenaudit.usage.client;

import org.jspecify.annotations.Nullable;

/**
 * A resource of the Kubernetes API.
 *
 * @param group API group; empty for the core group
 * @param plural as {@code pods}
 * @param namespaced whether its objects live in namespaces; null when that isn't known
 */
record ApiResource(String group, String plural, @Nullable Boolean namespaced) {

    /** The same without a doubt about its scope. */
    static ApiResource of(String group, String plural, boolean namespaced) {
        return new ApiResource(group, plural, namespaced);
    }
}
