package io.github.tokenaudit.cluster;

import java.util.List;

/**
 * A Role or ClusterRole, also one that OLM makes of a ClusterServiceVersion's permissions.
 *
 * @param object its text
 * @param rules its rules; those of an aggregated role as written, which the control plane overwrites
 */
public record Role(KubeObject object, List<PolicyRule> rules) {

    /** The kind's name of a cluster-wide role. */
    public static final String CLUSTER_ROLE = "ClusterRole";

    /** The kind's name of a role in a namespace. */
    public static final String ROLE = "Role";

    public Role {
        rules = List.copyOf(rules);
    }

    /** What names it. */
    public ObjectId id() {
        return object.id();
    }

    /** Whether it is a ClusterRole. */
    public boolean isCluster() {
        return id().kind().equals(CLUSTER_ROLE);
    }
}
