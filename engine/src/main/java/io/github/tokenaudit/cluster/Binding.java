package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.List;
import java.util.Objects;

/**
 * A RoleBinding or ClusterRoleBinding, also one that OLM makes of a ClusterServiceVersion's permissions.
 *
 * @param object its text
 * @param roleKind {@code Role} or {@code ClusterRole}
 * @param roleName the role's name
 * @param subjects who gets the role
 * @param lifted whether it is one of a namespace that OLM turns into one of the whole cluster when it installs the
 *     operator for all namespaces, which its ClusterServiceVersion supports
 */
public record Binding(KubeObject object, String roleKind, String roleName, List<Subject> subjects, boolean lifted) {

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

    /** Where it names the role; for what OLM makes, the permissions that make it necessary. */
    public Field roleField() {
        Field name = object.at("roleRef", "name");
        return name.exists() ? name : object.root();
    }

    /** Whether it is a ClusterRoleBinding. */
    public boolean isCluster() {
        return id().kind().equals(CLUSTER_ROLE_BINDING);
    }

    /** Leaves the subjects out, which may be many. */
    @Override
    public int hashCode() {
        return Objects.hash(object, roleKind, roleName);
    }
}
