package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles that every cluster has. */
public final class BuiltinRoles {

    /** A built-in ClusterRole; empty when Kubernetes has none of that name. */
    public List<Role> clusterRole(String name) {
        return List.of();
    }

    /** A built-in Role of Kubernetes' own namespaces; empty when there is none of that name. */
    public List<Role> role(@Nullable String namespace, String name) {
        return List.of();
    }
}
