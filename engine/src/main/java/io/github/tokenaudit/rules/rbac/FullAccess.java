package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA201. */
public final class FullAccess extends WildcardRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA201", "full-access", Group.RBAC)
            .summary("An account may do everything to everything")
            .what("""
                    Fires for a rule that an account holds and that says `*` in `apiGroups`, in `resources` and in `verbs`.
                    Bound in the whole cluster, or in `kube-system`, that is as good as cluster-admin; in one namespace, it
                    is everything there. The single stars (TA202 to TA204) are not told of it again. A role that nobody holds gives
                    nobody anything and is not told.""")
            .why("""
                    Whoever gets hold of the operator's token owns what the rule covers: every Secret, every workload, every
                    role. Nothing limits a mistake of the operator itself, either, and no reader can tell from the rule what
                    it is for.""")
            .remedy("""
                    List the API groups, resources and verbs that the operator uses; its code, an audit log, or the
                    messages of refused requests tell which. Where it deploys whatever its users declare, let it act by an
                    account that each user grants what his own deployment needs.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .reference(
                    "Kubernetes: referring to resources, wildcards",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources")
            .mappings(Mapping.CIS_5_1_1, Mapping.CIS_5_1_3, Mapping.MITRE_T1078_001, Mapping.OWASP_K03)
            .contains(GrantRules.and())
            .build();

    public FullAccess() {
        super(INFO, "verbs");
    }

    @Override
    boolean concerns(PolicyRule rule) {
        return isEverything(rule);
    }
}
