package io.github.tokenaudit.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final Map<String, List<Role>> rolesByName;
    private final Map<String, List<ServiceAccount>> accountsByName;
    private final Map<String, List<KubeObject>> objectsByName;
    private final Map<String, List<KubeObject>> tokenSecretsByAccount;

    Bundle(String name, SortedSet<String> files, Contents own, List<Contents> shared) {
        this.name = name;
        this.files = new TreeSet<>(files);
        this.own = own.unmodifiable();
        this.shared = List.copyOf(shared);
        this.rolesByName = byName(visible(Contents::roles), Role::id);
        this.accountsByName = byName(visible(Contents::accounts), ServiceAccount::id);
        this.objectsByName = byName(visible(Contents::objects), KubeObject::id);
        this.tokenSecretsByAccount = visible(Contents::objects)
                .filter(Tokens::isTokenSecret)
                .collect(Collectors.groupingBy(
                        secret -> Tokens.accountField(secret).textOr("")));
    }

    private static <T> Map<String, List<T>> byName(Stream<T> things, Function<T, ObjectId> id) {
        return things.collect(Collectors.groupingBy(thing -> id.apply(thing).name()));
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
        return rolesByName.getOrDefault(roleName, List.of()).stream()
                .filter(Role::isCluster)
                .toList();
    }

    /** The Roles of a name in a namespace. */
    public List<Role> roles(@Nullable String namespace, String roleName) {
        return inNamespace(
                rolesByName.getOrDefault(roleName, List.of()).stream()
                        .filter(role -> !role.isCluster())
                        .toList(),
                role -> role.id().namespace(),
                namespace);
    }

    /** The declarations of an account; empty when the input has none. */
    public List<ServiceAccount> accounts(@Nullable String namespace, String accountName) {
        return inNamespace(
                accountsByName.getOrDefault(accountName, List.of()),
                account -> account.id().namespace(),
                namespace);
    }

    /** All accounts that the bundle sees. */
    public Stream<ServiceAccount> accounts() {
        return visible(Contents::accounts);
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
        return inNamespace(
                tokenSecretsByAccount.getOrDefault(account.name(), List.of()),
                secret -> secret.id().namespace(),
                account.namespace());
    }

    /** The objects of a core kind and name in a namespace. */
    public List<KubeObject> objects(String kind, @Nullable String namespace, String objectName) {
        return inNamespace(
                objectsByName.getOrDefault(objectName, List.of()).stream()
                        .filter(object -> object.id().group().isEmpty()
                                && object.id().kind().equals(kind))
                        .toList(),
                object -> object.id().namespace(),
                namespace);
    }

    /**
     * What is in a namespace. Manifests may leave theirs open (it is decided when they are applied); an open one is the
     * same as any other open one of the bundle, and may be a named one where nothing is there by that very name.
     */
    static <T> List<T> inNamespace(
            List<T> candidates, Function<T, @Nullable String> namespaceOf, @Nullable String namespace) {
        List<T> exact = candidates.stream()
                .filter(candidate -> Objects.equals(namespaceOf.apply(candidate), namespace))
                .toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        return candidates.stream()
                .filter(candidate -> namespace == null || namespaceOf.apply(candidate) == null)
                .toList();
    }

    private <T> Stream<T> visible(Function<Contents, List<T>> kind) {
        return Stream.concat(Stream.of(own), shared.stream()).flatMap(contents -> kind.apply(contents).stream());
    }

    @Override
    public String toString() {
        return name;
    }
}
