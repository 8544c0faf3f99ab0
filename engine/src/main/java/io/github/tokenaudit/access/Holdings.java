package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Namespaces;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
    private final Set<String> ownDefinitions = new HashSet<>();

    Holdings(Account account, List<Grant> grants, AccessModel model) {
        this.account = account;
        this.grants = List.copyOf(grants);
        this.model = model;
        account.bundle().apis().forEach(api -> {
            ownApis.add(api.group() + "/" + api.plural());
            ownDefinitions.add(api.plural() + "." + api.group());
        });
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

    /**
     * Whether what a grant gives of something dangerous is on APIs that the bundle itself defines. Who grants all resources
     * of a group means its own, if the bundle has any of those in it.
     */
    boolean isOwn(Danger danger, Grant grant) {
        return danger.requests().stream()
                .filter(requests -> !requests.verbsOf(grant).isEmpty())
                .allMatch(requests -> isOwn(requests, grant));
    }

    private boolean isOwn(Requests requests, Grant grant) {
        if (grant.rule().apiGroups().contains("*")) {
            return false;
        }
        boolean all = grant.rule().resources().contains("*");
        return requests.groups().stream().filter(grant::hasGroup).allMatch(group -> {
            Stream<String> granted = requests.resources().stream().filter(grant::hasResource);
            Predicate<String> own = resource -> ownApis.contains(group + "/" + resource);
            return all ? granted.anyMatch(own) : granted.allMatch(own);
        });
    }

    /** Whether a grant names CustomResourceDefinitions and all of them are the bundle's own. */
    boolean namesOwnDefinitions(Grant grant) {
        return grant.isNamed() && ownDefinitions.containsAll(grant.rule().resourceNames());
    }
}
