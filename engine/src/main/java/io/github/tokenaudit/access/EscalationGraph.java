package io.github.tokenaudit.access;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Other;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.cluster.Account;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who in a bundle can become whom, and get where by it. Nodes are the accounts, the goals, and pools of accounts that
 * can be had in one go ("any account of namespace kafka"), which keep the number of edges linear. The shortest ways are
 * found backwards from each goal, once for all accounts; a way that is open on any cluster wins over a shorter one that
 * is not.
 */
final class EscalationGraph {

    /** A place in the graph. */
    sealed interface Node {}

    /**
     * Acting as an account.
     *
     * @param whole whether towards everybody; else towards the API server only, as impersonating does, and the token of a
     *     Secret, which has no audience that a cloud takes
     */
    record Acting(Account account, boolean whole) implements Node {}

    /** Free choice among accounts of a scope. */
    record Choice(Pools.Pool pool, Scope scope, boolean whole) implements Node {}

    /** The accounts of a pool in exactly one namespace. */
    record Members(Pools.Pool pool, @Nullable String namespace, boolean whole) implements Node {}

    /**
     * Having used one of two grants that a way takes, and needing the other.
     *
     * @param danger what tells ways apart: that of the grant that is needed, or, where several ways need it, of the one that
     *     is used
     */
    record Halfway(Account account, Danger danger, Scope scope) implements Node {}

    /** Free choice among the accounts of Kubernetes' own controllers. */
    record Controllers() implements Node {}

    /** Having arrived. */
    record Arrived(Goal goal) implements Node {}

    /**
     * A way from one node to the next.
     *
     * @param step what is told of it; null for what goes without saying
     * @param condition what must be so on the cluster; null when it is open on any
     */
    record Edge(
            Node from,
            Node to,
            @Nullable Step step,
            @Nullable String condition) {

        private boolean isOnOpenShift() {
            return step != null && step.isOnOpenShift();
        }
    }

    /** The next edge of the shortest way to a goal, by node: on every cluster, by its APIs, and under a condition. */
    private record Ways(Map<Node, Edge> everywhere, Map<Node, Edge> certain, Map<Node, Edge> any) {

        /** Of those that lead from a node, the ones that depend on the least. */
        Map<Node, Edge> from(Node start) {
            if (everywhere.containsKey(start)) {
                return everywhere;
            }
            return certain.containsKey(start) ? certain : any;
        }
    }

    /** No way of more steps is told beside another one. */
    private static final int MOST_STEPS = 64;

    /** So many things that an account can do tell what it is good for. */
    private static final int MOST_ABILITIES = 3;

    private static final List<Goal> SEARCHED = List.of(Goal.CLUSTER_ADMIN, Goal.NODE, Goal.CLOUD_IDENTITY);

    private final AccessModel model;
    private final Pools pools;
    private final Map<Node, List<Edge>> incoming = new HashMap<>();
    private final Map<Node, List<Edge>> outgoing = new HashMap<>();
    private final Map<Account, List<Edge>> foreign = new HashMap<>();
    private final Map<Goal, Ways> ways = new EnumMap<>(Goal.class);

    private EscalationGraph(AccessModel model, Pools pools) {
        this.model = model;
        this.pools = pools;
    }

    /**
     * @param model who holds what
     * @param pools where the accounts of the bundle can be had
     * @param accounts the accounts of the bundle
     */
    static EscalationGraph of(AccessModel model, Pools pools, List<Account> accounts) {
        EscalationGraph graph = new EscalationGraph(model, pools);
        Escalations escalations = new Escalations(graph, model, pools);
        accounts.forEach(escalations::add);
        for (Goal goal : SEARCHED) {
            graph.ways.put(
                    goal,
                    new Ways(
                            graph.search(goal, edge -> edge.condition == null && !edge.isOnOpenShift()),
                            graph.search(goal, edge -> edge.condition == null),
                            graph.search(goal, edge -> true)));
        }
        return graph;
    }

    void add(Edge edge) {
        incoming.computeIfAbsent(edge.to, to -> new ArrayList<>()).add(edge);
        outgoing.computeIfAbsent(edge.from, from -> new ArrayList<>()).add(edge);
    }

    /** What one account gets of others is asked of its pods, which are it towards everybody. */
    void addForeign(Acting from, Edge edge) {
        if (from.whole) {
            foreign.computeIfAbsent(from.account, a -> new ArrayList<>()).add(edge);
        }
    }

    private Map<Node, Edge> search(Goal goal, Predicate<Edge> isOpen) {
        Map<Node, Edge> next = new LinkedHashMap<>();
        Deque<Node> open = new ArrayDeque<>(List.of(new Arrived(goal)));
        while (!open.isEmpty()) {
            for (Edge edge : incoming.getOrDefault(open.poll(), List.of())) {
                if (isOpen.test(edge) && !next.containsKey(edge.from)) {
                    next.put(edge.from, edge);
                    open.add(edge.from);
                }
            }
        }
        return next;
    }

    /** The shortest way from an account to each goal that can be reached, that to the most power first. */
    List<Path> pathsOf(Account account) {
        List<Path> paths = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            Path path = goal == Goal.FOREIGN_TOKEN ? toForeignToken(account) : to(goal, account);
            if (path != null) {
                paths.add(path);
            }
        }
        paths.sort(Comparator.comparing(Path::capability).reversed());
        return paths;
    }

    private @Nullable Path to(Goal goal, Account account) {
        Ways found = Objects.requireNonNull(ways.get(goal));
        Node start = new Acting(account, true);
        Map<Node, Edge> next = found.from(start);
        List<Edge> edges = new ArrayList<>();
        for (Edge edge = next.get(start); edge != null; edge = next.get(edge.to)) {
            edges.add(edge);
        }
        Edge controllers =
                goal == Goal.CLUSTER_ADMIN && !edges.isEmpty() && next == found.any ? toControllers(start) : null;
        if (controllers != null) {
            edges = List.of(controllers);
        }
        // What an account stands for by itself is no escalation.
        return edges.isEmpty() || (goal == Goal.CLOUD_IDENTITY && edges.size() == 1)
                ? null
                : path(goal, edges, capability(goal, account, edges), null).with(others(goal, edges.get(0)));
    }

    /** Other ways by further grants of an account, those that are certain first. */
    private List<Other> others(Goal goal, Edge first) {
        Ways found = Objects.requireNonNull(ways.get(goal));
        OtherWays others = new OtherWays(first.step);
        for (Map<Node, Edge> next : List.of(found.certain, found.any)) {
            for (Edge edge : outgoing.getOrDefault(first.from, List.of())) {
                List<Edge> edges = onward(edge, goal, next);
                Set<String> conditions = conditions(edges);
                String controllers = goal == Goal.CLUSTER_ADMIN ? ofControllers(edge) : null;
                if (controllers != null && next == found.any) {
                    // By those it goes on without whatever else is on the way.
                    others.add(edge.step, List.of(controllers), null);
                } else if (!edges.isEmpty() && !goesWith(first, edges) && (next == found.any || conditions.isEmpty())) {
                    others.add(edge.step, List.copyOf(conditions), through(edges));
                }
            }
        }
        return others.found();
    }

    /** Whether a way takes what a rule for everything gives as well, by which the first one goes. */
    private static boolean goesWith(Edge first, List<Edge> edges) {
        Grant star = first.step == null ? null : first.step.grant();
        return star != null
                && star.hasVerb("*")
                && star.hasResource("*")
                && edges.stream()
                        .skip(1)
                        .anyMatch(edge -> edge.step != null
                                && edge.step.grant() != null
                                && edge.step.grant().rule().equals(star.rule()));
    }

    /** How a way leads on to a goal; empty when it doesn't, or only by way of whom it started from. */
    private static List<Edge> onward(Edge first, Goal goal, Map<Node, Edge> next) {
        Account start = ((Acting) first.from).account;
        List<Edge> edges = new ArrayList<>();
        Edge edge = first;
        while (edge != null && edges.size() < MOST_STEPS) {
            edges.add(edge);
            if (edge.to.equals(new Arrived(goal))) {
                return edges;
            }
            edge = next.get(edge.to);
            if (edge != null && edge.from instanceof Acting acting && acting.account.equals(start)) {
                return List.of();
            }
        }
        return List.of();
    }

    /** Where one is the way to cluster-admin under a condition, the one by which it takes no more; null where there is none. */
    private @Nullable Edge toControllers(Node start) {
        return outgoing.getOrDefault(start, List.of()).stream()
                .filter(edge -> ofControllers(edge) != null)
                .map(edge -> new Edge(start, new Arrived(Goal.CLUSTER_ADMIN), edge.step, ofControllers(edge)))
                .findFirst()
                .orElse(null);
    }

    /** The condition under which an edge leads to Kubernetes' own controllers; null where it doesn't, or surely does. */
    private static @Nullable String ofControllers(Edge edge) {
        Ability ability = edge.step == null ? null : edge.step.ability();
        return ability == null || Escalations.ofControllers(ability).isEmpty()
                ? null
                : ability.gain().condition();
    }

    private static Set<String> conditions(List<Edge> edges) {
        Set<String> conditions = new LinkedHashSet<>();
        for (Edge edge : edges) {
            if (edge.condition != null) {
                conditions.add(edge.condition);
            }
        }
        return conditions;
    }

    /** The first thing of the input that a way goes through: a pod that holds a token, an account that it becomes. */
    private static @Nullable String through(List<Edge> edges) {
        return edges.stream()
                .filter(edge -> edge.from instanceof Members && edge.step != null)
                .map(edge -> edge.step.text())
                .findFirst()
                .orElse(null);
    }

    private boolean surelyHasANode(Account account) {
        return Objects.requireNonNull(ways.get(Goal.NODE)).certain.containsKey(new Acting(account, true));
    }

    /** The class of a way's end: certain or, at most, that of a tenant. */
    private static Capability capability(Goal goal, Account account, List<Edge> edges) {
        if (edges.stream().allMatch(edge -> edge.condition == null)) {
            return switch (goal) {
                case CLUSTER_ADMIN -> Capability.CLUSTER;
                case NODE -> Capability.NODE;
                case FOREIGN_TOKEN, CLOUD_IDENTITY -> Capability.TENANT;
            };
        }
        // Whoever may run pods at home might get to the node by it; so might nearly every operator.
        boolean atHome = edges.stream().allMatch(edge -> isAtHome(edge.step, account));
        return goal == Goal.NODE && atHome ? Capability.NAMESPACE : Capability.TENANT;
    }

    private static boolean isAtHome(@Nullable Step step, Account account) {
        if (step == null || !account.equals(step.holder())) {
            return false;
        }
        Grant grant = step.grant();
        return grant != null && grant.scope().from(account.namespace()) == Reach.OWN;
    }

    /** One step away, into another namespace; or to the most powerful account at home, if that is more than one's own. */
    private @Nullable Path toForeignToken(Account account) {
        List<Path> paths = new ArrayList<>();
        Path best = null;
        for (Edge edge : foreign.getOrDefault(account, List.of())) {
            Path path = toForeignToken(account, edge);
            if (path != null) {
                paths.add(path);
                best = best == null || isBetter(path, best) ? path : best;
            }
        }
        if (best == null) {
            return null;
        }
        OtherWays others = new OtherWays(best.steps().get(0));
        paths.stream()
                .sorted(Comparator.comparing(Path::isCertain).reversed())
                .forEach(path -> others.add(path.steps().get(0), path.conditions(), null));
        return best.with(others.found());
    }

    private static boolean isBetter(Path one, Path other) {
        int byCapability = one.capability().compareTo(other.capability());
        return byCapability != 0
                ? byCapability > 0
                : Conditions.weight(one.conditions()) < Conditions.weight(other.conditions());
    }

    private @Nullable Path toForeignToken(Account account, Edge edge) {
        if (edge.to instanceof Choice choice && choice.scope.from(account.namespace()) == Reach.OWN) {
            Pools.Entry strongest = strongest(choice, account);
            if (strongest == null) {
                return null;
            }
            Account other = Objects.requireNonNull(strongest.account());
            Edge last = new Edge(edge.to, new Acting(other, choice.whole), knowing(other, strongest.step()), null);
            return path(Goal.FOREIGN_TOKEN, List.of(edge, last), becoming(other, edge), other);
        }
        if (edge.to instanceof Acting acting) {
            return path(Goal.FOREIGN_TOKEN, List.of(edge), becoming(acting.account, edge), acting.account);
        }
        if (Conditions.ROOT_ON_A_NODE.equals(edge.condition) && surelyHasANode(account)) {
            return null; // Who picks a node has the tokens of its pods without bringing any there.
        }
        if (edge.to instanceof Choice choice && choice.pool.kind() != Pools.Kind.ACCOUNTS && edge.condition == null) {
            Ability ability = Objects.requireNonNull(edge.step == null ? null : edge.step.ability());
            return path(
                    Goal.FOREIGN_TOKEN,
                    List.of(new Edge(
                            edge.from, edge.to, edge.step, choice.pool.kind().luck(ability))),
                    Capability.TENANT,
                    null);
        }
        return path(Goal.FOREIGN_TOKEN, List.of(edge), Capability.TENANT, null);
    }

    /** What an account may do that somebody gets to be, without which a reader does not know what that is good for. */
    private Step knowing(Account other, Step step) {
        Power power = model.directPowerOf(other);
        String worst = power.worst().stream()
                .limit(MOST_ABILITIES)
                .map(ability -> ability.text()
                        + Escalations.ofControllers(ability)
                                .map(also -> " (" + also + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return worst.isEmpty()
                ? step
                : Step.shown(
                        step.text() + ", which amounts to " + power.capability().label() + ": it can " + worst,
                        step.location(),
                        step.source());
    }

    /** What becoming an account amounts to; under a condition, that of a tenant at most. */
    private Capability becoming(Account account, Edge edge) {
        Capability most = model.directPowerOf(account).capability();
        return edge.condition == null ? most : most.and(Capability.TENANT);
    }

    private Pools.@Nullable Entry strongest(Choice choice, Account account) {
        Pools.Entry best = null;
        for (String namespace : pools.namespaces(choice.pool, choice.scope)) {
            Pools.Entry one = pools.strongest(choice.pool, namespace, model);
            Account least = best == null ? account : Objects.requireNonNull(best.account());
            if (one != null && isMore(Objects.requireNonNull(one.account()), least)) {
                best = one;
            }
        }
        return best;
    }

    boolean isMore(Account one, Account other) {
        return model.directPowerOf(one)
                        .capability()
                        .compareTo(model.directPowerOf(other).capability())
                > 0;
    }

    private static Path path(Goal goal, List<Edge> edges, Capability capability, @Nullable Account becomes) {
        List<Step> steps = new ArrayList<>();
        for (Edge edge : edges) {
            if (edge.step != null) {
                // Told in the order of doing; the graph is searched by what decides.
                steps.add(edge.step.prepares() ? steps.size() - 1 : steps.size(), edge.step);
            }
        }
        return new Path(goal, capability, steps, List.copyOf(conditions(edges)), List.of(), becomes);
    }
}
