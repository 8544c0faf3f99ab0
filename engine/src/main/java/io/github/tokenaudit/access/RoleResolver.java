package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.LabelSelector;
import io.github.tokenaudit.cluster.LabelSelector.Operator;
import io.github.tokenaudit.cluster.LabelSelector.Requirement;
import io.github.tokenaudit.cluster.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the roles that a binding gives, and the roles whose rules an aggregated one gets, among those of one bundle and
 * those that Kubernetes brings.
 *
 * <p>An aggregated ClusterRole has the rules of all ClusterRoles that one of its selectors selects, never its own; a
 * selected one may be aggregated itself ({@code pkg/controller/clusterroleaggregation}). To a built-in role that the
 * input declares, too, the API server adds what is missing whenever it starts, and takes nothing away ({@code
 * pkg/registry/rbac/rest/storage_rbac.go}), so both count.
 */
final class RoleResolver {

    private final Bundle bundle;
    private final BuiltinPolicy builtin;
    private final Map<LabelSelector, List<Role>> selected = new HashMap<>();
    private final IdentityHashMap<Role, List<Role>> sources = new IdentityHashMap<>();
    private final List<Role> clusterRoles = new ArrayList<>();
    /** The ClusterRoles that have a label, by its key. */
    private final Map<String, List<Role>> labelled = new HashMap<>();

    RoleResolver(Bundle bundle, BuiltinPolicy builtin) {
        this.bundle = bundle;
        this.builtin = builtin;
        bundle.roles().filter(Role::isCluster).forEach(this::addClusterRole);
        builtin.clusterRoles().forEach(this::addClusterRole);
    }

    private void addClusterRole(Role role) {
        clusterRoles.add(role);
        role.labels()
                .keySet()
                .forEach(key ->
                        labelled.computeIfAbsent(key, k -> new ArrayList<>()).add(role));
    }

    /** The roles that a binding names, several when files offer alternatives; empty when there is none. */
    List<Role> rolesOf(Binding binding) {
        if (binding.roleKind().equals(Role.CLUSTER_ROLE)) {
            return clusterRoles(binding.roleName());
        }
        if (binding.roleKind().equals(Role.ROLE) && !binding.isCluster()) {
            String namespace = binding.id().namespace();
            return with(bundle.roles(namespace, binding.roleName()), builtin.role(namespace, binding.roleName()));
        }
        return List.of();
    }

    /** The ClusterRoles of a name. */
    List<Role> clusterRoles(String name) {
        return with(bundle.clusterRoles(name), builtin.clusterRole(name));
    }

    private static List<Role> with(List<Role> declared, @Nullable Role brought) {
        return brought == null
                ? declared
                : Stream.concat(declared.stream(), Stream.of(brought)).toList();
    }

    /** The roles in which the rules of a role are written: itself, or those that it aggregates. */
    List<Role> sourcesOf(Role role) {
        return role.isAggregated() ? sources.computeIfAbsent(role, this::aggregated) : List.of(role);
    }

    private List<Role> aggregated(Role top) {
        Set<Role> seen = new LinkedHashSet<>();
        seen.add(top);
        Deque<Role> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (LabelSelector selector : open.pop().aggregation()) {
                for (Role role : selected.computeIfAbsent(selector, this::select)) {
                    if (seen.add(role) && role.isAggregated()) {
                        open.push(role);
                    }
                }
            }
        }
        return seen.stream().filter(role -> !role.isAggregated()).toList();
    }

    private List<Role> select(LabelSelector selector) {
        return candidates(selector).stream()
                .filter(role -> selector.selects(role.labels()))
                .toList();
    }

    /** A superset of what a selector selects, so that not every selector looks at every role. */
    private Collection<Role> candidates(LabelSelector selector) {
        for (Requirement requirement : selector.requirements()) {
            if (requirement.operator() == Operator.IN || requirement.operator() == Operator.EXISTS) {
                return labelled.getOrDefault(requirement.key(), List.of());
            }
        }
        return clusterRoles;
    }
}
