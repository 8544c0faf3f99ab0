package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA203. */
public final class WildcardResources extends WildcardRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA203", "wildcard-resources", Group.RBAC)
            .summary("An account holds verbs on all resources of an API group")
            .what("""
                    Fires for a rule that an account holds and that says `*` in `resources`. How bad that is follows from
                    what the rule lets its holder do; where it covers only groups whose APIs the holder's own bundle
                    defines, it is *info*. `*/scale` and its like name one subresource and don't count; a rule with `*` in all three lists is another rule's (TA201).""")
            .why("""
                    `*` covers subresources, too: of the core group it means `secrets`, `pods/exec`, `nodes/proxy` and
                    `serviceaccounts/token` as well as what the author had in mind. And it grows by itself with whatever a
                    later version adds to the group.""")
            .remedy("""
                    List the resources that the operator uses, each subresource by its own name, as `kafkas/status`.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .reference(
                    "Kubernetes: referring to resources, wildcards",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources")
            .mappings(Mapping.CIS_5_1_3, Mapping.OWASP_K03)
            .contains(GrantRules.and("TA202"))
            .build();

    public WildcardResources() {
        super(INFO, "resources");
    }

    @Override
    boolean concerns(PolicyRule rule) {
        return hasStar(rule.resources()) && !isEverything(rule);
    }
}
