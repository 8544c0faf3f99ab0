package io.github.tokenaudit.access;

import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.cluster.WorkloadKind;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the accounts of a bundle can be had: as accounts, in pods that hold their tokens, in Secrets that do. */
final class Pools {

    static final String CLOUD_SOURCE = "https://kubernetes.io/docs/concepts/security/service-accounts/#assign-to-pod";
    private static final String TOKEN_SOURCE =
            "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks";

    /** Annotations by which an account stands for an identity of its cloud, and what that is called there. */
    private static final Map<String, String> CLOUD_IDENTITIES = Map.of(
            "eks.amazonaws.com/role-arn", "the AWS role",
            "iam.gke.io/gcp-service-account", "the Google service account",
            "azure.workload.identity/client-id", "the Azure client");

    /** How accounts can be had. */
    enum Kind {
        /** Any account that there is: by asking for a token, or by running a pod as it. */
        ACCOUNTS(""),
        /** The accounts whose tokens pods hold. */
        PODS("a pod there holds a token with more power"),
        /** The accounts of which a Secret holds a token. */
        SECRETS("a Secret there holds a token or key of somebody with more power");

        private final String luck;

        Kind(String luck) {
            this.luck = luck;
        }

        /** What a danger gives a choice of; null when it leads to no account. */
        static @Nullable Kind of(Danger danger) {
            return switch (danger) {
                case TOKEN_REQUEST, IMPERSONATE_ACCOUNTS, SECRETS_WRITE, WORKLOAD_CREATE -> ACCOUNTS;
                case POD_EXEC, EPHEMERAL_CONTAINERS, WORKLOAD_MODIFY -> PODS;
                case SECRETS_READ -> SECRETS;
                default -> null;
            };
        }

        /**
         * What must be so where the input doesn't show it.
         *
         * @param ability by which one has the choice
         */
        String luck(Ability ability) {
            if (ability.changesTemplates()) {
                return luck + ", or " + Conditions.NOTHING_FORBIDS_SUCH_PODS;
            }
            return this == SECRETS && ability.verbs().equals(List.of("get"))
                    ? "somebody knows the name of a Secret there that holds a token or key of somebody with more power"
                    : luck;
        }
    }

    /**
     * Accounts that can be had in one way.
     *
     * @param kind how
     * @param objectKind by objects of which kind only; null for those of every kind
     */
    record Pool(Kind kind, @Nullable String objectKind) {

        private boolean has(Entry entry) {
            return objectKind == null || objectKind.equals(entry.objectKind());
        }
    }

    /** What an ability gives a choice of; empty when it leads to no account. */
    static List<Pool> of(Ability ability) {
        Kind kind = Kind.of(ability.danger());
        if (kind == null) {
            return List.of();
        }
        // Whoever changes pods changes those of all workloads; by their own names only such as no workload makes.
        boolean anyPod = changes(ability, WorkloadKind.POD) && !ability.grant().isNamed();
        return ability.danger() == Danger.WORKLOAD_MODIFY && !anyPod
                ? Stream.of(WorkloadKind.values())
                        .filter(workload -> changes(ability, workload))
                        .map(workload -> new Pool(kind, workload.kind()))
                        .toList()
                : List.of(new Pool(kind, null));
    }

    private static boolean changes(Ability ability, WorkloadKind workload) {
        return ability.verbs().stream()
                .anyMatch(verb ->
                        workload.groups().stream().anyMatch(group -> ability.isFor(verb, group, workload.resource())));
    }

    /**
     * What can be had.
     *
     * @param account whose token; null for root on a node, by a privileged pod
     * @param objectKind of the object by which it can be had
     * @param name of that object
     * @param step what is told of it
     */
    record Entry(@Nullable Account account, String objectKind, String name, Step step) {}

    private record Place(Pool pool, @Nullable String namespace) {}

    private final Bundle bundle;
    private final Map<Kind, Map<@Nullable String, List<Entry>>> entries = new EnumMap<>(Kind.class);
    private final Map<Place, @Nullable Entry> strongest = new HashMap<>();

    Pools(Cluster cluster, Bundle bundle, List<Account> accounts) {
        this.bundle = bundle;
        for (Kind kind : Kind.values()) {
            entries.put(kind, new LinkedHashMap<>());
        }
        for (Account account : accounts) {
            add(
                    Kind.ACCOUNTS,
                    account.namespace(),
                    account,
                    "ServiceAccount",
                    account.name(),
                    "it acts as account " + account.display(),
                    placeOf(account));
            for (KubeObject secret : bundle.tokenSecrets(account)) {
                add(
                        Kind.SECRETS,
                        account.namespace(),
                        account,
                        secret.id().kind(),
                        secret.id().name(),
                        secret.id().display() + " holds a token of account " + account.display(),
                        secret.nameLocation());
            }
        }
        bundle.own().workloads().forEach(workload -> addWorkload(cluster, workload));
    }

    private void addWorkload(Cluster cluster, Workload workload) {
        Account account = cluster.accountOf(workload);
        boolean holds = cluster.tokensOf(workload).stream().anyMatch(TokenMount::isForApiServer);
        if (holds) {
            add(
                    Kind.PODS,
                    workload.id().namespace(),
                    account,
                    workload.id().kind(),
                    workload.id().name(),
                    workload.id().display() + " holds the token of account " + account.display(),
                    workload.pod().accountField().location());
        }
        for (Container container : workload.pod().containers()) {
            if (container.isPrivileged()) {
                add(
                        Kind.PODS,
                        workload.id().namespace(),
                        null,
                        workload.id().kind(),
                        workload.id().name(),
                        workload.id().display() + " runs a privileged container, which is root on its node",
                        container.field().at("securityContext", "privileged").location());
                break;
            }
        }
    }

    private void add(
            Kind kind,
            @Nullable String namespace,
            @Nullable Account account,
            String objectKind,
            String name,
            String text,
            @Nullable Location location) {
        of(kind).computeIfAbsent(namespace, n -> new ArrayList<>())
                .add(new Entry(account, objectKind, name, Step.shown(text, location, TOKEN_SOURCE)));
    }

    private Map<@Nullable String, List<Entry>> of(Kind kind) {
        return entries.getOrDefault(kind, Map.of());
    }

    /** The namespaces of a scope in which the bundle has something of a kind; null stands for the open one. */
    Collection<@Nullable String> namespaces(Pool pool, Scope scope) {
        Kind kind = pool.kind();
        List<@Nullable String> namespaces = new ArrayList<>();
        if (!scope.clusterWide() && scope.namespace() != null) {
            addIfThere(namespaces, kind, scope.namespace());
            if (!Namespaces.isSystem(scope.namespace())) {
                addIfThere(namespaces, kind, null);
            }
            return namespaces;
        }
        for (String namespace : of(kind).keySet()) {
            if (scope.covers(Scope.of(namespace))) {
                namespaces.add(namespace);
            }
        }
        return namespaces;
    }

    private void addIfThere(List<@Nullable String> namespaces, Kind kind, @Nullable String namespace) {
        if (of(kind).containsKey(namespace)) {
            namespaces.add(namespace);
        }
    }

    /** What can be had in exactly one namespace. */
    List<Entry> members(Pool pool, @Nullable String namespace) {
        List<Entry> all = of(pool.kind()).getOrDefault(namespace, List.of());
        return pool.objectKind() == null ? all : all.stream().filter(pool::has).toList();
    }

    /** The accounts that can be had by what a grant, which names objects, gives of something dangerous. */
    List<Account> named(Ability ability) {
        Danger danger = ability.danger();
        if (danger == Danger.SECRETS_WRITE || danger == Danger.WORKLOAD_CREATE) {
            return List.of(); // The names are those of Secrets and workloads; whose token they get, the holder writes.
        }
        List<Account> accounts = new ArrayList<>();
        for (Pool pool : of(ability)) {
            for (String namespace : namespaces(pool, ability.grant().scope())) {
                for (Entry entry : members(pool, namespace)) {
                    if (entry.account() != null
                            && ability.grant().rule().resourceNames().stream()
                                    .anyMatch(name -> isMeant(entry, danger, name))) {
                        accounts.add(entry.account());
                    }
                }
            }
        }
        return accounts;
    }

    /** Pods have names of their own: that of a StatefulSet and a number; those of other workloads' pods nobody knows. */
    private static boolean isMeant(Entry entry, Danger danger, String name) {
        boolean pods = danger == Danger.POD_EXEC || danger == Danger.EPHEMERAL_CONTAINERS;
        if (!pods || entry.objectKind().equals("Pod")) {
            return entry.name().equals(name);
        }
        return entry.objectKind().equals("StatefulSet") && name.matches(Pattern.quote(entry.name()) + "-[0-9]+");
    }

    /** The most powerful account that can be had in a namespace; null when none can. */
    @Nullable
    Entry strongest(Pool pool, @Nullable String namespace, AccessModel model) {
        Place key = new Place(pool, namespace);
        if (!strongest.containsKey(key)) {
            Entry best = null;
            for (Entry entry : members(pool, namespace)) {
                Account account = entry.account();
                if (account != null
                        && (best == null
                                || model.directPowerOf(account)
                                                .capability()
                                                .compareTo(model.directPowerOf(Objects.requireNonNull(best.account()))
                                                        .capability())
                                        > 0)) {
                    best = entry;
                }
            }
            strongest.put(key, best);
        }
        return strongest.get(key);
    }

    /** What an account stands for in the cloud; null when it is not annotated. */
    @Nullable
    String cloudIdentityOf(Account account) {
        for (ServiceAccount declared : account.declarations()) {
            for (Field annotation :
                    declared.object().at("metadata", "annotations").children()) {
                String identity = CLOUD_IDENTITIES.get(annotation.name());
                if (identity != null && !annotation.textOr("").isBlank()) {
                    return identity + " " + annotation.textOr("");
                }
            }
        }
        return null;
    }

    /** Where an account is declared; null when it is not. */
    @Nullable
    Location placeOf(Account account) {
        return account.declarations().stream()
                .map(declared -> declared.object().nameLocation())
                .findFirst()
                .orElse(null);
    }

    /** Whether the bundle runs privileged pods in a scope. */
    boolean runsPrivileged(Scope scope) {
        Pool pods = new Pool(Kind.PODS, null);
        return namespaces(pods, scope).stream()
                .flatMap(namespace -> members(pods, namespace).stream())
                .anyMatch(entry -> entry.account() == null);
    }

    /** Whether Pod Security, by the labels of the input's Namespace, forbids privileged pods in a scope. */
    boolean forbidsPrivileged(Scope scope) {
        return !scope.clusterWide()
                && scope.namespace() != null
                && bundle.objects("Namespace", null, scope.namespace()).stream()
                        .map(namespace -> namespace
                                .at("metadata", "labels")
                                .get("pod-security.kubernetes.io/enforce")
                                .textOr(""))
                        .anyMatch(level -> level.equals("baseline") || level.equals("restricted"));
    }
}
