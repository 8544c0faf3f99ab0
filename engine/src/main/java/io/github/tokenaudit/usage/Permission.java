package io.github.tokenaudit.usage;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What RBAC must grant for a request.
 *
 * @param group API group; empty for the core group
 * @param resource the resource's plural, as {@code pods}
 * @param subresource as {@code log}; null for the resource itself
 * @param verb as {@code get}
 * @param scope where the request looks
 * @param name the object's name where the code names it by a constant; else null
 */
public record Permission(
        String group,
        String resource,
        @Nullable String subresource,
        String verb,
        Scope scope,
        @Nullable String name) implements Comparable<Permission> {

    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final Comparator<Permission> ORDER = Comparator.comparing(Permission::group)
            .thenComparing(Permission::resource)
            .thenComparing(Permission::subresource, NULL_FIRST)
            .thenComparing(Permission::verb)
            .thenComparing(Permission::scope)
            .thenComparing(Permission::name, NULL_FIRST);

    /** Resource and subresource as RBAC writes them, as {@code pods/log}. */
    public String path() {
        return subresource == null ? resource : resource + "/" + subresource;
    }

    @Override
    public int compareTo(Permission other) {
        return ORDER.compare(this, other);
    }

    /** As {@code apps/deployments/scale:update}, the core group without its name. */
    @Override
    public String toString() {
        return (group.isEmpty() ? "" : group + "/") + path() + ":" + verb;
    }
}
