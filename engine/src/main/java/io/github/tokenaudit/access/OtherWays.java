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

    /** What of a rule gives something dangerous. */
    private record Given(PolicyRule rule, Danger danger) {}

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

    /**
     * What there is to edit: the binding of a role that Kubernetes brings, a rule for everything, or what a rule gives of
     * something dangerous, which who lists its verbs and resources may keep or not.
     */
    private static Object toTakeAway(Ability ability) {
        Grant grant = ability.grant();
        if (grant.rule().field() == null && grant.binding() != null) {
            return grant.binding();
        }
        PolicyRule rule = grant.rule();
        return rule.verbs().contains("*") && rule.resources().contains("*") ? rule : new Given(rule, ability.danger());
    }

    List<Other> found() {
        return List.copyOf(found);
    }
}
