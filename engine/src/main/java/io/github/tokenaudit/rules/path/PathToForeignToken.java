package io.github.tokenaudit.rules.path;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rules.rbac.GrantRules;

/** TA403. */
public final class PathToForeignToken extends PathRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA403", "path-to-foreign-token", Group.PATH)
            .summary("The token in a pod leads to tokens of other accounts")
            .what("""
                    Fires for a workload whose token lets its holder act as accounts that were not meant for it: those
                    of other namespaces, or one of its own namespace that may do more. Ways are token requests,
                    impersonation, Secrets, pods that run as the account, and commands in pods that hold its token.
                    Where it is not certain that such an account is there to be had, the condition is told.""")
            .why("""
                    What an account may do is one thing, whom it can become another: two harmless-looking roles add up
                    to the stronger one, and audit logs name the wrong account.""")
            .remedy("""
                    Take away every grant that the finding tells to lead there, or narrow them: by Roles of the namespaces
                    where the operator needs them, out of which accounts with more power are kept, and by `resourceNames` for
                    Secrets and accounts. Don't keep tokens in Secrets. Where it brings pods to a node, take the write access
                    to nodes away.""")
            .reference(
                    "Kubernetes: RBAC good practices, privilege escalation risks",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks")
            .reference(
                    "Kubernetes: RBAC good practices, token request",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request")
            .mappings(Mapping.CIS_5_1_2, Mapping.CIS_5_1_4, Mapping.MITRE_T1528, Mapping.OWASP_K03)
            .contains(GrantRules.and("TA201", "TA202", "TA203", "TA204", "TA301", "TA311"))
            .build();

    public PathToForeignToken() {
        super(INFO, Goal.FOREIGN_TOKEN);
    }
}
