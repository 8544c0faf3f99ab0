package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA204. */
public final class WildcardApiGroups extends WildcardRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA204", "wildcard-api-groups", Group.RBAC)
            .summary("An account holds verbs on resources of all API groups")
            .what("""
                    Fires for a rule that an account holds and that says `*` in `apiGroups`. How bad that is follows from
                    what the rule lets its holder do. A rule with `*` in all three lists is another rule's (TA201).""")
            .why("""
                    A name means different things in different groups, and `*` includes groups that are installed
                    tomorrow: somebody else's `clusters` or `users` come under the rule without anybody looking at it.
                    Together with `*` in `resources` it means everything there is.""")
            .remedy("""
                    Name the groups, `""` for the core group. One rule for each group keeps resources from meeting
                    groups that they were not written for.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .reference("Kubernetes: API groups", "https://kubernetes.io/docs/reference/using-api/#api-groups")
            .mappings(Mapping.CIS_5_1_3, Mapping.OWASP_K03)
            .contains(GrantRules.and("TA203"))
            .build();

    public WildcardApiGroups() {
        super(INFO, "apiGroups");
    }

    @Override
    boolean concerns(PolicyRule rule) {
        return hasStar(rule.apiGroups()) && !isEverything(rule);
    }
}
