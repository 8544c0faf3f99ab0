package io.github.tokenaudit.rules.path;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rules.rbac.GrantRules;

/** TA402. */
public final class PathToNode extends PathRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA402", "path-to-node", Group.PATH)
            .summary("The token in a pod leads to root on a node")
            .what("""
                    Fires for a workload whose token leads to root on a node: by `nodes/proxy`, by commands in a
                    privileged pod of the input, by OpenShift's privileged security context constraints, or, where
                    nothing on the cluster forbids it, by running a privileged pod, making one of what runs, or mounting
                    a node's disk; by commands in any pod of the cluster, where a privileged one is among them. Pod
                    Security labels of the Namespaces in the input are honoured, unless the same token may change them. Running pods in the own namespace
                    only, as most operators do, counts as what it is for certain: power over that namespace.""")
            .why("""
                    Root on a node reads the tokens and Secrets of every pod there, and becomes the node itself
                    towards the API server.""")
            .remedy("""
                    Take away every grant that the finding tells to lead there. Where it runs pods, grant that by Roles of
                    the namespaces where it deploys, and label these `pod-security.kubernetes.io/enforce: restricted`, in
                    manifests that the operator can't change. Where it goes by `nodes/proxy`, take that away: metrics need
                    `nodes/metrics` only. Where it goes by volumes, which Pod Security does not look at, have a storage class
                    provision them. Keep privileged pods in a namespace where the operator has no business.""")
            .reference(
                    "Kubernetes: RBAC good practices, access to proxy subresource of Nodes",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes")
            .reference(
                    "Kubernetes: Pod Security Admission",
                    "https://kubernetes.io/docs/concepts/security/pod-security-admission/")
            .reference(
                    "Kubernetes: RBAC good practices, workload creation",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation")
            .mappings(Mapping.CIS_5_1_4, Mapping.CIS_5_2, Mapping.MITRE_T1611, Mapping.OWASP_K03)
            .contains(GrantRules.and("TA403", "TA201", "TA202", "TA203", "TA204", "TA301", "TA311"))
            .build();

    public PathToNode() {
        super(INFO, Goal.NODE);
    }
}
