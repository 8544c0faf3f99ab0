package io.github.tokenaudit.rule;

import io.github.tokenaudit.access.AccessModel;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Draft.Held;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts into one value what the grants that a finding is about allow whom where, so that a suppression can be bound to just
 * that. It changes with any of it, and neither with the names of roles and bindings, nor with the order of words.
 */
final class GrantDigest {

    private final AccessModel access;
    private final Map<Account, IdentityHashMap<PolicyRule, Set<Scope>>> scopes = new HashMap<>();

    GrantDigest(AccessModel access) {
        this.access = access;
    }

    /** The value, as {@code sha256:…}; null for no grants. */
    @Nullable
    String of(Collection<Held> grants) {
        TreeSet<String> lines = new TreeSet<>();
        for (Held held : grants) {
            for (Scope scope : scopesOf(held.account()).getOrDefault(held.rule(), Set.of())) {
                lines.add(String.join("\t", held.account().display(), where(scope), text(held.rule())));
            }
        }
        return lines.isEmpty() ? null : "sha256:" + Digests.sha256(String.join("\n", lines));
    }

    private IdentityHashMap<PolicyRule, Set<Scope>> scopesOf(Account account) {
        return scopes.computeIfAbsent(account, of -> {
            IdentityHashMap<PolicyRule, Set<Scope>> found = new IdentityHashMap<>();
            for (Grant grant : access.grantsOf(of)) {
                found.computeIfAbsent(grant.rule(), rule -> new HashSet<>()).add(grant.scope());
            }
            return found;
        });
    }

    private static String where(Scope scope) {
        return scope.clusterWide() ? "*" : String.valueOf(scope.namespace());
    }

    private static String text(PolicyRule rule) {
        return String.join(
                "\t",
                sorted(rule.verbs()),
                sorted(rule.apiGroups()),
                sorted(rule.resources()),
                sorted(rule.resourceNames()),
                sorted(rule.nonResourceUrls()));
    }

    private static String sorted(List<String> words) {
        return String.join(",", new TreeSet<>(words));
    }
}
