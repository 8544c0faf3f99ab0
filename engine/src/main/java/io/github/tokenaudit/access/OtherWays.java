package io.github.tokenaudit.access;

import io.github.tokenaudit.access.Path.Other;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.PolicyRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects other ways by what their grants give, each once, and not again what that of a first step gives. */
final class OtherWays {

    /** Those verbs of a rule that give something dangerous. */
    private record Verbs(PolicyRule rule, Danger danger) {}

    private final Set<Object> seen = new HashSet<>();
    private final List<Other> found = new ArrayList<>();

    OtherWays(@Nullable Step first) {
        isNew(first);
    }

    void add(@Nullable Step step, List<String> conditions, @Nullable String through) {
        if (step != null && isNew(step)) {
            found.add(new Other(step, conditions, through));
        }
    }

    private boolean isNew(@Nullable Step step) {
        Ability ability = step == null ? null : step.ability();
        return ability != null && seen.add(toTakeAway(ability));
    }

    /** What of a rule that gives all verbs: who lists them may keep one of them on the one and not on the other. */
    private record Resources(PolicyRule rule, List<String> resources) {}

    /**
     * What there is to edit: the binding of a role that Kubernetes brings, a rule for everything, of a rule for all verbs what
     * it gives of some resources, or what a verb of a rule gives.
     */
    private static Object toTakeAway(Ability ability) {
        Grant grant = ability.grant();
        if (grant.rule().field() == null && grant.binding() != null) {
            return grant.binding();
        }
        PolicyRule rule = grant.rule();
        if (!rule.verbs().contains("*")) {
            return new Verbs(rule, ability.danger());
        }
        return rule.resources().contains("*") ? rule : new Resources(rule, ability.resources());
    }

    List<Other> found() {
        return List.copyOf(found);
    }
}
