package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA216. */
public final class RbacWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA216", "rbac-write", Group.RBAC)
            .summary("An account can write roles or bindings")
            .what("""
                    Fires for `create`, `update` or `patch` of roles, ClusterRoles and their bindings. Alone that is
                    *low*: Kubernetes lets nobody grant more than he holds. With `bind` or `escalate` it is as bad as
                    what these open. Roles and bindings by their names are not told when they open nothing.""")
            .why("""
                    Whoever gets hold of the operator's token hands its rights on to accounts that nobody watches, and
                    they keep them when the operator is long gone. A right that is added to the operator later can be
                    handed on at once.""")
            .remedy("""
                    Ship the roles and bindings that are known when the operator is installed, instead of having it
                    write them. Where it must, grant it in a Role of the namespaces in question, `update` and `patch`
                    with `resourceNames`, and neither `bind` nor `escalate` without names.""")
            .remedyInANamespace("""
                    Ship the roles and bindings that are known when the operator is installed, instead of having it
                    write them. Where it must, grant `update` and `patch` with `resourceNames`, and neither `bind` nor
                    `escalate` without names.""")
            .reference(
                    "Kubernetes: privilege escalation prevention and bootstrapping",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping")
            .reference(
                    "Kubernetes: RBAC good practices, privilege escalation risks",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks")
            .mappings(Mapping.CIS_5_1_8, Mapping.MITRE_T1098_006, Mapping.OWASP_K03)
            .build();

    public RbacWrite() {
        super(INFO, Danger.RBAC_WRITE);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return lowAlone(ability, table);
    }

    @Override
    String consequence(Ability ability) {
        return ability.isDangerous()
                ? " with more rights than it holds" + super.consequence(ability)
                : "; by that alone it hands out no more than it holds itself";
    }
}
