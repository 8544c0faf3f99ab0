package io.github.tokenaudit.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Things by name and namespace, so that nobody looks through all that share a name. */
final class Placed<T> {

    private final Map<String, List<T>> byName = new HashMap<>();
    private final Map<String, Map<@Nullable String, List<T>>> byPlace = new HashMap<>();

    void add(String name, @Nullable String namespace, T thing) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(thing);
        byPlace.computeIfAbsent(name, n -> new HashMap<>())
                .computeIfAbsent(namespace, n -> new ArrayList<>())
                .add(thing);
    }

    /** All of a name, in the order in which they were added. */
    List<T> named(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /**
     * Those of a name in a namespace. Manifests may leave theirs open (it is decided when they are applied); an open one is
     * the same as any other open one of the bundle, and may be a named one where nothing is there by that very name.
     */
    List<T> in(@Nullable String namespace, String name) {
        Map<@Nullable String, List<T>> places = byPlace.getOrDefault(name, Map.of());
        if (places.isEmpty()) {
            return List.of();
        }
        List<T> exact = places.get(namespace);
        if (exact != null) {
            return List.copyOf(exact);
        }
        return namespace == null ? named(name) : List.copyOf(places.getOrDefault(null, List.of()));
    }
}
