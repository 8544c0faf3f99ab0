package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as Kubernetes' RBAC authorizer decides ({@code plugin/pkg/auth/authorizer/rbac}, {@code
 * pkg/registry/rbac/validation}), inside each bundle. Answers both ways: what an account holds, and who may make a request.
 */
public final class AccessModel {

    /**
     * What OLM adds to every role that it lifts ({@code ensureSingletonRBAC} in {@code
     * pkg/controller/operators/olm/operatorgroup.go}). It lifts nothing where somebody else has already granted the operator
     * all that it asks for in the cluster, which can't be seen here.
     */
    private static final PolicyRule LOOK_AT_NAMESPACES = new PolicyRule(
            List.of(""), List.of("namespaces"), List.of("get", "list", "watch"), List.of(), List.of(), null);

    /** Somebody whom a binding grants to. */
    public record Holder(Subject subject, Grant grant) {}

    /** A bundle's bindings, by their subjects. */
    private static final class Index {
        private final Map<String, Map<@Nullable String, List<Held>>> accounts = new HashMap<>();
        private final Map<String, List<Held>> users = new HashMap<>();
        private final Map<String, List<Held>> groups = new HashMap<>();
        private int size;

        Index(Stream<Binding> bindings) {
            bindings.forEach(binding -> binding.subjects().forEach(subject -> add(new Held(binding, subject, size++))));
        }

        private void add(Held held) {
            String name = held.subject.name();
            switch (held.subject.kind()) {
                case Subject.SERVICE_ACCOUNT ->
                    accounts.computeIfAbsent(name, n -> new HashMap<>())
                            .computeIfAbsent(held.subject.namespace(), n -> new ArrayList<>())
                            .add(held);
                case Subject.USER ->
                    users.computeIfAbsent(name, n -> new ArrayList<>()).add(held);
                case Subject.GROUP ->
                    groups.computeIfAbsent(name, n -> new ArrayList<>()).add(held);
                default -> {} // The API server refuses any other.
            }
        }

        Set<Binding> of(Identity identity) {
            Set<Binding> bindings = new LinkedHashSet<>();
            identity.accountName()
                    .ifPresent(name -> candidates(name, identity.accountNamespace())
                            .filter(held -> identity.isIn(held.subject.namespace(), held.binding.isCluster()))
                            .sorted(Comparator.comparingInt(Held::number))
                            .forEach(held -> bindings.add(held.binding)));
            identity.user().ifPresent(user -> add(bindings, users, user));
            identity.groups().forEach(group -> add(bindings, groups, group));
            return bindings;
        }

        /** What may be held by accounts of a name in a namespace, be that open. */
        private Stream<Held> candidates(String name, @Nullable String namespace) {
            Map<@Nullable String, List<Held>> places = accounts.getOrDefault(name, Map.of());
            if (namespace == null || places.isEmpty()) {
                return places.values().stream().flatMap(List::stream);
            }
            return Stream.concat(
                    places.getOrDefault(namespace, List.of()).stream(), places.getOrDefault(null, List.of()).stream());
        }

        private static void add(Set<Binding> bindings, Map<String, List<Held>> map, String name) {
            map.getOrDefault(name, List.of()).forEach(held -> bindings.add(held.binding));
        }
    }

    /** A binding by one of its subjects, numbered in the order of the input. */
    private record Held(Binding binding, Subject subject, int number) {}

    private final Cluster cluster;
    private final BuiltinPolicy builtin;
    private final boolean lifting;
    private final Index builtinBindings;
    private final Map<Bundle, Index> indexes = new HashMap<>();
    private final Map<Bundle, RoleResolver> resolvers = new HashMap<>();
    private final IdentityHashMap<Binding, List<Grant>> grants = new IdentityHashMap<>();
    private final Map<Bundle, List<Account>> accounts = new HashMap<>();
    private final Map<Account, Power> powers = new HashMap<>();
    private final Map<Account, Power> directPowers = new HashMap<>();
    private final Map<Bundle, EscalationGraph> graphs = new HashMap<>();
    private @Nullable AccessModel unlifted;
    private final Map<Bundle, NamedAccounts> named = new HashMap<>();

    /**
     * Prepares a cluster for questions. Operators that OLM may install for all namespaces are taken to be so.
     *
     * @param cluster what the input declares
     * @param builtin what Kubernetes brings
     */
    public AccessModel(Cluster cluster, BuiltinPolicy builtin) {
        this(cluster, builtin, true);
    }

    private AccessModel(Cluster cluster, BuiltinPolicy builtin, boolean lifting) {
        this.cluster = cluster;
        this.builtin = builtin;
        this.lifting = lifting;
        this.builtinBindings = new Index(builtin.bindings().stream());
        cluster.bundles().forEach(bundle -> {
            indexes.put(bundle, new Index(bundle.bindings().filter(builtin::accepts)));
            resolvers.put(bundle, new RoleResolver(bundle, builtin));
        });
    }

    /** This model for operators that OLM installs for some namespaces only, so that it lifts nothing. */
    public AccessModel withoutLifting() {
        if (unlifted == null) {
            unlifted = new AccessModel(cluster, builtin, false);
        }
        return unlifted;
    }

    /**
     * The accounts of the input, each once, in its order: those that run something, those that are declared, and those
     * that only a binding names, be it as users.
     */
    public List<Account> accounts() {
        return cluster.bundles().stream()
                .flatMap(bundle -> accountsOf(bundle).stream())
                .toList();
    }

    private List<Account> accountsOf(Bundle bundle) {
        return accounts.computeIfAbsent(bundle, this::findAccounts);
    }

    private List<Account> findAccounts(Bundle bundle) {
        Set<Account> accounts = new LinkedHashSet<>();
        bundle.own().workloads().forEach(workload -> accounts.add(cluster.accountOf(workload)));
        for (ServiceAccount declared : bundle.own().accounts()) {
            accounts.add(
                    new Account(bundle, declared.id().namespace(), declared.id().name()));
        }
        for (Binding binding : bundle.own().bindings()) {
            for (Subject subject : binding.subjects()) {
                if (subject.kind().equals(Subject.SERVICE_ACCOUNT)) {
                    addNamed(accounts, bundle, subject.namespace(), subject.name());
                } else if (subject.kind().equals(Subject.USER)) {
                    Identity user = Identity.of(subject.name(), Set.of());
                    user.accountName().ifPresent(name -> addNamed(accounts, bundle, user.accountNamespace(), name));
                }
            }
        }
        return List.copyOf(accounts);
    }

    /** Adds the account that a subject names, unless it is one of those in an open namespace that are there already. */
    private static void addNamed(Set<Account> accounts, Bundle bundle, @Nullable String subjectNamespace, String name) {
        List<ServiceAccount> declared = bundle.accounts(subjectNamespace, name);
        String namespace =
                declared.isEmpty() ? subjectNamespace : declared.get(0).id().namespace();
        boolean joins = namespace != null
                && Namespaces.maybeSame(namespace, null)
                && accounts.contains(new Account(bundle, null, name));
        if (!joins) {
            accounts.add(new Account(bundle, namespace, name));
        }
    }

    /** What Kubernetes brings. */
    public BuiltinPolicy builtin() {
        return builtin;
    }

    /** The bindings of the input that give an account anything, in their order. */
    public List<Binding> bindingsOf(Account account) {
        return List.copyOf(in(indexes, account.bundle()).of(Identity.of(account)));
    }

    /** What an account may do by the bindings of the input, in their order, and by the constraints that name it. */
    public List<Grant> grantsOf(Account account) {
        return Stream.concat(
                        bindingsOf(account).stream().flatMap(binding -> grantsOf(account.bundle(), binding).stream()),
                        constrained(account))
                .toList();
    }

    /** What OpenShift's SecurityContextConstraints give to whom they name, without RBAC. */
    private static Stream<Grant> constrained(Account account) {
        Identity identity = Identity.of(account);
        return account.bundle().constraintsUsableBy(identity.user().orElse(null), identity.groups()).stream()
                .map(role -> new Grant(role.rules().get(0), role, role, null, Scope.CLUSTER));
    }

    /** What a binding of a bundle grants. */
    public List<Grant> grantsOf(Bundle bundle, Binding binding) {
        return grants.computeIfAbsent(binding, b -> resolve(bundle, b));
    }

    private List<Grant> resolve(Bundle bundle, Binding binding) {
        boolean lifted = lifting && binding.lifted();
        Scope scope = binding.isCluster() || lifted
                ? Scope.CLUSTER
                : Scope.of(binding.id().namespace());
        List<Grant> resolved = new ArrayList<>();
        for (Role bound : rolesOf(bundle, binding)) {
            for (Role role : in(resolvers, bundle).sourcesOf(bound)) {
                for (PolicyRule rule : role.rules()) {
                    resolved.add(new Grant(rule, role, bound, binding, scope));
                }
            }
            if (lifted) {
                resolved.add(new Grant(LOOK_AT_NAMESPACES, bound, bound, binding, scope));
            }
        }
        return List.copyOf(resolved);
    }

    /** The roles that a binding names, several when files offer alternatives; empty when there is none. */
    public List<Role> rolesOf(Bundle bundle, Binding binding) {
        return in(resolvers, bundle).rolesOf(binding);
    }

    /** What somebody may do by the bindings of the input and by those that Kubernetes brings. */
    public List<Grant> allGrantsOf(Bundle bundle, Identity identity) {
        Stream<Grant> declared =
                in(indexes, bundle).of(identity).stream().flatMap(binding -> grantsOf(bundle, binding).stream());
        Stream<Grant> brought = builtinBindings.of(identity).stream()
                .flatMap(binding -> resolve(bundle, binding).stream())
                .map(grant -> new Grant(grant.rule(), grant.role(), grant.bound(), null, grant.scope()));
        return Stream.concat(declared, brought).toList();
    }

    /** Whether somebody may make a request; by which grants, the first one is what Kubernetes would name. */
    public List<Grant> allowing(Bundle bundle, Identity identity, Request request) {
        return allGrantsOf(bundle, identity).stream()
                .filter(grant -> grant.allows(request))
                .toList();
    }

    /** Whom the bindings of a bundle allow a request. */
    public List<Holder> whoMay(Bundle bundle, Request request) {
        return bundle.bindings()
                .filter(builtin::accepts)
                .flatMap(binding -> grantsOf(bundle, binding).stream()
                        .filter(grant -> grant.allows(request))
                        .flatMap(grant -> binding.subjects().stream().map(subject -> new Holder(subject, grant))))
                .toList();
    }

    /** What an account amounts to, by itself and by whom it can become. */
    public Power powerOf(Account account) {
        return powers.computeIfAbsent(account, a -> {
            NamedAccounts others = named.computeIfAbsent(a.bundle(), b -> new NamedAccounts(this, accountsOf(b)));
            EscalationGraph graph = graphs.computeIfAbsent(a.bundle(), this::graph);
            return directPowerOf(a)
                    .weighing(ability -> others.weigh(a, ability))
                    .with(graph.pathsOf(a));
        });
    }

    /** The dangerous things that an account can do by itself, the worst first. */
    public List<Ability> abilitiesOf(Account account) {
        return directPowerOf(account).abilities();
    }

    /** What an account amounts to by itself. */
    Power directPowerOf(Account account) {
        return directPowers.computeIfAbsent(account, a -> Power.of(new Holdings(a, grantsOf(a), this)));
    }

    private EscalationGraph graph(Bundle bundle) {
        List<Account> accounts = accountsOf(bundle);
        return EscalationGraph.of(this, new Pools(cluster, bundle, accounts), accounts);
    }

    /** What the ClusterRoles of some names would amount to in the hands of an account, bound in the whole cluster. */
    Capability capabilityOfClusterRoles(Account account, List<String> names) {
        RoleResolver resolver = in(resolvers, account.bundle());
        return capabilityOf(
                account,
                names.stream()
                        .flatMap(name -> resolver.clusterRoles(name).stream())
                        .flatMap(bound -> resolver.sourcesOf(bound).stream()
                                .flatMap(role -> role.rules().stream()
                                        .map(rule -> new Grant(rule, role, bound, null, Scope.CLUSTER)))));
    }

    /** What the Roles of some names would amount to in the hands of an account, those of a namespace or of all. */
    Capability capabilityOfRoles(Account account, Scope scope, List<String> names) {
        return capabilityOf(
                account,
                names.stream()
                        .flatMap(name -> account.bundle().roles(scope.namespace(), name).stream())
                        .flatMap(role -> role.rules().stream()
                                .map(rule -> new Grant(
                                        rule,
                                        role,
                                        role,
                                        null,
                                        Scope.of(role.id().namespace())))));
    }

    private Capability capabilityOf(Account account, Stream<Grant> given) {
        // Handing out what hands out more is told by the roles' own rules, so that this ends.
        List<Grant> ending = given.filter(grant -> !(grant.isNamed() && grant.hasVerb("bind")))
                .toList();
        return Power.of(new Holdings(account, ending, this)).capability();
    }

    /**
     * The dangerous things that a role adds to a built-in role of Kubernetes, for those who have that in a namespace: what
     * the built-in role gives by itself is not among them.
     *
     * @param bundle whose role it is
     * @param role what is added
     * @param builtinRole a ClusterRole that Kubernetes brings: {@code view}
     */
    public List<Ability> additions(Bundle bundle, Role role, String builtinRole) {
        Role target = Objects.requireNonNull(builtin.clusterRole(builtinRole), builtinRole);
        List<Grant> added = new ArrayList<>();
        addRules(added, role, target);
        if (added.stream().allMatch(AccessModel::isHarmless)) {
            return List.of(); // Nearly all are, such as those that OLM makes of each API.
        }
        Account anybody = new Account(bundle, null, builtinRole);
        List<Grant> grants = new ArrayList<>();
        in(resolvers, bundle).sourcesOf(target).stream()
                .filter(builtin.clusterRoles()::contains)
                .forEach(source -> addRules(grants, source, target));
        Set<Danger> had = Power.of(new Holdings(anybody, grants, this)).abilities().stream()
                .filter(Ability::isDangerous)
                .map(Ability::danger)
                .collect(Collectors.toSet());
        grants.addAll(added);
        return Power.of(new Holdings(anybody, grants, this)).abilities().stream()
                .filter(ability ->
                        ability.isDangerous() && ability.grant().role().equals(role) && !had.contains(ability.danger()))
                .toList();
    }

    private static boolean isHarmless(Grant grant) {
        return Danger.near(grant.rule().resources()).stream()
                .allMatch(danger -> danger.verbsOf(grant).isEmpty());
    }

    private static void addRules(List<Grant> grants, Role role, Role bound) {
        role.rules().forEach(rule -> grants.add(new Grant(rule, role, bound, null, Scope.of(null))));
    }

    private static <T> T in(Map<Bundle, T> map, Bundle bundle) {
        return Objects.requireNonNull(map.get(bundle), "a bundle of another cluster");
    }
}
