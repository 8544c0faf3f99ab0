package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which grants. An account holds what is bound to it, to its user name and to the groups that every account
 * is in (Kubernetes docs, "Using RBAC Authorization", referring to subjects).
 */
public final class AccessModel {

    private static final String ALL_ACCOUNTS = "system:serviceaccounts";
    private static final String ACCOUNTS_OF = "system:serviceaccounts:";
    private static final String AUTHENTICATED = "system:authenticated";
    private static final String USER_OF = "system:serviceaccount:";

    /** The subjects of a bundle's bindings: accounts by name, users and groups by theirs. */
    private record Index(Map<String, List<Held>> accounts, Map<String, List<Held>> others) {}

    /** A binding by one of its subjects. */
    private record Held(Binding binding, Subject subject) {}

    private final BuiltinRoles builtins;
    private final Map<Bundle, Index> indexes = new HashMap<>();

    /**
     * Prepares a cluster for questions.
     *
     * @param cluster what the input declares
     * @param builtins what Kubernetes brings
     */
    public AccessModel(Cluster cluster, BuiltinRoles builtins) {
        this.builtins = builtins;
        cluster.bundles().forEach(bundle -> indexes.put(bundle, index(bundle)));
    }

    private static Index index(Bundle bundle) {
        Index index = new Index(new HashMap<>(), new HashMap<>());
        bundle.bindings().forEach(binding -> {
            for (Subject subject : binding.subjects()) {
                Map<String, List<Held>> map =
                        subject.kind().equals(Subject.SERVICE_ACCOUNT) ? index.accounts : index.others;
                map.computeIfAbsent(subject.name(), name -> new ArrayList<>()).add(new Held(binding, subject));
            }
        });
        return index;
    }

    /** The bindings that give an account anything, in the order of the input. */
    public List<Binding> bindingsOf(Account account) {
        Index index = Objects.requireNonNull(indexes.get(account.bundle()), "an account of another cluster");
        Set<Binding> bindings = new LinkedHashSet<>();
        for (Held held : index.accounts.getOrDefault(account.name(), List.of())) {
            if (Namespaces.maybeSame(held.subject.namespace(), account.namespace())) {
                bindings.add(held.binding);
            }
        }
        addByName(bindings, index, Subject.GROUP, ALL_ACCOUNTS);
        addByName(bindings, index, Subject.GROUP, AUTHENTICATED);
        if (account.namespace() != null) {
            addByName(bindings, index, Subject.GROUP, ACCOUNTS_OF + account.namespace());
            addByName(bindings, index, Subject.USER, USER_OF + account.namespace() + ":" + account.name());
        }
        return List.copyOf(bindings);
    }

    private static void addByName(Set<Binding> bindings, Index index, String kind, String name) {
        for (Held held : index.others.getOrDefault(name, List.of())) {
            if (held.subject.kind().equals(kind)) {
                bindings.add(held.binding);
            }
        }
    }

    /** What an account may do by the bindings of the input, in their order. */
    public List<Grant> grantsOf(Account account) {
        List<Grant> grants = new ArrayList<>();
        for (Binding binding : bindingsOf(account)) {
            grants.addAll(grantsOf(account.bundle(), binding));
        }
        return grants;
    }

    private List<Grant> grantsOf(Bundle bundle, Binding binding) {
        Grant.Scope scope = binding.isCluster()
                ? Grant.Scope.CLUSTER
                : Grant.Scope.of(binding.id().namespace());
        List<Grant> grants = new ArrayList<>();
        for (Role role : rolesOf(bundle, binding)) {
            for (PolicyRule rule : role.rules()) {
                grants.add(new Grant(rule, role.id(), locationOf(rule), binding, scope));
            }
        }
        return grants;
    }

    private static @Nullable Location locationOf(PolicyRule rule) {
        return rule.field() == null ? null : rule.field().location();
    }

    /** The roles that a binding refers to: those of the input, else Kubernetes' own; empty when there is none. */
    public List<Role> rolesOf(Bundle bundle, Binding binding) {
        if (binding.roleKind().equals(Role.CLUSTER_ROLE)) {
            List<Role> declared = bundle.clusterRoles(binding.roleName());
            return declared.isEmpty() ? builtins.clusterRole(binding.roleName()) : declared;
        }
        if (binding.roleKind().equals(Role.ROLE) && !binding.isCluster()) {
            List<Role> declared = bundle.roles(binding.id().namespace(), binding.roleName());
            return declared.isEmpty() ? builtins.role(binding.id().namespace(), binding.roleName()) : declared;
        }
        return List.of();
    }

    /** What an account amounts to. */
    public Power powerOf(Account account) {
        return Power.of(account, grantsOf(account));
    }
}
