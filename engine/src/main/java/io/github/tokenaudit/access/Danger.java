package io.github.tokenaudit.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Dangerous things that a grant may let its holder do, the worst first. What each amounts to, {@link Gains} says. Sources:
 * Kubernetes docs, "Role Based Access Control Good Practices"; where they are silent, the Kubernetes code that is cited in
 * {@code docs/kubernetes-facts.md}.
 */
public enum Danger {
    FULL_ACCESS("do everything", "do everything to what is called", Requests.namespaced("*", Set.of("*"), "*")),
    ESCALATE_CLUSTER_ROLES(
            "write any right into ClusterRoles",
            "write any right into ClusterRole",
            Requests.clusterScoped(Danger.RBAC, Set.of("clusterroles"), "escalate")),
    ESCALATE_ROLES(
            "write any right into Roles",
            "write any right into Role",
            Requests.namespaced(Danger.RBAC, Set.of("roles"), "escalate")),
    BIND_CLUSTER_ROLES(
            "hand out any ClusterRole",
            "hand out ClusterRole",
            Requests.namespaced(Danger.RBAC, Set.of("clusterroles"), "bind")),
    BIND_ROLES("hand out any Role", "hand out Role", Requests.namespaced(Danger.RBAC, Set.of("roles"), "bind")),
    IMPERSONATE_USERS(
            "act as any user",
            "act as user",
            Requests.clusterScoped("", Set.of("users"), "impersonate"),
            Requests.clusterScoped(Danger.AUTHENTICATION, Set.of("users"), "impersonate:user-info")),
    IMPERSONATE_GROUPS(
            "act as a member of any group",
            "act as a member of group",
            Requests.clusterScoped("", Set.of("groups"), "impersonate"),
            Requests.clusterScoped(Danger.AUTHENTICATION, Set.of("groups"), "impersonate:user-info")),
    IMPERSONATE_ACCOUNTS(
            "act as any service account",
            "act as service account",
            Requests.namespaced("", Set.of("serviceaccounts"), "impersonate"),
            Requests.namespaced(Danger.AUTHENTICATION, Set.of("serviceaccounts"), "impersonate:serviceaccount")),
    IMPERSONATE_NODES(
            "act as any node, under constraints",
            "act, under constraints, as node",
            Requests.clusterScoped(
                    Danger.AUTHENTICATION,
                    Set.of("nodes"),
                    "impersonate:arbitrary-node",
                    "impersonate:associated-node")),
    IMPERSONATE_EXTRAS(
            "choose the UID and extra attributes of whom it acts as",
            "choose, of whom it acts as, the UID or extra attribute",
            Requests.clusterScoped(
                    Danger.AUTHENTICATION, Set.of("uids", "userextras/"), "impersonate", "impersonate:user-info")),
    TOKEN_REQUEST(
            "get a token of any service account",
            "get a token of service account",
            Requests.namespaced("", Set.of("serviceaccounts/token"), "create")),
    CSR_APPROVAL(
            "approve certificates by which clients sign in",
            "approve the certificate signing request",
            Requests.clusterScoped(
                    Danger.CERTIFICATES, Set.of("certificatesigningrequests/approval"), "update", "patch")),
    NODES_PROXY(
            "run commands in every pod through the kubelets",
            "run commands in every pod of node",
            Requests.clusterScoped("", Set.of("nodes/proxy"), "get", "create", "update", "patch", "delete")),
    SECURITY_CONTEXT_CONSTRAINTS(
            "let pods run with any privilege (OpenShift's SecurityContextConstraints)",
            "let pods use OpenShift's SecurityContextConstraints",
            Requests.namespaced(Danger.OPENSHIFT, Set.of("securitycontextconstraints"), "use"),
            Requests.clusterScoped(
                    Danger.OPENSHIFT, Set.of("securitycontextconstraints"), "create", "update", "patch")),
    MACHINE_CONFIG_WRITE(
            "change files and services of nodes (OpenShift's MachineConfigs)",
            "change files and services of nodes by the MachineConfig",
            Requests.clusterScoped(Danger.MACHINES, Set.of("machineconfigs"), "create", "update", "patch")),
    SECRETS_READ(
            "read every Secret", "read Secret", Requests.namespaced("", Set.of("secrets"), "get", "list", "watch")),
    SECRETS_WRITE(
            "write Secrets", "write Secret", Requests.namespaced("", Set.of("secrets"), "create", "update", "patch")),
    WORKLOAD_CREATE(
            "run pods as any service account",
            "run pods as any service account, in workloads called",
            Danger.workloads(Set.of("jobs", "cronjobs"), "create")),
    WORKLOAD_MODIFY(
            "change what workloads run",
            "change what the workload runs:",
            // What a Job runs can't be changed: the API server keeps its template as it is.
            Danger.workloads(Set.of("cronjobs"), "update", "patch")),
    POD_EXEC(
            "run commands in any pod",
            "run commands in pod",
            Requests.namespaced("", Set.of("pods/exec", "pods/attach"), "create", "get")),
    EPHEMERAL_CONTAINERS(
            "add a container to any running pod",
            "add a container to pod",
            Requests.namespaced("", Set.of("pods/ephemeralcontainers"), "update", "patch")),
    ADMISSION_WRITE(
            "change what admission webhooks and policies let through",
            "change which requests go through the admission webhook or policy",
            Requests.clusterScoped(
                    "admissionregistration.k8s.io",
                    Set.of(
                            "mutatingwebhookconfigurations",
                            "validatingwebhookconfigurations",
                            "mutatingadmissionpolicies",
                            "mutatingadmissionpolicybindings",
                            "validatingadmissionpolicies",
                            "validatingadmissionpolicybindings"),
                    "create",
                    "update",
                    "patch",
                    "delete",
                    "deletecollection")),
    APISERVICE_WRITE(
            "have a server of its own answer for API groups",
            "have a server of its own answer for the API",
            Requests.clusterScoped("apiregistration.k8s.io", Set.of("apiservices"), "create", "update", "patch")),
    POLICY_ENGINE_WRITE(
            "change policies of an admission policy engine",
            "change the policy",
            Danger.changes("kyverno.io", "clusterpolicies", "policies", "policyexceptions", "clustercleanuppolicies"),
            Danger.changes(
                    "policies.kyverno.io",
                    "validatingpolicies",
                    "imagevalidatingpolicies",
                    "mutatingpolicies",
                    "generatingpolicies",
                    "deletingpolicies",
                    "policyexceptions"),
            Danger.changes("templates.gatekeeper.sh", "constrainttemplates"),
            Danger.changes("config.gatekeeper.sh", "configs"),
            Danger.changes("mutations.gatekeeper.sh", "assign", "assignmetadata", "assignimage", "modifyset"),
            Danger.changes(
                    "policies.kubewarden.io",
                    "clusteradmissionpolicies",
                    "admissionpolicies",
                    "clusteradmissionpolicygroups",
                    "admissionpolicygroups",
                    "policyservers"),
            Danger.changes("artifact.falcosecurity.dev", "rulesfiles", "configs"),
            Danger.changes("instance.falcosecurity.dev", "falcos")),
    DEPLOY_BY_PROXY(
            "have OLM, Argo CD or Flux deploy in its place",
            "change what OLM, Argo CD or Flux deploys by",
            Requests.namespaced(
                    "operators.coreos.com",
                    Set.of("subscriptions", "clusterserviceversions", "operatorgroups", "catalogsources"),
                    "create",
                    "update",
                    "patch"),
            Requests.namespaced(
                    "olm.operatorframework.io",
                    Set.of("clusterextensions", "clustercatalogs"),
                    "create",
                    "update",
                    "patch"),
            Requests.namespaced(
                    "argoproj.io",
                    Set.of("applications", "applicationsets", "appprojects"),
                    "create",
                    "update",
                    "patch"),
            Requests.namespaced("kustomize.toolkit.fluxcd.io", Set.of("kustomizations"), "create", "update", "patch"),
            Requests.namespaced("helm.toolkit.fluxcd.io", Set.of("helmreleases"), "create", "update", "patch")),
    PERSISTENT_VOLUME_CREATE(
            "make PersistentVolumes of any directory of a node, for pods to mount",
            "make of any directory of a node, for pods to mount, the PersistentVolume",
            Requests.clusterScoped("", Set.of("persistentvolumes"), "create")),
    NODES_WRITE(
            "change nodes", "change node", Requests.clusterScoped("", Set.of("nodes"), "update", "patch", "delete")),
    POD_THEFT(
            "delete or evict any pod",
            "delete or evict pod",
            Requests.namespaced("", Set.of("pods"), "delete", "deletecollection"),
            Requests.namespaced("", Set.of("pods/eviction"), "create")),
    NAMESPACE_WRITE(
            "loosen Pod Security by the labels of namespaces",
            "change namespace",
            Requests.namespaced("", Set.of("namespaces"), "update", "patch")),
    CRD_WRITE(
            "change the definitions of custom resources",
            "change the definition of",
            Requests.clusterScoped(
                    "apiextensions.k8s.io",
                    Set.of("customresourcedefinitions"),
                    "create",
                    "update",
                    "patch",
                    "delete")),
    CONFIG_MAP_WRITE(
            "change ConfigMaps",
            "change ConfigMap",
            Requests.namespaced("", Set.of("configmaps"), "create", "update", "patch")),
    ACCOUNT_WRITE(
            "change service accounts",
            "change service account",
            Requests.namespaced("", Set.of("serviceaccounts"), "create", "update", "patch")),
    RBAC_WRITE(
            "write roles and bindings",
            "write the role or binding",
            Requests.namespaced(Danger.RBAC, Set.of("roles", "rolebindings"), "create", "update", "patch"),
            Requests.clusterScoped(
                    Danger.RBAC, Set.of("clusterroles", "clusterrolebindings"), "create", "update", "patch")),
    STATUS_WRITE(
            "falsify the status on which controllers act",
            "falsify the status of",
            Requests.clusterScoped("", Set.of("nodes/status"), "update", "patch"),
            Requests.namespaced("", Set.of("pods/status", "services/status"), "update", "patch")),
    POD_CONNECT(
            "reach the ports of any pod through the API server",
            "connect to",
            Requests.namespaced("", Set.of("pods/portforward", "pods/proxy", "services/proxy"), "create", "get")),
    NETWORK_WRITE(
            "redirect traffic between workloads",
            "redirect the traffic of",
            Requests.namespaced("", Set.of("services", "endpoints"), "create", "update", "patch"),
            Requests.namespaced("discovery.k8s.io", Set.of("endpointslices"), "create", "update", "patch"),
            Requests.namespaced("networking.k8s.io", Set.of("ingresses"), "create", "update", "patch"),
            Danger.changes("networking.k8s.io", "networkpolicies")),
    EVENTS_DELETE(
            "delete events and so evidence",
            "delete event",
            Requests.namespaced(Set.of("", "events.k8s.io"), Set.of("events"), "delete", "deletecollection"));

    private static final Map<String, Set<Danger>> BY_RESOURCE = byResource();

    private static final String GOOD_PRACTICES = "https://kubernetes.io/docs/concepts/security/rbac-good-practices/";

    static final String RBAC = "rbac.authorization.k8s.io";
    static final String AUTHENTICATION = "authentication.k8s.io";
    static final String CERTIFICATES = "certificates.k8s.io";
    static final String OPENSHIFT = "security.openshift.io";
    static final String MACHINES = "machineconfiguration.openshift.io";

    private final String words;
    private final String namedWords;
    private final List<Requests> requests;

    Danger(String words, String namedWords, Requests... requests) {
        this.words = words;
        this.namedWords = namedWords;
        this.requests = List.of(requests);
    }

    /** All that changes what objects do, deleting them included. */
    private static Requests changes(String group, String... resources) {
        return Requests.namespaced(group, Set.of(resources), "create", "update", "patch", "delete", "deletecollection");
    }

    private static Requests[] workloads(Set<String> batch, String... verbs) {
        return new Requests[] {
            Requests.namespaced("", Set.of("pods", "replicationcontrollers"), verbs),
            Requests.namespaced("apps", Set.of("deployments", "statefulsets", "daemonsets", "replicasets"), verbs),
            Requests.namespaced("batch", batch, verbs),
            Requests.namespaced("apps.openshift.io", Set.of("deploymentconfigs"), verbs),
            Requests.namespaced("serving.knative.dev", Set.of("services", "configurations"), verbs)
        };
    }

    /**
     * What the holder can do by a grant and some of its verbs, for whatever object: "read every Secret". Who may only get
     * Secrets, and not list them, has to know their names.
     */
    public String words(Grant grant, List<String> verbs) {
        return switch (this) {
            case SECRETS_READ -> verbs.equals(List.of("get")) ? "read any Secret by its name" : words;
            case ACCOUNT_WRITE -> verbs.equals(List.of("create")) ? "create service accounts" : words;
            case POD_THEFT ->
                words.replace(
                        "delete or evict",
                        verbs.equals(List.of("create"))
                                ? "evict"
                                : verbs.contains("create") ? "delete or evict" : "delete");
            case ADMISSION_WRITE -> words.replace("webhooks and policies", admissionOf(grant));
            default -> words;
        };
    }

    private String admissionOf(Grant grant) {
        List<String> granted = requests.stream()
                .flatMap(each -> each.resources().stream())
                .filter(grant::hasResource)
                .toList();
        if (Gains.WEBHOOKS.containsAll(granted)) {
            return "webhooks";
        }
        return granted.stream().anyMatch(Gains.WEBHOOKS::contains) ? "webhooks and policies" : "policies";
    }

    /** What the holder can do with named objects; their names follow. */
    public String namedWords() {
        return namedWords;
    }

    /** Whether it makes pods that are privileged, or makes them so, which Pod Security may forbid by a namespace's labels. */
    public boolean makesPodsPrivileged() {
        return this == WORKLOAD_CREATE || this == WORKLOAD_MODIFY || this == EPHEMERAL_CONTAINERS;
    }

    /** Where this is written up. */
    public String source() {
        return switch (this) {
            case SECRETS_READ, SECRETS_WRITE -> GOOD_PRACTICES + "#listing-secrets";
            case WORKLOAD_CREATE, WORKLOAD_MODIFY -> GOOD_PRACTICES + "#workload-creation";
            case PERSISTENT_VOLUME_CREATE -> GOOD_PRACTICES + "#persistent-volume-creation";
            case NODES_PROXY -> GOOD_PRACTICES + "#access-to-proxy-subresource-of-nodes";
            case ESCALATE_CLUSTER_ROLES, ESCALATE_ROLES -> GOOD_PRACTICES + "#escalate-verb";
            case BIND_CLUSTER_ROLES, BIND_ROLES -> GOOD_PRACTICES + "#bind-verb";
            case IMPERSONATE_USERS, IMPERSONATE_GROUPS, IMPERSONATE_ACCOUNTS, IMPERSONATE_NODES, IMPERSONATE_EXTRAS ->
                GOOD_PRACTICES + "#impersonate-verb";
            case CSR_APPROVAL -> GOOD_PRACTICES + "#csrs-and-certificate-issuing";
            case TOKEN_REQUEST -> GOOD_PRACTICES + "#token-request";
            case ADMISSION_WRITE -> GOOD_PRACTICES + "#control-admission-webhooks";
            case NAMESPACE_WRITE -> GOOD_PRACTICES + "#namespace-modification";
            case POD_EXEC, POD_CONNECT ->
                "https://kubernetes.io/docs/reference/access-authn-authz/authorization/#privilege-escalation-via-pod-creation";
            case EPHEMERAL_CONTAINERS -> "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/";
            case NODES_WRITE, POD_THEFT -> "https://dl.acm.org/doi/10.1145/3576915.3623121";
            case SECURITY_CONTEXT_CONSTRAINTS ->
                "https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html";
            case APISERVICE_WRITE ->
                "https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/";
            case CONFIG_MAP_WRITE -> "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html";
            default -> GOOD_PRACTICES + "#privilege-escalation-risks";
        };
    }

    List<Requests> requests() {
        return requests;
    }

    /** What a rule for some resources may give; the groups and verbs of the rule decide whether it does. */
    static Set<Danger> near(Collection<String> resources) {
        Set<Danger> near = EnumSet.noneOf(Danger.class);
        for (String resource : resources) {
            if (resource.startsWith("*")) {
                return EnumSet.allOf(Danger.class);
            }
            near.addAll(BY_RESOURCE.getOrDefault(ApiResources.withoutSubresource(resource), Set.of()));
        }
        return near;
    }

    private static Map<String, Set<Danger>> byResource() {
        Map<String, Set<Danger>> dangers = new HashMap<>();
        for (Danger danger : values()) {
            for (Requests each : danger.requests) {
                for (String resource : each.resources()) {
                    dangers.computeIfAbsent(
                                    ApiResources.withoutSubresource(resource), r -> EnumSet.noneOf(Danger.class))
                            .add(danger);
                }
            }
        }
        return dangers;
    }

    /** The verbs by which a grant gives this, in the order in which a person names them; empty when it does not. */
    List<String> verbsOf(Grant grant) {
        Set<String> verbs = new LinkedHashSet<>();
        for (Requests each : requests) {
            verbs.addAll(each.verbsOf(grant));
        }
        return verbs.isEmpty()
                ? List.of()
                : verbs.stream().filter(verb -> isMeant(grant, verb)).toList();
    }

    /**
     * Everybody who may do everything may delete events; only who asks for that means it. And only who names OpenShift's
     * groups is on OpenShift, where pods are admitted by one and nodes set up by the other.
     */
    private boolean isMeant(Grant grant, String verb) {
        return switch (this) {
            case EVENTS_DELETE ->
                grant.rule().verbs().contains(verb) && grant.rule().resources().contains("events");
            case SECURITY_CONTEXT_CONSTRAINTS -> grant.rule().apiGroups().contains(OPENSHIFT);
            case MACHINE_CONFIG_WRITE -> grant.rule().apiGroups().contains(MACHINES);
            default -> true;
        };
    }

    boolean isClusterScoped() {
        return requests.stream().allMatch(Requests::clusterScoped);
    }
}
