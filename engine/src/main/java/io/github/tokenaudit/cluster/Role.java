package io.github.tokenaudit.cluster;

import java.util.List;
import java.util.Map;

/**
 * A Role or ClusterRole, also one that OLM makes of a ClusterServiceVersion's permissions, or that Kubernetes brings.
 *
 * @param object its text
 * @param labels by which aggregated roles select it
 * @param rules its rules as written; the control plane overwrites those of an aggregated role
 * @param aggregation what an aggregated ClusterRole selects; empty for a role that has its own rules
 */
public record Role(
        KubeObject object, Map<String, String> labels, List<PolicyRule> rules, List<LabelSelector> aggregation) {

    /** The kind's name of a cluster-wide role. */
    public static final String CLUSTER_ROLE = "ClusterRole";

    /** The kind's name of a role in a namespace. */
    public static final String ROLE = "Role";

    public Role {
        labels = Map.copyOf(labels);
        rules = List.copyOf(rules);
        aggregation = List.copyOf(aggregation);
    }

    /** A role with rules of its own that no aggregated role selects. */
    static Role of(KubeObject object, List<PolicyRule> rules) {
        return new Role(object, Map.of(), rules, List.of());
    }

    /** What names it. */
    public ObjectId id() {
        return object.id();
    }

    /** Whether the control plane fills it with the rules of the roles that it selects. */
    public boolean isAggregated() {
        return !aggregation.isEmpty();
    }

    /** Whether it is a ClusterRole. */
    public boolean isCluster() {
        return id().kind().equals(CLUSTER_ROLE);
    }
}
