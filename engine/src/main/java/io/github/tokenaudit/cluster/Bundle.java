package io.github.tokenaudit.cluster;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What belongs together in an input: an OLM bundle, or a file or folder with a workload and its account. References
 * between objects are resolved inside their bundle, so that two operators of one input, or two install manifests of one
 * operator, never lend each other their grants.
 */
public final class Bundle {

    private final String name;
    private final SortedSet<String> files;
    private final Contents own;
    private final List<Contents> shared;
    private final Placed<Role> clusterRoles = new Placed<>();
    private final Placed<Role> roles = new Placed<>();
    private final Placed<ServiceAccount> accounts = new Placed<>();
    private final Set<@Nullable String> accountNamespaces = new HashSet<>();
    private final Map<String, Placed<KubeObject>> objects = new HashMap<>();
    private final Placed<KubeObject> tokenSecrets = new Placed<>();
    private final Webhooks webhooks;
    private final ConstraintsByName constraints;

    Bundle(String name, SortedSet<String> files, Contents own, List<Contents> shared) {
        this.name = name;
        this.files = new TreeSet<>(files);
        this.own = own.unmodifiable();
        this.shared = List.copyOf(shared);
        roles().forEach(role -> (role.isCluster() ? clusterRoles : roles)
                .add(role.id().name(), role.id().namespace(), role));
        accounts().forEach(account -> {
            accounts.add(account.id().name(), account.id().namespace(), account);
            accountNamespaces.add(account.id().namespace());
        });
        visible(Contents::objects).forEach(object -> {
            ObjectId id = object.id();
            if (id.group().isEmpty()) {
                objects.computeIfAbsent(id.kind(), kind -> new Placed<>()).add(id.name(), id.namespace(), object);
            }
            if (Tokens.isTokenSecret(object)) {
                tokenSecrets.add(Tokens.accountField(object).textOr(""), id.namespace(), object);
            }
        });
        constraints = new ConstraintsByName(visible(Contents::objects));
        webhooks = new Webhooks(this, visible(Contents::objects), own.csvs().stream());
    }

    /** The file, or the folder, that the bundle is. */
    public String name() {
        return name;
    }

    /** The files that hold the bundle's own objects. */
    public SortedSet<String> files() {
        return new TreeSet<>(files);
    }

    /** The objects of this bundle alone. */
    public Contents own() {
        return own;
    }

    /** The bundle's bindings, and those beside it that no other operator claims. */
    public Stream<Binding> bindings() {
        return visible(Contents::bindings);
    }

    /** The bundle's roles, and those beside it that no other operator claims. */
    public Stream<Role> roles() {
        return visible(Contents::roles);
    }

    /** The bundle's APIs, and those beside it that no other operator claims. */
    public Stream<OwnedApi> apis() {
        return visible(Contents::apis);
    }

    /** The ClusterRoles of a name, in the order of the input; several when files offer alternatives. */
    public List<Role> clusterRoles(String roleName) {
        return clusterRoles.named(roleName);
    }

    /** The roles of a name, of both kinds and whatever their namespace. */
    public List<Role> roles(String roleName) {
        return Stream.concat(clusterRoles.named(roleName).stream(), roles.named(roleName).stream())
                .toList();
    }

    /** The Roles of a name in a namespace. */
    public List<Role> roles(@Nullable String namespace, String roleName) {
        return roles.in(namespace, roleName);
    }

    /** The declarations of an account; empty when the input has none. */
    public List<ServiceAccount> accounts(@Nullable String namespace, String accountName) {
        return accounts.in(namespace, accountName);
    }

    /** All accounts that the bundle sees. */
    public Stream<ServiceAccount> accounts() {
        return visible(Contents::accounts);
    }

    /** The accounts of a name, whatever their namespace. */
    public List<ServiceAccount> accounts(String accountName) {
        return accounts.named(accountName);
    }

    /** The namespaces of which the bundle sees accounts; null stands for the open one. */
    public Set<@Nullable String> accountNamespaces() {
        return Collections.unmodifiableSet(accountNamespaces);
    }

    /**
     * The account that goes by a name in a namespace, declared or not. Where the one who names it leaves the namespace
     * open, its declaration may tell it.
     */
    public Account account(@Nullable String namespace, String accountName) {
        List<ServiceAccount> declared = accounts(namespace, accountName);
        return new Account(
                this,
                namespace == null && !declared.isEmpty() ? declared.get(0).id().namespace() : namespace,
                accountName);
    }

    /** The Secrets that hold a token without end of an account. */
    public List<KubeObject> tokenSecrets(Account account) {
        return tokenSecrets.in(account.namespace(), account.name());
    }

    /** The webhooks that the pods of a workload answer, as the bundle's Services tell. */
    public List<AdmissionWebhook> webhooksOf(Workload workload) {
        return webhooks.answeredBy(workload);
    }

    /** How much of their node pods have by OpenShift's SecurityContextConstraints of a name; empty where there are none. */
    public Optional<Constraints.Level> levelOfConstraints(String constraintsName) {
        return constraints.level(constraintsName);
    }

    /** The roles that SecurityContextConstraints amount to for whom they name as a user, or by one of his groups. */
    public List<Role> constraintsUsableBy(@Nullable String user, Set<String> groups) {
        return constraints.usableBy(user, groups);
    }

    /** The objects of a core kind and name in a namespace. */
    public List<KubeObject> objects(String kind, @Nullable String namespace, String objectName) {
        Placed<KubeObject> ofKind = objects.get(kind);
        return ofKind == null ? List.of() : ofKind.in(namespace, objectName);
    }

    private <T> Stream<T> visible(Function<Contents, List<T>> kind) {
        return Stream.concat(Stream.of(own), shared.stream()).flatMap(contents -> kind.apply(contents).stream());
    }

    @Override
    public String toString() {
        return name;
    }
}
