package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.rule.Draft;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Steps of a proof that several rules of this group tell. */
final class Proof {

    /** More would bury the finding; the operator's card lists all. */
    private static final int ABILITIES = 3;

    private Proof() {}

    /** The worst that a token can do, with the rules that grant it and the bindings that grant these. */
    static void power(Draft draft, Power power) {
        List<Ability> all = power.worst();
        // Who names all but one saves nothing.
        List<Ability> worst = all.subList(0, all.size() <= ABILITIES + 1 ? all.size() : ABILITIES);
        Set<Binding> bindings = new LinkedHashSet<>();
        for (Ability ability : worst) {
            draft.evidence(
                    "the token can " + ability.text() + ", by "
                            + ability.grant().roleId().display(),
                    ability.grant().ruleLocation());
            if (ability.grant().binding() != null) {
                bindings.add(ability.grant().binding());
            }
        }
        int more = all.size() - worst.size();
        if (more > 0) {
            draft.evidence("the token can do " + more + " more such things", null);
        }
        for (Binding binding : bindings) {
            draft.evidence(
                    binding.id().display() + " grants " + binding.roleKind() + "/" + binding.roleName(),
                    binding.object().nameLocation());
        }
    }
}
