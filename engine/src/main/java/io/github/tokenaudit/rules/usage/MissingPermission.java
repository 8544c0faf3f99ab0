package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Needs;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.usage.Evidence;
import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** TA501. */
public final class MissingPermission implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA501", "missing-permission", Group.USAGE)
            .severity(Severity.HIGH)
            .summary("The operator's code requests what it is not granted")
            .what("""
                    Fires when classes of the operator are known, and a call that its entry points lead to requests what no
                    binding of the input, and none that Kubernetes brings, grants to the operator's account in any
                    namespace. What a framework requests for what the code declares weighs *medium*, for configuration may
                    switch it off. Where a binding of the account names a role that the input does not have, it is *low*: that role may grant it. Once per
                    resource.""")
            .why("""
                    The API server answers such a request with 403, in production, perhaps long after the release: when
                    the code first gets there.""")
            .remedy("""
                    Grant it: add the verbs to the operator's role, in the scope and to the names that the code needs.
                    `token-audit:suggest` writes the rule. If the call is dead code, delete it.""")
            .reference(
                    "Kubernetes: using RBAC authorization",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/")
            .mappings(Mapping.OWASP_K03)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Account account : context.needs().accountsOfCode()) {
            Map<String, List<Use>> byResource = new LinkedHashMap<>();
            for (Use use : context.needs().missing(account)) {
                byResource
                        .computeIfAbsent(path(use.permission()), path -> new ArrayList<>())
                        .add(use);
            }
            byResource.forEach((path, uses) -> Told.at(context, account)
                    .ifPresent(draft -> findings.accept(tell(draft, context, account, path, uses))));
        }
    }

    private static String path(Permission permission) {
        return (permission.group().isEmpty() ? "" : permission.group() + "/") + permission.path();
    }

    private static Draft tell(Draft draft, RuleContext context, Account account, String path, List<Use> uses) {
        List<String> verbs =
                uses.stream().map(use -> use.permission().verb()).distinct().toList();
        Evidence first = uses.get(0).evidence().get(0);
        boolean isProven = uses.stream().anyMatch(use -> use.strength() == Strength.PROVEN);
        draft.subject(account.display() + " " + path)
                .message("account " + account.display() + " is not granted " + String.join(", ", verbs) + " of " + path
                        + (isProven
                                ? ", which the operator's code requests (" + Needs.place(first)
                                        + "): the API server will answer 403"
                                : ", which the framework requests for the operator (" + Needs.place(first)
                                        + "): unless it is configured not to, the API server will answer 403"));
        List<Binding> dangling = dangling(context, account);
        draft.severity(!dangling.isEmpty() ? Severity.LOW : isProven ? Severity.HIGH : Severity.MEDIUM);
        for (Use use : uses) {
            Evidence evidence = use.evidence().get(0);
            draft.evidence(
                    use.permission().verb() + " of " + path + " by " + Needs.place(evidence)
                            + (evidence.chain().isEmpty() ? "" : ", by way of " + String.join(" → ", evidence.chain())),
                    null);
        }
        dangling.forEach(binding -> draft.evidence(
                binding.id().display() + " names a role that is not in the input and may grant it",
                binding.object().nameLocation()));
        List<Grant> grants = context.access().grantsOf(account);
        if (grants.isEmpty() && dangling.isEmpty()) {
            draft.evidence("no binding of the input grants the account anything", null);
        }
        return draft;
    }

    private static List<Binding> dangling(RuleContext context, Account account) {
        return context.access().bindingsOf(account).stream()
                .filter(binding ->
                        context.access().rolesOf(account.bundle(), binding).isEmpty())
                .toList();
    }
}
