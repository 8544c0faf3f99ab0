package io.github.tokenaudit.access;

import static io.github.tokenaudit.access.Capability.CLUSTER;
import static io.github.tokenaudit.access.Capability.NAMESPACE;
import static io.github.tokenaudit.access.Capability.TENANT;

import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gains who may write roles or bindings. Alone that is nothing: nobody may write more into a role, or hand
 * out more by a binding, than he holds himself, except by the verbs {@code escalate} and {@code bind} ({@code
 * pkg/registry/rbac/escalation_check.go}), which are nothing alone, too. So every gain is a pair's.
 */
final class RbacGains {

    private static final String[] WRITES = {"create", "update", "patch"};

    private static final Requests BINDINGS = Requests.namespaced(Danger.RBAC, Set.of("rolebindings"), WRITES);
    private static final Requests CLUSTER_BINDINGS =
            Requests.clusterScoped(Danger.RBAC, Set.of("clusterrolebindings"), WRITES);

    /** The verbs that let somebody go beyond what he holds, each with the writing that it goes with. */
    private static final Map<Danger, List<Requests>> WRITING = new EnumMap<>(Map.of(
            Danger.BIND_CLUSTER_ROLES,
            List.of(CLUSTER_BINDINGS, BINDINGS),
            Danger.BIND_ROLES,
            List.of(BINDINGS),
            Danger.ESCALATE_CLUSTER_ROLES,
            List.of(Requests.clusterScoped(Danger.RBAC, Set.of("clusterroles"), "update", "patch")),
            Danger.ESCALATE_ROLES,
            List.of(Requests.namespaced(Danger.RBAC, Set.of("roles"), "update", "patch"))));

    private final Holdings held;
    private final Map<Danger, List<Grant>> allowing = new EnumMap<>(Danger.class);
    private final Map<Danger, List<Grant>> writing = new EnumMap<>(Danger.class);
    private final IdentityHashMap<Grant, Capability> given = new IdentityHashMap<>();

    RbacGains(Holdings held) {
        this.held = held;
    }

    /** What a grant gains that lets its holder bind or escalate, by all the writing that he may do. */
    Gain ofVerb(Danger danger, Grant grant) {
        return most(writing(danger).stream().map(write -> ofPair(danger, grant, write)));
    }

    /** What a grant gains that lets its holder write, by all that he may bind or escalate. */
    Gain ofWriting(Grant write) {
        return most(WRITING.keySet().stream()
                .filter(danger -> writes(danger, write))
                .flatMap(danger -> allowing(danger).stream().map(grant -> ofPair(danger, grant, write))));
    }

    private static Gain most(Stream<Gain> gains) {
        return gains.reduce(
                Gain.NOTHING, (one, other) -> one.capability().compareTo(other.capability()) >= 0 ? one : other);
    }

    private List<Grant> allowing(Danger danger) {
        return allowing.computeIfAbsent(
                danger,
                d -> held.grants().stream()
                        .filter(grant -> !d.verbsOf(grant).isEmpty())
                        .toList());
    }

    private List<Grant> writing(Danger danger) {
        return writing.computeIfAbsent(
                danger,
                d -> held.grants().stream().filter(grant -> writes(d, grant)).toList());
    }

    private static boolean writes(Danger danger, Grant grant) {
        return WRITING.getOrDefault(danger, List.of()).stream()
                .anyMatch(requests -> !requests.verbsOf(grant).isEmpty());
    }

    private Gain ofPair(Danger danger, Grant allowing, Grant write) {
        Scope scope = common(allowing.scope(), write.scope());
        if (scope == null) {
            return Gain.NOTHING;
        }
        return switch (danger) {
            case BIND_CLUSTER_ROLES, BIND_ROLES -> bind(danger, allowing, scope);
            case ESCALATE_CLUSTER_ROLES -> escalate(allowing, write, scope, true);
            default -> escalate(allowing, write, scope, false);
        };
    }

    private static @Nullable Scope common(Scope one, Scope other) {
        if (one.covers(other)) {
            return other;
        }
        return other.covers(one) ? one : null;
    }

    /** A role that is bound in kube-system gives the tokens of Kubernetes' own controllers. */
    private Capability in(Scope scope) {
        return switch (scope.from(held.account().namespace())) {
            case EVERYWHERE, CONTROLLERS -> CLUSTER;
            case ELSEWHERE -> TENANT;
            case OWN -> NAMESPACE;
        };
    }

    /** The worst of ClusterRoles is there on every cluster; which Roles a namespace has, no manifest shows. */
    private Gain bind(Danger danger, Grant bind, Scope scope) {
        Capability most =
                danger == Danger.BIND_CLUSTER_ROLES ? in(scope) : in(scope).and(TENANT);
        return Gain.of(bind.isNamed() ? most.and(given.computeIfAbsent(bind, b -> given(danger, b))) : most);
    }

    private Capability given(Danger danger, Grant bind) {
        List<String> names = bind.rule().resourceNames();
        return danger == Danger.BIND_CLUSTER_ROLES
                ? held.model().capabilityOfClusterRoles(held.account(), names)
                : held.model().capabilityOfRoles(held.account(), bind.scope(), names);
    }

    /** Who may change a role that he has himself needs nobody else. */
    private Gain escalate(Grant escalate, Grant write, Scope scope, boolean clusterRoles) {
        boolean any = !escalate.isNamed() && !write.isNamed();
        List<String> names = namesOf(escalate, write);
        if (!any && names.isEmpty()) {
            return Gain.NOTHING;
        }
        // An empty role may be bound by everybody who may write bindings, and be filled afterwards.
        boolean fillable = any && !clusterRoles && held.may(BINDINGS, scope);
        Stream<Gain> itsOwn = held.grants().stream()
                .filter(grant -> grant.bound().isCluster() == clusterRoles
                        && grant.scope().clusterWide() == clusterRoles
                        && scope.covers(grant.scope())
                        && (any || names.contains(grant.bound().id().name())))
                .map(grant -> Gain.of(in(grant.scope())));
        Gain others = fillable
                ? Gain.of(in(scope))
                : Gain.of(in(scope).and(TENANT)).provided("one of the roles is bound to an account that it can act as");
        return most(Stream.concat(itsOwn, Stream.of(others)));
    }

    private static List<String> namesOf(Grant escalate, Grant write) {
        List<String> names = escalate.rule().resourceNames();
        if (!escalate.isNamed()) {
            return write.rule().resourceNames();
        }
        return write.isNamed()
                ? names.stream().filter(write.rule().resourceNames()::contains).toList()
                : names;
    }
}
