package io.github.tokenaudit.access;

import io.github.tokenaudit.access.EscalationGraph.Acting;
import io.github.tokenaudit.access.EscalationGraph.Arrived;
import io.github.tokenaudit.access.EscalationGraph.Choice;
import io.github.tokenaudit.access.EscalationGraph.Controllers;
import io.github.tokenaudit.access.EscalationGraph.Edge;
import io.github.tokenaudit.access.EscalationGraph.Halfway;
import io.github.tokenaudit.access.EscalationGraph.Members;
import io.github.tokenaudit.access.EscalationGraph.Node;
import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.access.Pools.Pool;
import io.github.tokenaudit.cluster.Account;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the ways that accounts have by their abilities into a graph, each ability and each pool of accounts once. */
final class Escalations {

    private static final Edge FROM_CONTROLLERS = new Edge(
            new Controllers(),
            new Arrived(Goal.CLUSTER_ADMIN),
            Step.shown(
                    "account clusterrole-aggregation-controller of kube-system, one of Kubernetes' own, may write any right"
                            + " into any ClusterRole",
                    null,
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles"),
            null);

    private final EscalationGraph graph;
    private final AccessModel model;
    private final Pools pools;
    private final Set<Node> expanded = new HashSet<>();

    Escalations(EscalationGraph graph, AccessModel model, Pools pools) {
        this.graph = graph;
        this.model = model;
        this.pools = pools;
        graph.add(FROM_CONTROLLERS);
    }

    /** Puts in what an account can do. */
    void add(Account account) {
        addAbilities(new Acting(account, true));
        addAbilities(new Acting(account, false));
        addCloudIdentity(account);
    }

    private void addAbilities(Acting from) {
        Account account = from.account();
        List<Ability> abilities = model.directPowerOf(account).abilities();
        Besides besides = Besides.of(abilities);
        for (Ability ability : abilities) {
            if (ability.gain().capability() == Capability.OWN
                    && !ability.grant().isNamed()) {
                continue;
            }
            Attack.by(ability).ifPresent(attack -> addAttack(from, ability, attack, besides));
            addChoice(from, ability, besides);
        }
    }

    private void addAttack(Acting from, Ability ability, Attack attack, Besides besides) {
        boolean ofPrivileged = Conditions.A_PRIVILEGED_POD.equals(attack.condition());
        if (ability.danger().makesPodsPrivileged() && !ofPrivileged) {
            Ability namespaces =
                    besides.where(Danger.NAMESPACE_WRITE, ability.grant().scope());
            if (namespaces != null) {
                addLoosening(from, ability, attack, namespaces);
                return;
            }
            if (pools.forbidsPrivileged(ability.grant().scope())) {
                return; // Pod Security, by the labels of the input.
            }
        }
        Step step = step(from.account(), ability, ", and so " + attack.words());
        Edge edge = new Edge(from, new Arrived(attack.goal()), step, condition(attack, ability));
        Ability second = secondOf(ability, besides);
        if (second != null && !second.grant().rule().equals(ability.grant().rule())) {
            addTwoHalves(from, ability, edge, second);
            return;
        }
        graph.add(edge);
        if (attack.goal() == Goal.FOREIGN_TOKEN) {
            graph.addForeign(from, edge);
        }
    }

    /** What an attack depends on, as far as the input does not show it. */
    private @Nullable String condition(Attack attack, Ability ability) {
        boolean atHome = Conditions.NOTHING_FORBIDS_PRIVILEGED_PODS.equals(attack.condition());
        return atHome && pools.runsPrivileged(ability.grant().scope())
                ? Conditions.AS_FOR_ITS_OWN_PRIVILEGED_PODS
                : attack.condition();
    }

    /** By what other grant an attack is carried out that one grant opens; null where none is told. */
    private static @Nullable Ability secondOf(Ability ability, Besides besides) {
        Scope scope = ability.grant().scope();
        return switch (ability.danger()) {
            case SECURITY_CONTEXT_CONSTRAINTS, PERSISTENT_VOLUME_CREATE -> besides.where(Danger.WORKLOAD_CREATE, scope);
            case BIND_CLUSTER_ROLES -> besides.where(Danger.RBAC_WRITE, scope);
            default -> null;
        };
    }

    /** A way by two grants: of the ability that decides what it amounts to, and of one that it takes besides. */
    private void addTwoHalves(Acting from, Ability ability, Edge whole, Ability second) {
        Halfway halfway =
                new Halfway(from.account(), ability.danger(), ability.grant().scope());
        addThrough(
                halfway,
                new Edge(from, halfway, whole.step(), whole.condition()),
                new Edge(halfway, whole.to(), besides(from.account(), ability, second), null));
    }

    /** What the second of two grants gives somebody who then makes something dangerous of it by the first one. */
    private static Step besides(Account account, Ability ability, Ability second) {
        return new Step(
                "account " + account.display() + " can " + second.text() + preparing(account, ability, second),
                second.grant().ruleLocation(),
                account,
                second,
                true,
                second.danger().source());
    }

    private static String preparing(Account account, Ability ability, Ability second) {
        return switch (ability.danger()) {
            case PERSISTENT_VOLUME_CREATE -> ", and so one that mounts any volume";
            case BIND_CLUSTER_ROLES -> ", and so a binding of every role that it may hand out";
            default ->
                second.grant().scope().covers(Scope.of(account.namespace()))
                        ? ", and so one that runs as it, in its own namespace"
                        : ", and so one of its own";
        };
    }

    /** A way by two grants; several may come halfway by the first one, and go on from there in the same way. */
    private void addThrough(Halfway halfway, Edge there, Edge onward) {
        graph.add(there);
        if (expanded.add(halfway)) {
            graph.add(onward);
        }
    }

    /** Pod Security is in nobody's way who changes the labels of namespaces, by which it goes. */
    private void addLoosening(Acting from, Ability pods, Attack attack, Ability namespaces) {
        Halfway halfway =
                new Halfway(from.account(), namespaces.danger(), pods.grant().scope());
        addThrough(
                halfway,
                new Edge(
                        from,
                        halfway,
                        step(from.account(), pods, ", and so " + attack.words() + " where no label forbids that"),
                        null),
                new Edge(
                        halfway,
                        new Arrived(Goal.NODE),
                        step(from.account(), namespaces, ", and so first takes off the one that forbids such pods"),
                        "nothing but Pod Security, which it can loosen, forbids privileged pods"));
    }

    private void addCloudIdentity(Account account) {
        String cloud = pools.cloudIdentityOf(account);
        if (cloud != null) {
            graph.add(new Edge(
                    new Acting(account, true),
                    new Arrived(Goal.CLOUD_IDENTITY),
                    Step.shown(
                            "account " + account.display() + " stands for " + cloud,
                            pools.placeOf(account),
                            Pools.CLOUD_SOURCE),
                    null));
        }
    }

    private void addChoice(Acting from, Ability ability, Besides besides) {
        List<Pool> choices = Pools.of(ability);
        if (choices.isEmpty()) {
            return;
        }
        Account account = from.account();
        boolean whole = isWhole(ability.danger());
        if (ability.grant().isNamed()) {
            for (Account other : pools.named(ability)) {
                Edge edge = new Edge(from, new Acting(other, whole), step(account, ability, ""), condition(ability));
                graph.add(edge);
                if (graph.isMore(other, account)) {
                    graph.addForeign(from, edge);
                }
            }
            return;
        }
        Step step = step(account, ability, minting(ability));
        for (Pool pool : choices) {
            Choice choice = new Choice(pool, ability.grant().scope(), whole);
            Edge edge = new Edge(from, choice, step, condition(ability));
            graph.add(edge);
            graph.addForeign(from, edge);
            if (expanded.add(choice)) {
                expand(choice);
            }
        }
        if (includesControllers(ability)) {
            addControllers(from, ability, besides);
        }
    }

    /** By a Secret this is certain only for who can make an account that is missing. */
    private void addControllers(Acting from, Ability ability, Besides besides) {
        Step first = step(from.account(), ability, minting(ability));
        Ability making = ability.danger() == Danger.SECRETS_WRITE
                ? besides.where(Danger.ACCOUNT_WRITE, ability.grant().scope())
                : null;
        if (making == null) {
            graph.add(new Edge(from, new Controllers(), first, null));
            return;
        }
        Halfway halfway =
                new Halfway(from.account(), making.danger(), ability.grant().scope());
        Step second = new Step(
                "account " + from.account().display()
                        + " can create service accounts, and so makes beforehand any of them that is missing",
                making.grant().ruleLocation(),
                from.account(),
                making,
                false,
                making.danger().source());
        addThrough(halfway, new Edge(from, halfway, first, null), new Edge(halfway, new Controllers(), second, null));
    }

    /** Whether what is had of an account is more than requests to the API server: its pod, or a token for any audience. */
    private static boolean isWhole(Danger danger) {
        return switch (danger) {
            case SECRETS_READ, SECRETS_WRITE, IMPERSONATE_ACCOUNTS -> false;
            default -> true;
        };
    }

    /** What the danger itself depends on; that a Secret holds a token is shown by a Secret of the input. */
    private static @Nullable String condition(Ability ability) {
        return ability.danger() == Danger.WORKLOAD_CREATE || needsATokenSecret(ability)
                ? ability.gain().condition()
                : null;
    }

    private static boolean needsATokenSecret(Ability ability) {
        return ability.danger() == Danger.SECRETS_WRITE
                && Gains.A_TOKEN_SECRET.equals(ability.gain().condition());
    }

    /** Whether the accounts that can be had include those of Kubernetes' controllers, on any cluster. */
    private static boolean includesControllers(Ability ability) {
        return Pools.Kind.of(ability.danger()) == Pools.Kind.ACCOUNTS
                && reachesControllers(ability.grant().scope())
                && condition(ability) == null
                && ability.gain().capability() == Capability.CLUSTER;
    }

    private static String minting(Ability ability) {
        if (needsATokenSecret(ability)) {
            return ", and so empty one that holds a token, name another account in it, and read what Kubernetes fills in";
        }
        String minting = ability.danger() == Danger.SECRETS_WRITE
                ? ", and read the token that Kubernetes puts into one of type service-account-token"
                : "";
        return minting + ofControllers(ability).map(also -> "; " + also).orElse("");
    }

    /** Why what reaches the accounts of Kubernetes' controllers is no certain way to cluster-admin. */
    static Optional<String> ofControllers(Ability ability) {
        String condition = ability.gain().condition();
        boolean maybe = Pools.Kind.of(ability.danger()) == Pools.Kind.ACCOUNTS
                && reachesControllers(ability.grant().scope())
                && !includesControllers(ability);
        if (!maybe || condition == null) {
            return Optional.empty();
        }
        return Optional.of(
                condition.equals(condition(ability))
                        ? "as one of kube-system's it may be cluster-admin"
                        : "as one of kube-system's it is cluster-admin, provided that " + condition);
    }

    private void expand(Choice choice) {
        for (String namespace : pools.namespaces(choice.pool(), choice.scope())) {
            Members members = new Members(choice.pool(), namespace, choice.whole());
            graph.add(new Edge(choice, members, null, null));
            if (expanded.add(members)) {
                for (Pools.Entry entry : pools.members(choice.pool(), namespace)) {
                    Node to = entry.account() == null
                            ? new Arrived(Goal.NODE)
                            : new Acting(entry.account(), choice.whole());
                    graph.add(new Edge(members, to, entry.step(), null));
                }
            }
        }
    }

    private static boolean reachesControllers(Scope scope) {
        return scope.clusterWide() || "kube-system".equals(scope.namespace());
    }

    private static Step step(Account account, Ability ability, String further) {
        return new Step(
                "account " + account.display() + " can " + ability.text() + further,
                ability.grant().ruleLocation(),
                account,
                ability,
                false,
                ability.danger().source());
    }
}
