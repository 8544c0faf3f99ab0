package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Need;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;

/** TA504. */
public final class UnusedSiblingVerb extends UnneededRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA504", "unused-sibling-verb", Group.USAGE)
            .severity(Severity.INFO)
            .summary("The operator's code uses one verb of a resource and never its twin, which is granted too")
            .what("""
                    Fires when classes of the operator are known and use one of `get`, `list` and `watch`, or of `update`
                    and `patch`, or of `delete` and `deletecollection`, but not another of the same kind that a rule grants.
                    Also for `status`, `scale` and `log` of a resource that is used. For what opens doors it is *low*: who can
                    only `get` a Secret must know its name.""")
            .why("""
                    Mostly the twin opens nothing new, so that there is little to gain. Still the role says something that
                    is not so, and the next reader takes it for a need.""")
            .remedy("""
                    Delete the verb when you touch the role anyway; for Secrets, do it now.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.OWASP_K03)
            .build();

    public UnusedSiblingVerb() {
        super(INFO, Need.SIBLING);
    }

    @Override
    String message(String account, List<GrantedVerb> unneeded) {
        return account + " is granted " + Told.of(unneeded)
                + ", which the operator's code never does, though it does much the same";
    }
}
