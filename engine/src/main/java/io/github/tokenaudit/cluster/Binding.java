package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A RoleBinding or ClusterRoleBinding, also one that OLM makes of a ClusterServiceVersion's permissions.
 *
 * @param object its text
 * @param roleKind {@code Role} or {@code ClusterRole}
 * @param roleName the role's name
 * @param subjects who gets the role
 * @param installModes the modes in which OLM can install the operator of whose ClusterServiceVersion it makes the binding;
 *     empty for any other
 */
public record Binding(
        KubeObject object, String roleKind, String roleName, List<Subject> subjects, Set<String> installModes) {

    /** The kind's name of a cluster-wide binding. */
    public static final String CLUSTER_ROLE_BINDING = "ClusterRoleBinding";

    /** The kind's name of a binding in a namespace. */
    public static final String ROLE_BINDING = "RoleBinding";

    private static final Set<String> FOR_OTHERS = Set.of("SingleNamespace", "MultiNamespace");

    public Binding {
        subjects = List.copyOf(subjects);
        // Not Set.copyOf, which gives them in another order each time that a program runs.
        installModes = Collections.unmodifiableSet(new LinkedHashSet<>(installModes));
    }

    /** One that counts where it stands, and nowhere else. */
    public Binding(KubeObject object, String roleKind, String roleName, List<Subject> subjects) {
        this(object, roleKind, roleName, subjects, Set.of());
    }

    /**
     * Whether it is one of a namespace that OLM turns into one of the whole cluster where it installs the operator for all
     * namespaces.
     */
    public boolean lifted() {
        return !isCluster() && installModes.contains(ClusterServiceVersion.ALL_NAMESPACES);
    }

    /** Whether OLM always does so, since it can install the operator in no other way. */
    public boolean alwaysLifted() {
        return lifted() && installModes.size() == 1;
    }

    /**
     * Whether it is one of a namespace that OLM makes again, with its role, in every other namespace that it installs the
     * operator for.
     */
    public boolean copied() {
        return !isCluster() && !modesForOthers().isEmpty();
    }

    /** Those of the install modes in which an operator watches other namespaces than its own, and not all. */
    public List<String> modesForOthers() {
        return installModes.stream().filter(FOR_OTHERS::contains).toList();
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
