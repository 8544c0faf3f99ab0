package io.github.tokenaudit.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of an account's abilities is the second half of a way that takes two grants, ready to be found by its scope. */
final class Besides {

    /** A null scope stands for wherever. */
    private record Place(Danger danger, @Nullable Scope scope) {}

    private final Map<Place, Ability> first = new HashMap<>();

    private Besides() {}

    static Besides of(List<Ability> abilities) {
        Besides besides = new Besides();
        for (Ability ability : abilities) {
            if (isSecond(ability)) {
                Scope scope = ability.grant().scope();
                besides.first.putIfAbsent(new Place(ability.danger(), scope), ability);
                besides.first.putIfAbsent(new Place(ability.danger(), null), ability);
            }
        }
        return besides;
    }

    private static boolean isSecond(Ability ability) {
        boolean second = switch (ability.danger()) {
            case NAMESPACE_WRITE, WORKLOAD_CREATE -> true;
            case ACCOUNT_WRITE -> ability.verbs().contains("create");
            case RBAC_WRITE -> ability.resources().stream().anyMatch(resource -> !resource.endsWith("roles"));
            default -> false;
        };
        return second && !ability.grant().isNamed();
    }

    /** What counts in a scope; in the whole cluster, what counts somewhere. Null for nothing. */
    @Nullable
    Ability where(Danger danger, Scope scope) {
        Ability everywhere = first.get(new Place(danger, Scope.CLUSTER));
        return everywhere != null ? everywhere : first.get(new Place(danger, scope.clusterWide() ? null : scope));
    }
}
