package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Need;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;

/** TA503. */
public final class UnusedCapability extends UnneededRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA503", "unused-capability", Group.USAGE)
            .severity(Severity.MEDIUM)
            .summary("The operator's code never does to a resource what it is granted")
            .what("""
                    Fires when classes of the operator are known and use a resource, but never in one of the ways that a
                    rule grants: reading it, changing it, creating, deleting, or a subresource such as `exec`. A `*` counts
                    for each verb that it stands for. Secrets, RBAC's own resources and what else opens doors weigh *high*. What a
                    call does to a resource that could not be found out is left alone, and so is what the policy
                    declares.""")
            .why("""
                    An operator that only reads can't be made to delete; its token can, if the role lets it.""")
            .remedy("""
                    Delete the verbs from the rule; where they are needed for another resource of it, give that one a rule of its own. Where something that
                    can't be seen needs them, say so by `declare` in the policy.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.OWASP_K03, Mapping.NSA_AUTHENTICATION)
            .build();

    public UnusedCapability() {
        super(INFO, Need.CAPABILITY);
    }

    @Override
    String message(String account, List<GrantedVerb> unneeded) {
        return account + " is granted " + Told.of(unneeded) + ", which the operator's code never does";
    }
}
