package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Scope;
import io.github.tokenaudit.usage.flow.Constants;
import io.github.tokenaudit.usage.flow.Facts.Reach;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about.
 *
 * @param resources the resources that are known
 * @param subresource the subresource; {@link Constants#NONE} for the resource itself
 * @param reach where it looks; empty for the client's own namespace
 * @param name the object's name
 * @param unresolved why there may be more resources than are known; null when there are not
 */
record Subject(
        Set<ApiResource> resources,
        Constants subresource,
        Set<Reach> reach,
        Constants name,
        @Nullable String unresolved) {

    /** A resource of a fixed place, by a constant of ours. */
    static Subject of(ApiResource resource, @Nullable String subresource, Set<Reach> reach) {
        return new Subject(
                Set.of(resource),
                subresource == null ? Constants.NONE : Constants.of(subresource),
                reach,
                Constants.UNKNOWN,
                null);
    }

    /** What a rule of a role names: a resource, its subresource after a slash if it has one. */
    static Subject granted(String group, String path) {
        int slash = path.indexOf('/');
        return of(
                new ApiResource(group, slash < 0 ? path : path.substring(0, slash), null),
                slash < 0 ? null : path.substring(slash + 1),
                Set.of());
    }

    /** The same about a subresource. */
    Subject on(Constants other) {
        return new Subject(resources, other, reach, name, unresolved);
    }

    /** The same in other places. */
    Subject in(Set<Reach> other) {
        return new Subject(resources, subresource, other, name, unresolved);
    }

    /** The same of objects by these names. */
    Subject named(Constants other) {
        return new Subject(resources, subresource, reach, other, unresolved);
    }

    /** The same of all names. */
    Subject ofAnyName() {
        return named(Constants.UNKNOWN);
    }

    /** What a verb on it needs. Names never limit what creates, lists or deletes collections. */
    List<Permission> permissions(String verb) {
        if (!subresource.complete()) {
            return List.of();
        }
        List<Permission> permissions = new ArrayList<>();
        for (ApiResource resource : resources) {
            for (Scope scope : scopes(resource)) {
                for (String on : orNull(subresource)) {
                    for (String object : namesFor(verb, on)) {
                        permissions.add(new Permission(resource.group(), resource.plural(), on, verb, scope, object));
                    }
                }
            }
        }
        return permissions;
    }

    private Set<Scope> scopes(ApiResource resource) {
        if (Boolean.FALSE.equals(resource.namespaced())) {
            return Set.of(Scope.CLUSTER);
        }
        if (reach.isEmpty()) {
            return Set.of(resource.namespaced() == null ? Scope.UNKNOWN : Scope.NAMESPACE);
        }
        Set<Scope> scopes = new LinkedHashSet<>();
        for (Reach place : Reach.values()) {
            if (reach.contains(place)) {
                scopes.add(place == Reach.NAMESPACE ? Scope.NAMESPACE : Scope.ALL_NAMESPACES);
            }
        }
        return scopes;
    }

    private List<@Nullable String> namesFor(String verb, @Nullable String on) {
        boolean hasName = switch (verb) {
            case "get", "update", "patch", "delete" -> true;
            case "create" -> on != null;
            default -> false;
        };
        return hasName && name.isKnown() ? orNull(name) : orNull(Constants.NONE);
    }

    private static List<@Nullable String> orNull(Constants constants) {
        List<@Nullable String> values = new ArrayList<>(constants.values());
        if (values.isEmpty()) {
            values.add(null);
        }
        return values;
    }
}
