package io.github.tokenaudit.rules.path;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rules.rbac.GrantRules;

/** TA401. */
public final class PathToClusterAdmin extends PathRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA401", "path-to-cluster-admin", Group.PATH)
            .summary("The token in a pod leads to cluster-admin")
            .what("""
                    Fires for a workload whose token leads to all rights in the cluster: directly, as by `bind`
                    together with writing bindings, or by way of other accounts, whose tokens it may request, mint
                    with a Secret, run pods as, or find in pods and Secrets. The shortest way is told step by step,
                    each step with the line that allows it, and with it the other grants that lead there as surely. A way that holds on any cluster is *certain*; one that
                    needs something that manifests can't show is told with its condition and counts no more than the
                    workloads of other tenants.""")
            .why("""
                    Whoever gets into the pod owns the cluster, and everything in it, within minutes, and no single
                    rule of a role says so: it is what the rules give together.""")
            .remedy("""
                    Take away the grant of the first step, and every other one that the finding tells to lead there: as long
                    as one of them stays, nothing is mended. Name the objects that the operator needs in `resourceNames`,
                    grant in its own namespace by a Role instead of in the cluster, and let users hand out by bindings of
                    their own what it needs in their namespaces. Where the power is the operator's purpose, keep its token
                    out of all other containers, have it projected, valid for minutes, and let nobody else run pods in its
                    namespace.""")
            .reference(
                    "Kubernetes: RBAC good practices, privilege escalation risks",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks")
            .reference(
                    "Kubernetes: privilege escalation prevention and bootstrapping",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping")
            .mappings(Mapping.CIS_5_1_1, Mapping.MITRE_T1528, Mapping.OWASP_K03, Mapping.NSA_AUTHENTICATION)
            .contains(GrantRules.and("TA402", "TA403", "TA404", "TA201", "TA202", "TA203", "TA204", "TA301", "TA311"))
            .build();

    public PathToClusterAdmin() {
        super(INFO, Goal.CLUSTER_ADMIN);
    }
}
