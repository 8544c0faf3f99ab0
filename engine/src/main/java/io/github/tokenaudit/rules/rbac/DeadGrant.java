package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import java.util.function.Consumer;

/** TA252. */
public final class DeadGrant implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA252", "dead-grant", Group.RBAC)
            .severity(Severity.LOW)
            .summary("A word of a rule grants nothing, as no request can use it")
            .what("""
                    Fires, once per rule, where no request to the judged version of Kubernetes can use one of its words:
                    `pods/*` and other wildcards inside a word, `v1` or `apps/v1` as a group, capitals, a built-in resource
                    under a group that does not have it (any more), a verb that nothing named takes, what lives in no
                    namespace in the hands of accounts that hold it by RoleBindings only. Custom resources, aggregated
                    APIs and verbs that only others ask for are never called dead, nor are rules of Kubernetes' own
                    roles.""")
            .why("""
                    The author meant something by it. Either the operator lacks what was meant and fails with 403, or the
                    word is left over and makes the role harder to judge; should an API of that name come, it grants more
                    than anybody decided.""")
            .remedy("""
                    Correct the word, or delete it. Where the operator supports older versions of Kubernetes which still
                    have the resource, keep it and suppress the finding, or audit with that `kubernetesVersion`.""")
            .reference(
                    "Kubernetes: referring to resources",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources")
            .reference(
                    "Kubernetes: deprecated API migration guide",
                    "https://kubernetes.io/docs/reference/using-api/deprecation-guide/")
            .mappings(Mapping.OWASP_K03)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        ApiResources served = ApiResources.of(context.access().builtin().version());
        for (HeldRule held : HeldRule.of(context)) {
            List<DeadWords.Dead> dead = DeadWords.of(held, served);
            if (!dead.isEmpty()) {
                Draft draft = held.draft(dead.get(0).word())
                        .message("no request can use " + dead.get(0).name() + " as this rule has it: "
                                + dead.get(0).reason());
                dead.stream()
                        .skip(1)
                        .forEach(other -> draft.evidence(
                                "nor " + other.name() + ": " + other.reason(),
                                other.word().location()));
                findings.accept(draft);
            }
        }
    }
}
