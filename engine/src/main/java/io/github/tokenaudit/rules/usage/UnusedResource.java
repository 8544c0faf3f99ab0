package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Need;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.List;

/** TA502. */
public final class UnusedResource extends UnneededRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA502", "unused-resource", Group.USAGE)
            .severity(Severity.MEDIUM)
            .summary("The operator's code never touches a resource that it is granted")
            .what("""
                    Fires when classes of the operator are known, and neither they nor an audit log nor `declare` in the
                    policy show any request for a resource that a rule grants. Secrets, RBAC's own resources, `pods/exec`
                    and what else opens doors weigh *high*. Nothing is said of what Kubernetes asks for by itself (`bind`,
                    `finalizers`), or of grants that the operator hands on to others. Where the resource of a call could
                    not be found out, it may be any: then TA503 tells the verbs that neither this call nor another does.""")
            .why("""
                    What the operator never does, only somebody with its stolen token can do. It is the part of the role
                    that costs nothing to give up.""")
            .remedy("""
                    Delete the resource from the rule. If something that can't be seen needs it (types that are only known at run time, a second program with
                    the same account), say so: `declare` in the policy, with the reason.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.OWASP_K03, Mapping.NSA_AUTHENTICATION)
            .build();

    public UnusedResource() {
        super(INFO, Need.RESOURCE);
    }

    @Override
    String message(String account, List<GrantedVerb> unneeded) {
        List<String> paths = unneeded.stream().map(GrantedVerb::path).distinct().toList();
        List<String> verbs =
                unneeded.stream().map(GrantedVerb::asked).distinct().toList();
        return account + " is granted " + String.join(", ", verbs) + " of " + Told.some(paths)
                + ", which the operator's code never touches";
    }

    @Override
    Field spot(Field rule, GrantedVerb first) {
        return Told.word(rule, "resources", first.resource());
    }
}
