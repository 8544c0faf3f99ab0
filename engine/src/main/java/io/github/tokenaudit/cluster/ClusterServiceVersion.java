package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OLM ClusterServiceVersion: an operator's install manifest. OLM creates the deployments, and for every entry of
 * {@code permissions} and {@code clusterPermissions} a role, a binding and, if need be, the account (operator-lifecycle-
 * manager, {@code pkg/controller/install}).
 *
 * @param object its text
 */
public record ClusterServiceVersion(KubeObject object) {

    private static final String RBAC = "rbac.authorization.k8s.io/v1";

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
            String name = permission.get("serviceAccountName").textOr("");
            if (!name.isEmpty() && seen.add(name)) {
                accounts.add(new ServiceAccount(made("v1", Subject.SERVICE_ACCOUNT, name, permission), true));
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
        return roles;
    }

    List<Binding> bindings() {
        List<Binding> bindings = new ArrayList<>();
        for (Field permission : install("permissions").items()) {
            bindings.add(binding(Binding.ROLE_BINDING, Role.ROLE, permission));
        }
        for (Field permission : install("clusterPermissions").items()) {
            bindings.add(binding(Binding.CLUSTER_ROLE_BINDING, Role.CLUSTER_ROLE, permission));
        }
        return bindings;
    }

    private Role role(String kind, Field permission) {
        return Role.of(
                made(RBAC, kind, roleName(permission), permission),
                permission.get("rules").items().stream().map(PolicyRule::of).toList());
    }

    private Binding binding(String kind, String roleKind, Field permission) {
        Field account = permission.get("serviceAccountName");
        Subject subject =
                new Subject(Subject.SERVICE_ACCOUNT, object.id().namespace(), account.textOr("default"), account);
        String name = roleName(permission);
        boolean lifted = kind.equals(Binding.ROLE_BINDING) && installModes().contains(ALL_NAMESPACES);
        return new Binding(made(RBAC, kind, name, permission), roleKind, name, List.of(subject), lifted);
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
