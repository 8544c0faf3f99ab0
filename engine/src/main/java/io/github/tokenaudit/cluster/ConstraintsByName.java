package io.github.tokenaudit.cluster;

import io.github.tokenaudit.cluster.Constraints.Level;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SecurityContextConstraints of a bundle, by their own names and by whom they name. */
final class ConstraintsByName {

    /** Constraints, and where they name somebody. */
    private record Use(Constraints constraints, Field name) {}

    private final Map<String, Level> levels = new HashMap<>();
    private final Map<String, List<Use>> users = new HashMap<>();
    private final Map<String, List<Use>> groups = new HashMap<>();

    ConstraintsByName(Stream<KubeObject> objects) {
        Constraints.of(objects).forEach(constraints -> {
            levels.merge(
                    constraints.name(), constraints.level(), (one, other) -> one.compareTo(other) > 0 ? one : other);
            constraints.users().forEach(name -> add(users, constraints, name));
            constraints.groups().forEach(name -> add(groups, constraints, name));
        });
    }

    private static void add(Map<String, List<Use>> uses, Constraints constraints, Field name) {
        uses.computeIfAbsent(name.textOr(""), n -> new ArrayList<>()).add(new Use(constraints, name));
    }

    Optional<Level> level(String name) {
        return Optional.ofNullable(levels.get(name));
    }

    /** What those amount to that name a user or one of some groups, each once. */
    List<Role> usableBy(@Nullable String user, Set<String> groupsOfUser) {
        Map<Constraints, Role> usable = new LinkedHashMap<>();
        Stream.concat(
                        user == null ? Stream.of() : users.getOrDefault(user, List.of()).stream(),
                        groupsOfUser.stream().sorted().flatMap(group -> groups.getOrDefault(group, List.of()).stream()))
                .forEach(use -> usable.computeIfAbsent(use.constraints, c -> c.usedBy(use.name)));
        return List.copyOf(usable.values());
    }
}
