package io.github.tokenaudit.cluster;

import io.github.tokenaudit.cluster.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Roles by their labels, so that not every selector looks at every role. */
public final class Labelled {

    private final IdentityHashMap<Role, Integer> order = new IdentityHashMap<>();
    private final List<Role> roles = new ArrayList<>();
    private final Map<String, List<Role>> byKey = new HashMap<>();
    private final Map<Map.Entry<String, String>, List<Role>> byLabel = new HashMap<>();

    /** Adds a role. */
    public void add(Role role) {
        order.put(role, roles.size());
        roles.add(role);
        role.labels().forEach((key, value) -> {
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(role);
            byLabel.computeIfAbsent(Map.entry(key, value), l -> new ArrayList<>())
                    .add(role);
        });
    }

    /** The roles that a selector selects, in the order in which they were added. */
    public List<Role> select(LabelSelector selector) {
        return candidates(selector).stream()
                .filter(role -> selector.selects(role.labels()))
                .sorted(Comparator.comparing(role -> Objects.requireNonNull(order.get(role))))
                .toList();
    }

    /** A superset of what a selector selects. */
    private Collection<Role> candidates(LabelSelector selector) {
        for (Requirement requirement : selector.requirements()) {
            switch (requirement.operator()) {
                case IN -> {
                    return requirement.values().stream()
                            .distinct()
                            .flatMap(value ->
                                    byLabel.getOrDefault(Map.entry(requirement.key(), value), List.of()).stream())
                            .toList();
                }
                case EXISTS -> {
                    return byKey.getOrDefault(requirement.key(), List.of());
                }
                case NOT_IN, DOES_NOT_EXIST, INVALID -> {}
            }
        }
        return roles;
    }
}
