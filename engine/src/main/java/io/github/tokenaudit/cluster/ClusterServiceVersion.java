package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OLM ClusterServiceVersion: an operator's install manifest. Of it OLM (operator-lifecycle-manager, below {@code
 * pkg/controller}) makes
 *
 * <ul>
 *   <li>the deployments ({@code install/deployment.go});
 *   <li>for every entry of {@code permissions} and {@code clusterPermissions} a role, a binding and, if need be, the account
 *       ({@code registry/resolver/rbac.go}); those of {@code permissions} again in every other namespace that the operator
 *       is installed for ({@code ensureRBACInTargetNamespace} in {@code operators/olm/operatorgroup.go});
 *   <li>for every API that the operator owns ClusterRoles that add it to Kubernetes' own roles admin, edit and view ({@code
 *       ensureClusterRolesForCSV} in {@code operators/olm/operatorgroup.go});
 *   <li>for every deployment that serves an API or a webhook what API servers need: the right to have clients' tokens and
 *       rights checked ({@code install/certresources.go}). A Role for the Secret with the serving certificate is left out
 *       here, since the pod mounts that Secret.
 * </ul>
 *
 * @param object its text
 */
public record ClusterServiceVersion(KubeObject object) {

    private static final String RBAC = "rbac.authorization.k8s.io/v1";

    private static final String AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

    private static final String KUBE_SYSTEM = "kube-system";

    /** What one of Kubernetes' roles gets of every API that an operator owns. */
    private record Share(String role, List<String> verbs) {}

    private static final List<Share> SHARES = List.of(
            new Share("admin", List.of("*")),
            new Share("edit", List.of("create", "update", "patch", "delete")),
            new Share("view", List.of("get", "list", "watch")));

    /** The install mode in which an operator watches the whole cluster. */
    public static final String ALL_NAMESPACES = "AllNamespaces";

    /** The modes that the operator supports: {@code OwnNamespace}, …, {@code AllNamespaces}. */
    public Set<String> installModes() {
        Set<String> modes = new LinkedHashSet<>();
        for (Field mode : object.at("spec", "installModes").items()) {
            if (Boolean.TRUE.equals(mode.get("supported").bool())) {
                modes.add(mode.get("type").textOr(""));
            }
        }
        return modes;
    }

    /** The namespace into which consoles install it; empty where it suggests none. */
    public Optional<String> suggestedNamespace() {
        return Optional.ofNullable(object.at("metadata", "annotations", "operatorframework.io/suggested-namespace")
                .text());
    }

    List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        for (Field deployment : install("deployments").items()) {
            Field template = deployment.at("spec", "template");
            workloads.add(new Workload(
                    made("apps/v1", "Deployment", deployment.get("name").textOr(""), deployment),
                    WorkloadKind.DEPLOYMENT,
                    new PodSpec(template.get("spec"), template.get("metadata")),
                    object));
        }
        return workloads;
    }

    /** The accounts that OLM creates unless the bundle brings them. */
    List<ServiceAccount> accounts() {
        List<ServiceAccount> accounts = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Field permission : permissions()) {
            Field account = permission.get("serviceAccountName");
            String name = account.textOr("");
            if (!name.isEmpty() && seen.add(name)) {
                accounts.add(new ServiceAccount(made("v1", Subject.SERVICE_ACCOUNT, name, account), true));
            }
        }
        return accounts;
    }

    private List<Field> permissions() {
        List<Field> permissions = new ArrayList<>(install("permissions").items());
        permissions.addAll(install("clusterPermissions").items());
        return permissions;
    }

    List<Role> roles() {
        List<Role> roles = new ArrayList<>();
        for (Field permission : install("permissions").items()) {
            roles.add(role(Role.ROLE, permission));
        }
        for (Field permission : install("clusterPermissions").items()) {
            roles.add(role(Role.CLUSTER_ROLE, permission));
        }
        for (Field owned :
                object.at("spec", "customresourcedefinitions", "owned").items()) {
            String definition = owned.get("name").textOr("");
            String[] pluralAndGroup = definition.split("\\.", 2);
            if (pluralAndGroup.length == 2) {
                addAggregated(roles, owned, pluralAndGroup[1], pluralAndGroup[0]);
                roles.add(aggregated(
                        owned,
                        "crdview",
                        "view",
                        new PolicyRule(
                                List.of("apiextensions.k8s.io"),
                                List.of("customresourcedefinitions"),
                                List.of("get"),
                                List.of(definition),
                                List.of(),
                                null)));
            }
        }
        for (Field owned : object.at("spec", "apiservicedefinitions", "owned").items()) {
            addAggregated(
                    roles,
                    owned,
                    owned.get("group").textOr(""),
                    owned.get("name").textOr(""));
        }
        return roles;
    }

    private void addAggregated(List<Role> roles, Field owned, String group, String resource) {
        for (Share share : SHARES) {
            roles.add(aggregated(
                    owned,
                    share.role,
                    share.role,
                    new PolicyRule(List.of(group), List.of(resource), share.verbs, List.of(), List.of(), null)));
        }
    }

    private Role aggregated(Field owned, String suffix, String into, PolicyRule rule) {
        String name = String.join(
                "-", owned.get("name").textOr(""), owned.get("version").textOr(""), suffix);
        return new Role(
                made(RBAC, Role.CLUSTER_ROLE, name, owned),
                Map.of(AGGREGATE_TO + into, "true"),
                List.of(rule),
                List.of());
    }

    List<Binding> bindings() {
        List<Binding> bindings = new ArrayList<>();
        Set<String> modes = installModes();
        for (Field permission : install("permissions").items()) {
            bindings.add(binding(Binding.ROLE_BINDING, Role.ROLE, permission, modes));
        }
        for (Field permission : install("clusterPermissions").items()) {
            bindings.add(binding(Binding.CLUSTER_ROLE_BINDING, Role.CLUSTER_ROLE, permission, modes));
        }
        Map<String, Field> servers = servers();
        for (Field deployment : install("deployments").items()) {
            Field server = servers.get(deployment.get("name").textOr(""));
            if (server != null) {
                addServing(bindings, deployment, server);
            }
        }
        return bindings;
    }

    /** What makes a deployment an API server, by its name. */
    private Map<String, Field> servers() {
        List<Field> descriptions = new ArrayList<>(
                object.at("spec", "apiservicedefinitions", "owned").items());
        descriptions.addAll(object.at("spec", "webhookdefinitions").items());
        Map<String, Field> servers = new LinkedHashMap<>();
        for (Field description : descriptions) {
            servers.putIfAbsent(description.get("deploymentName").textOr(""), description);
        }
        return servers;
    }

    private void addServing(List<Binding> bindings, Field deployment, Field server) {
        String service = deployment.get("name").textOr("") + "-service";
        Field account = deployment.at("spec", "template", "spec", "serviceAccountName");
        Subject subject =
                new Subject(Subject.SERVICE_ACCOUNT, object.id().namespace(), account.textOr(Account.DEFAULT), account);
        bindings.add(new Binding(
                made(RBAC, Binding.CLUSTER_ROLE_BINDING, service + "-system:auth-delegator", server),
                Role.CLUSTER_ROLE,
                "system:auth-delegator",
                List.of(subject)));
        bindings.add(new Binding(
                new KubeObject(
                        new ObjectId(RBAC, Binding.ROLE_BINDING, KUBE_SYSTEM, service + "-auth-reader"),
                        server,
                        object.document()),
                Role.ROLE,
                "extension-apiserver-authentication-reader",
                List.of(subject)));
    }

    private Role role(String kind, Field permission) {
        return Role.of(
                made(RBAC, kind, roleName(permission), permission),
                permission.get("rules").items().stream().map(PolicyRule::of).toList());
    }

    private Binding binding(String kind, String roleKind, Field permission, Set<String> modes) {
        Field account = permission.get("serviceAccountName");
        Subject subject = new Subject(Subject.SERVICE_ACCOUNT, object.id().namespace(), account.textOr(""), account);
        String name = roleName(permission);
        return new Binding(made(RBAC, kind, name, permission), roleKind, name, List.of(subject), modes);
    }

    /** OLM derives a hashed name; ours says where in the ClusterServiceVersion the role stands. */
    private String roleName(Field permission) {
        return object.id().name() + ":" + permission.path().replace("spec.install.spec.", "");
    }

    private KubeObject made(String apiVersion, String kind, String name, Field text) {
        @Nullable
        String namespace =
                ObjectReader.isClusterScoped(kind) ? null : object.id().namespace();
        return new KubeObject(new ObjectId(apiVersion, kind, namespace, name), text, object.document());
    }

    private Field install(String key) {
        return object.at("spec", "install", "spec", key);
    }
}
