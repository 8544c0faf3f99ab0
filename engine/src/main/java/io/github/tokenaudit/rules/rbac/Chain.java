package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
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

    /** How to take an ability away: a rule's remedy, after what comes before it for roles that nobody edits and for stars. */
    static String remedy(Ability ability, String remedy) {
        if (ability.grant().rule().field() == null) {
            return ofBuiltIn(ability.grant()) + remedy;
        }
        PolicyRule rule = ability.grant().rule();
        List<String> starred = new ArrayList<>();
        if (rule.verbs().stream().noneMatch(ability.verbs()::contains)) {
            starred.add("verbs");
        }
        if (ability.resources().equals(List.of("*"))) {
            starred.add("resources");
        }
        return starred.isEmpty()
                ? remedy
                : "First list the " + String.join(" and ", starred)
                        + " that the operator uses instead of `*`. If it does not use what this finding is about, that takes"
                        + " this grant away. Otherwise: " + remedy;
    }

    /** What to do about a role that Kubernetes brings, which is no use to edit. */
    static String ofBuiltIn(Grant grant) {
        return "Kubernetes brings " + grant.roleId().display()
                + " as it is: bind a role of your own instead, which lists" + " what the operator calls. ";
    }

    /** Adds the chains of some abilities of one account, which share a role, as evidence. */
    static void tell(Draft draft, RuleContext context, Account account, List<Ability> abilities) {
        abilities.stream().skip(1).limit(MOST).forEach(ability -> also(draft, ability));
        tellGrants(
                draft, context, account, abilities.stream().map(Ability::grant).toList());
    }

    /** Adds another ability as evidence, at the rule that gives it. */
    static void also(Draft draft, Ability ability) {
        draft.evidence(
                "it also can " + ability.text() + " (" + ability.requests() + ")" + inOlderVersions(ability),
                ability.grant().ruleLocation());
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
                                + grant.byOlm(),
                        binding.object().nameLocation());
            }
        }
        Holders.tell(draft, context, account);
    }

    /** In which versions of Kubernetes an ability counts that gives nothing in the judged one; nothing for all others. */
    static String inOlderVersions(Ability ability) {
        boolean onlyGets =
                ability.danger() == Danger.POD_EXEC && !ability.verbs().contains("create");
        return onlyGets && !ability.isDangerous() ? " before Kubernetes 1.35, where get is enough" : "";
    }

    /** What more an ability amounts to, to follow what it is; nothing for what says so itself. */
    static String amount(Ability ability) {
        return switch (ability.gain().capability()) {
            case CLUSTER -> ", which amounts to cluster-admin";
            case NODE -> ", which amounts to root on a node";
            case TENANT, NAMESPACE, OWN -> "";
        };
    }
}
