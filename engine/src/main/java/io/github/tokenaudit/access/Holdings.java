package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.OwnedApi;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one account holds, ready to be asked what several grants give together. */
final class Holdings {

    /** Where something is granted. */
    private static final class Places {
        private boolean everywhere;
        private boolean open;
        private final Set<@Nullable String> namespaces = new HashSet<>();

        void add(Scope scope) {
            everywhere |= scope.clusterWide();
            open |= !scope.clusterWide() && scope.namespace() == null;
            namespaces.add(scope.namespace());
        }

        boolean cover(Scope scope) {
            if (everywhere || scope.clusterWide()) {
                return everywhere;
            }
            @Nullable String namespace = scope.namespace();
            return namespaces.contains(namespace)
                    || (open && Namespaces.maybeSame(namespace, null))
                    || (namespace == null && namespaces.stream().anyMatch(other -> Namespaces.maybeSame(other, null)));
        }
    }

    private final Account account;
    private final List<Grant> grants;
    private final AccessModel model;
    private final Map<Requests, Places> places = new HashMap<>();
    private final Map<Danger, Boolean> anyhow = new EnumMap<>(Danger.class);
    private final Set<String> ownApis = new HashSet<>();

    Holdings(Account account, List<Grant> grants, AccessModel model) {
        this.account = account;
        this.grants = List.copyOf(grants);
        this.model = model;
        account.bundle().apis().forEach(api -> ownApis.add(key(api)));
    }

    private static String key(OwnedApi api) {
        return api.group() + "/" + api.plural();
    }

    Account account() {
        return account;
    }

    List<Grant> grants() {
        return grants;
    }

    /** Who knows what others hold. */
    AccessModel model() {
        return model;
    }

    /** How a grant's scope looks from the account. */
    Scope.Reach reach(Grant grant) {
        return grant.scope().from(account.namespace());
    }

    /** Whether the account may make one of the requests, for whatever name, in a scope. */
    boolean may(Requests requests, Scope scope) {
        return places.computeIfAbsent(requests, this::placesOf).cover(scope);
    }

    private Places placesOf(Requests requests) {
        Places found = new Places();
        grants.stream().filter(requests::isGivenBy).forEach(grant -> found.add(grant.scope()));
        return found;
    }

    /** Whether the account may do something dangerous, for whatever name, in a scope. */
    boolean may(Danger danger, Scope scope) {
        return danger.requests().stream().anyMatch(requests -> may(requests, scope));
    }

    /** Whether the account may do something dangerous at all, if only somewhere or to objects of some names. */
    boolean mayAnyhow(Danger danger) {
        return anyhow.computeIfAbsent(
                danger, d -> grants.stream().anyMatch(grant -> !d.verbsOf(grant).isEmpty()));
    }

    /** Whether the bundle itself defines the API that a grant names; what a wildcard covers is not meant. */
    boolean isOwnApi(Grant grant) {
        return covers(grant, key -> ownApis.contains(key));
    }

    private static boolean covers(Grant grant, Predicate<String> api) {
        List<String> groups = grant.rule().apiGroups();
        List<String> resources = grant.rule().resources();
        return !groups.isEmpty()
                && !resources.isEmpty()
                && groups.stream()
                        .allMatch(group -> resources.stream()
                                .allMatch(resource -> api.test(group + "/" + resource.replaceFirst("/.*", ""))));
    }
}
