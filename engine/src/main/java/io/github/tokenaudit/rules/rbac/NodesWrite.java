package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA227. */
public final class NodesWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA227", "nodes-write", Group.RBAC)
            .summary("An account can change nodes")
            .what("""
                    Fires for `update`, `patch` or `delete` of `nodes` by a ClusterRoleBinding, by whatever wildcard.
                    Nodes live in no namespace, so that a RoleBinding grants nothing of this. `nodes/status` is
                    TA225's, `nodes/proxy` TA219's.""")
            .why("""
                    Labels and taints decide where pods run. Whoever changes them brings pods with powerful tokens to
                    a node that he holds, or keeps workloads from running at all; whoever deletes nodes makes
                    Kubernetes delete their pods.""")
            .remedy("""
                    Drop the write verbs where the operator only reads nodes, as most do, and `delete` where it only changes them.
                    Where labels or taints are its purpose, keep that to an account that nothing but that component uses.""")
            .reference(
                    "CCS 2023: Take Over the Whole Cluster: Attacking Kubernetes via Excessive Permissions of Third-party Applications",
                    "https://dl.acm.org/doi/10.1145/3576915.3623121")
            .reference(
                    "Kubernetes: taints and tolerations",
                    "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/")
            .mappings(Mapping.OWASP_K03)
            .build();

    public NodesWrite() {
        super(INFO, Danger.NODES_WRITE);
    }
}
