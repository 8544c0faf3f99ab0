package io.github.tokenaudit.cluster;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Comparing namespaces that manifests may leave open (null). */
public final class Namespaces {

    private Namespaces() {}

    /**
     * Whether two namespaces are the same, or may be: an open one is filled in when the manifests are applied, with the
     * operator's own namespace and so never with one of Kubernetes' own.
     */
    public static boolean maybeSame(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return !isSystem(one) && !isSystem(other);
        }
        return Objects.equals(one, other);
    }

    /** Whether one of some namespaces is the same as another one, or may be. */
    public static boolean maybeAmong(Set<@Nullable String> namespaces, @Nullable String namespace) {
        return namespace == null
                ? namespaces.stream().anyMatch(other -> maybeSame(other, null))
                : namespaces.contains(namespace) || (namespaces.contains(null) && maybeSame(null, namespace));
    }

    /** Whether it is one of Kubernetes' own. */
    public static boolean isSystem(@Nullable String namespace) {
        return namespace != null && namespace.startsWith("kube-");
    }
}
