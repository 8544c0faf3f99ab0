package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Need;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import java.util.function.Predicate;

/** TA505. */
public final class ImpossibleGrant extends UnneededRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA505", "impossible-grant", Group.USAGE)
            .severity(Severity.LOW)
            .summary("The operator is granted requests that do not exist")
            .what("""
                    Fires, when classes of the operator are known, for verbs that a resource does not take though others of
                    its rule do: `create` or `list` of a `status`, `delete` of `finalizers`, `apps/deployments` in a rule that multiplies groups
                    by resources. Generators that give every resource all verbs write such rules. A word that is of no use
                    to any resource of its rule is `dead-grant` (TA252).""")
            .why("""
                    Nothing is gained by them, but the role looks stronger than it is, and a real need is harder to see
                    among them.""")
            .remedy("""
                    Split the rule: resources of one group with the verbs that these take, and `status` with `get`, `patch`, `update`
                    alone.""")
            .reference(
                    "Kubernetes: status and scale subresources of custom resources",
                    "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#subresources")
            .reference(
                    "Quarkus operator SDK: RBAC generation",
                    "https://docs.quarkiverse.io/quarkus-operator-sdk/dev/index.html")
            .mappings(Mapping.OWASP_K03)
            .build();

    public ImpossibleGrant() {
        super(INFO, Need.IMPOSSIBLE);
    }

    /** Of groups that are not Kubernetes' own, nobody else tells. */
    @Override
    boolean concerns(GrantedVerb granted, List<GrantedVerb> all) {
        boolean isCustom = granted.group().contains(".") && !granted.group().endsWith(".k8s.io");
        return super.concerns(granted, all)
                && (isCustom
                        || (isOfUse(all, other -> other.verb().equals(granted.verb()))
                                && isOfUse(all, other -> other.resource().equals(granted.resource()))));
    }

    private static boolean isOfUse(List<GrantedVerb> all, Predicate<GrantedVerb> with) {
        return all.stream().anyMatch(other -> other.need() != Need.IMPOSSIBLE && with.test(other));
    }

    @Override
    boolean weighs() {
        return false;
    }

    @Override
    String message(String account, List<GrantedVerb> unneeded) {
        return account + " is granted " + Told.of(unneeded) + ", and there is no such request";
    }
}
