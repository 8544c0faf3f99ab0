package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA215. */
public final class Escalate extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA215", "escalate", Group.RBAC)
            .summary("An account can write roles with rights that it does not hold")
            .what("""
                    Fires for `escalate` on `clusterroles` or `roles`, together with `update` or `patch` of them;
                    without that it is *low*. Names decide: who may change a role that it holds itself gives itself
                    everything. `escalate` on bindings means nothing and is not told.""")
            .why("""
                    Kubernetes lets nobody write more into a role than he holds, except by `escalate`. Whoever may
                    escalate ClusterRoles adds all rights to one that is bound to him.""")
            .remedy("""
                    Grant the operator the rights that it writes into roles, instead of `escalate`. Where its users
                    decide about those, let them bind roles that they wrote themselves.""")
            .reference(
                    "Kubernetes: RBAC good practices, escalate verb",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#escalate-verb")
            .reference(
                    "Kubernetes: restrictions on role creation or update",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update")
            .mappings(Mapping.CIS_5_1_8, Mapping.MITRE_T1098_006, Mapping.OWASP_K03)
            .build();

    public Escalate() {
        super(INFO, Danger.ESCALATE_CLUSTER_ROLES, Danger.ESCALATE_ROLES);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return lowAlone(ability, table);
    }
}
