package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.LabelSelector;
import io.github.tokenaudit.cluster.Labelled;
import io.github.tokenaudit.cluster.Role;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the roles that a binding gives, and the roles whose rules an aggregated one gets, among those of one bundle and
 * those that Kubernetes brings.
 *
 * <p>An aggregated ClusterRole has the rules of all other ClusterRoles that one of its selectors selects, which may be
 * aggregated themselves ({@code pkg/controller/clusterroleaggregation}). Its own rules are overwritten, unless there are no
 * others: the controller then applies nothing. What roles that aggregate each other end up with may depend on which the
 * controller looks at first; the most that can be is taken.
 */
final class RoleResolver {

    private final Bundle bundle;
    private final BuiltinPolicy builtin;
    private final Map<String, Role> mergedClusterRoles = new HashMap<>();
    private final Map<LabelSelector, List<Role>> selected = new HashMap<>();
    private final IdentityHashMap<Role, Set<Role>> reached = new IdentityHashMap<>();
    private final IdentityHashMap<Role, List<Role>> sources = new IdentityHashMap<>();
    private final Labelled clusterRoles = new Labelled();

    RoleResolver(Bundle bundle, BuiltinPolicy builtin) {
        this.bundle = bundle;
        this.builtin = builtin;
        for (Role brought : builtin.clusterRoles()) {
            String name = brought.id().name();
            Role merged = builtin.merged(brought, bundle.clusterRoles(name));
            mergedClusterRoles.put(name, merged);
            clusterRoles.add(merged);
        }
        bundle.roles()
                .filter(role -> role.isCluster()
                        && !mergedClusterRoles.containsKey(role.id().name()))
                .forEach(clusterRoles::add);
    }

    /** The roles that a binding names, several when files offer alternatives; empty when there is none. */
    List<Role> rolesOf(Binding binding) {
        if (binding.roleKind().equals(Role.CLUSTER_ROLE)) {
            return clusterRoles(binding.roleName());
        }
        if (binding.roleKind().equals(Role.ROLE) && !binding.isCluster()) {
            String namespace = binding.id().namespace();
            List<Role> declared = bundle.roles(namespace, binding.roleName());
            Role brought = builtin.role(namespace, binding.roleName());
            return brought == null ? declared : List.of(builtin.merged(brought, declared));
        }
        return List.of();
    }

    /** The ClusterRoles of a name. */
    List<Role> clusterRoles(String name) {
        Role merged = mergedClusterRoles.get(name);
        return merged == null ? bundle.clusterRoles(name) : List.of(merged);
    }

    /** The roles in which the rules of a role are written: itself, or those that it aggregates. */
    List<Role> sourcesOf(Role role) {
        if (!role.isAggregated()) {
            return List.of(role);
        }
        List<Role> known = sources.get(role);
        if (known == null) {
            known = aggregated(role);
            sources.put(role, known);
        }
        return known;
    }

    private List<Role> aggregated(Role role) {
        List<Role> found = reachedFrom(role).stream()
                .filter(source -> !source.rules().isEmpty() && keepsItsRules(source))
                .toList();
        return found.isEmpty() ? List.of(role) : found;
    }

    /** Roles that aggregate each other get back what one of them had before. */
    private boolean keepsItsRules(Role role) {
        return !role.isAggregated()
                || reachedFrom(role).contains(role)
                || sourcesOf(role).equals(List.of(role));
    }

    /** What a role aggregates, and those in turn; the role itself only by way of others. */
    private Set<Role> reachedFrom(Role top) {
        Set<Role> known = reached.get(top);
        if (known != null) {
            return known;
        }
        Set<Role> found = new LinkedHashSet<>();
        Deque<Role> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            Role next = open.pop();
            for (LabelSelector selector : next.aggregation()) {
                for (Role role : selected.computeIfAbsent(selector, clusterRoles::select)) {
                    if (!role.equals(next) && found.add(role) && role.isAggregated() && !role.equals(top)) {
                        open.push(role);
                    }
                }
            }
        }
        reached.put(top, found);
        return found;
    }
}
