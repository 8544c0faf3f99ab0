package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA202. */
public final class WildcardVerbs extends WildcardRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA202", "wildcard-verbs", Group.RBAC)
            .summary("An account may do everything to some resources")
            .what("""
                    Fires for a rule that an account holds and that says `*` in `verbs`. How bad that is follows from what
                    the rule lets its holder do; where it covers only APIs that the holder's own bundle defines, it is
                    *info*. Rules for URLs are another matter, and so are those with `*` in all three lists (TA201).""")
            .why("""
                    `*` is more than reading and writing: it includes `deletecollection`, and `bind`, `escalate`,
                    `impersonate`, `approve` and `use` where these mean something, and whatever verbs a later version of
                    Kubernetes brings. Nobody decided that the operator should have those.""")
            .remedy("""
                    List the verbs that the operator uses. Most need `get`, `list` and `watch`, and for what they make
                    `create`, `update` or `patch`, and `delete`.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .reference(
                    "Kubernetes: authorization, request verbs",
                    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb")
            .mappings(Mapping.CIS_5_1_3, Mapping.OWASP_K03)
            .contains(GrantRules.and())
            .build();

    public WildcardVerbs() {
        super(INFO, "verbs");
    }

    @Override
    boolean concerns(PolicyRule rule) {
        return hasStar(rule.verbs()) && !isEverything(rule);
    }
}
