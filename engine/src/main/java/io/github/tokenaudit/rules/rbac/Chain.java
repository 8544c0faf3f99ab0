package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.source.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tells the chain that proves a grant: rule ← role ← aggregating role ← binding ← account ← workload. */
final class Chain {

    /** More of a kind would bury the finding; the operator's card lists all. */
    private static final int MOST = 3;

    private Chain() {}

    /** The object to mend: the role, or the binding of a role that Kubernetes brings. */
    static KubeObject place(Grant grant) {
        return grant.rule().field() != null || grant.binding() == null
                ? grant.role().object()
                : grant.binding().object();
    }

    /** The narrowest field that proves a grant: the first of some verbs, in the order of the text. */
    static Field spot(Grant grant, List<String> verbs) {
        Field rule = grant.rule().field();
        if (rule == null) {
            return Objects.requireNonNull(grant.binding(), "a grant of nobody's")
                    .roleField();
        }
        return rule.get("verbs").items().stream()
                .filter(verb ->
                        verbs.contains(verb.textOr("")) || verb.textOr("").equals("*"))
                .findFirst()
                .orElse(rule);
    }

    /** What of an ability's rule gives it, in short: "get, list of secrets". */
    static String requests(Ability ability) {
        List<String> resources = ability.resources();
        return String.join(", ", ability.verbs()) + " of "
                + (resources.size() > MOST
                        ? String.join(", ", resources.subList(0, MOST)) + ", …"
                        : String.join(", ", resources));
    }

    /** Adds the chains of some abilities of one account, which share a role, as evidence. */
    static void tell(Draft draft, RuleContext context, Account account, List<Ability> abilities) {
        abilities.stream()
                .skip(1)
                .limit(MOST)
                .forEach(ability -> draft.evidence(
                        "it also can " + ability.text() + " (" + requests(ability) + ")",
                        ability.grant().ruleLocation()));
        tellGrants(
                draft, context, account, abilities.stream().map(Ability::grant).toList());
    }

    /** Adds the chains of some grants of one account, which share a role, as evidence. */
    static void tellGrants(Draft draft, RuleContext context, Account account, List<Grant> grants) {
        Set<String> told = new LinkedHashSet<>();
        for (Grant grant : grants) {
            if (grant.isAggregated() && told.add(grant.bound().id().display())) {
                draft.evidence(
                        grant.bound().id().display() + " aggregates "
                                + grant.roleId().display(),
                        grant.boundLocation());
            }
            Binding binding = grant.binding();
            if (binding != null && told.add(binding.id().display())) {
                draft.evidence(
                        binding.id().display() + " binds " + grant.bound().id().display() + " to account "
                                + account.display()
                                + (grant.isLifted() ? "; OLM makes it a binding for the whole cluster" : ""),
                        binding.object().nameLocation());
            }
        }
        for (ServiceAccount declared : account.declarations()) {
            draft.evidence(
                    "account " + account.display() + " is declared here",
                    declared.object().nameLocation());
        }
        List<Workload> holders = context.holdersOf(account);
        holders.stream()
                .limit(MOST)
                .forEach(workload -> draft.evidence(
                        workload.id().display() + " holds its token",
                        workload.pod().accountField().location()));
        if (holders.size() > MOST) {
            draft.evidence((holders.size() - MOST) + " more workloads hold its token", null);
        }
        if (holders.isEmpty()) {
            draft.evidence("no workload of the input holds its token", null);
        }
    }
}
