package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA214. */
public final class Bind extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA214", "bind", Group.RBAC)
            .summary("An account can hand out roles with rights that it does not hold")
            .what("""
                    Fires for `bind` on `clusterroles` or `roles`, together with writing bindings; without that it is
                    *low*. Names decide: what the named roles grant is what their holder can give itself, where it may
                    write bindings. `bind` on `rolebindings` and `clusterrolebindings` means nothing and is not told.""")
            .why("""
                    Kubernetes lets nobody hand out more than he holds, except by `bind`. Whoever may bind ClusterRoles
                    and write ClusterRoleBindings binds `cluster-admin` to himself.""")
            .remedy("""
                    Name the roles that the operator hands out in `resourceNames`, and let them be as small as what they
                    are for. Where the operator holds the rights itself, it needs no `bind`.""")
            .reference(
                    "Kubernetes: RBAC good practices, bind verb",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#bind-verb")
            .reference(
                    "Kubernetes: restrictions on role binding creation or update",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update")
            .mappings(Mapping.CIS_5_1_8, Mapping.MITRE_T1098_006, Mapping.OWASP_K03)
            .build();

    public Bind() {
        super(INFO, Danger.BIND_CLUSTER_ROLES, Danger.BIND_ROLES);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return lowAlone(ability, table);
    }

    @Override
    String consequence(Ability ability) {
        return ofThoseNamed(ability) + super.consequence(ability);
    }
}
