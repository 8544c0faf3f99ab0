package io.github.tokenaudit.cluster;

import java.util.List;

/**
 * A RoleBinding or ClusterRoleBinding, also one that OLM makes of a ClusterServiceVersion's permissions.
 *
 * @param object its text
 * @param roleKind {@code Role} or {@code ClusterRole}
 * @param roleName the role's name
 * @param subjects who gets the role
 */
public record Binding(KubeObject object, String roleKind, String roleName, List<Subject> subjects) {

    /** The kind's name of a cluster-wide binding. */
    public static final String CLUSTER_ROLE_BINDING = "ClusterRoleBinding";

    /** The kind's name of a binding in a namespace. */
    public static final String ROLE_BINDING = "RoleBinding";

    public Binding {
        subjects = List.copyOf(subjects);
    }

    /** What names it. */
    public ObjectId id() {
        return object.id();
    }

    /** Whether it grants in the whole cluster. */
    public boolean isCluster() {
        return id().kind().equals(CLUSTER_ROLE_BINDING);
    }
}
