package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the objects of a document, and says which documents are worth parsing. */
final class ObjectReader {

    private static final String RBAC = "rbac.authorization.k8s.io";

    /** The kinds, by group, that some rule looks at; workloads apart. */
    private static final Map<String, Set<String>> RELEVANT = Map.of(
            "",
            // A kubeconfig calls itself v1 Config. It is no object of a cluster, but may hold credentials.
            Set.of("ServiceAccount", "Secret", "ConfigMap", "Namespace", "Service", "Config"),
            RBAC,
            Set.of(Role.ROLE, Role.CLUSTER_ROLE, Binding.ROLE_BINDING, Binding.CLUSTER_ROLE_BINDING),
            "operators.coreos.com",
            Set.of("ClusterServiceVersion"),
            "admissionregistration.k8s.io",
            Set.of(AdmissionWebhook.MUTATING, AdmissionWebhook.VALIDATING),
            Constraints.GROUP,
            Set.of(Constraints.KIND),
            "storage.k8s.io",
            Set.of("CSIDriver"),
            "audit.k8s.io",
            Set.of("Policy"),
            "monitoring.coreos.com",
            Set.of("ServiceMonitor", "PodMonitor", "Probe"));

    private static final String CRD_GROUP = "apiextensions.k8s.io";
    private static final String CRD_KIND = "CustomResourceDefinition";
    private static final Interest CRD_OUTLINE =
            new Interest.Only(Set.of("apiVersion", "kind", "metadata", "spec.group", "spec.names", "spec.scope"));

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            Role.CLUSTER_ROLE,
            Binding.CLUSTER_ROLE_BINDING,
            CRD_KIND,
            "Namespace",
            "CSIDriver",
            Constraints.KIND,
            AdmissionWebhook.MUTATING,
            AdmissionWebhook.VALIDATING);

    private ObjectReader() {}

    /** How much of a document the audit needs, from its {@code apiVersion} and {@code kind}. */
    static Interest interest(Map<String, String> head) {
        String group = group(head.getOrDefault("apiVersion", ""));
        String kind = head.getOrDefault("kind", "");
        if (group.equals(CRD_GROUP) && kind.equals(CRD_KIND)) {
            return CRD_OUTLINE;
        }
        return isRelevant(group, kind) || kind.endsWith("List") ? Interest.WHOLE : Interest.NONE;
    }

    static boolean isRelevant(String group, String kind) {
        return RELEVANT.getOrDefault(group, Set.of()).contains(kind)
                || WorkloadKind.of(group, kind) != null
                || (group.equals(CRD_GROUP) && kind.equals(CRD_KIND));
    }

    /** Whether an object of a kind runs as an account, is one, or grants it something. */
    static boolean actsOnTokens(String group, String kind) {
        return WorkloadKind.of(group, kind) != null
                || RELEVANT.getOrDefault(RBAC, Set.of()).contains(kind)
                || kind.equals(Subject.SERVICE_ACCOUNT);
    }

    static boolean isClusterScoped(String kind) {
        return CLUSTER_SCOPED.contains(kind);
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** A thing in a document that may be an object, with what an enclosing typed list says of it. */
    private record Candidate(
            Field field,
            @Nullable String listApiVersion,
            @Nullable String listKind) {}

    /**
     * The objects of a document, lists expanded, nested ones too, in order. Items of a typed list (PodList) may leave
     * out what the list implies.
     */
    static List<KubeObject> objects(Document document) {
        Node root = document.root();
        if (root == null) {
            return List.of();
        }
        List<KubeObject> objects = new ArrayList<>();
        Deque<Candidate> open = new ArrayDeque<>();
        open.push(new Candidate(Field.root(root), null, null));
        while (!open.isEmpty()) {
            Candidate candidate = open.pop();
            String apiVersion = candidate.field.get("apiVersion").textOr(orEmpty(candidate.listApiVersion));
            String kind = candidate.field.get("kind").textOr(orEmpty(candidate.listKind));
            if (kind.endsWith("List") && candidate.field.get("items").node() instanceof Node.Sequence) {
                String itemKind = kind.substring(0, kind.length() - "List".length());
                List<Field> items = candidate.field.get("items").items();
                for (int i = items.size() - 1; i >= 0; i--) {
                    open.push(new Candidate(
                            items.get(i).asRoot(),
                            itemKind.isEmpty() ? null : apiVersion,
                            itemKind.isEmpty() ? null : itemKind));
                }
            } else if (!apiVersion.isEmpty() && !kind.isEmpty()) {
                objects.add(new KubeObject(id(apiVersion, kind, candidate.field), candidate.field, document.index()));
            }
        }
        return objects;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ObjectId id(String apiVersion, String kind, Field root) {
        Field metadata = root.get("metadata");
        String namespace = metadata.get("namespace").textOr("");
        // OLM tooling writes "placeholder" where the namespace is whichever the operator gets installed into.
        boolean open = namespace.isEmpty() || namespace.equals("placeholder") || isClusterScoped(kind);
        return new ObjectId(
                apiVersion,
                kind,
                open ? null : namespace,
                metadata.get("name").textOr(metadata.get("generateName").textOr("")));
    }

    /** Sorts objects by what they are, with what OLM makes of a ClusterServiceVersion. */
    static Contents contents(List<KubeObject> objects) {
        Contents contents = Contents.empty();
        for (KubeObject object : objects) {
            sort(object, contents);
        }
        return contents;
    }

    private static void sort(KubeObject object, Contents contents) {
        contents.objects().add(object);
        String group = object.id().group();
        String kind = object.id().kind();
        WorkloadKind workload = WorkloadKind.of(group, kind);
        if (workload != null) {
            contents.workloads().add(workload(object, workload));
        } else if (group.isEmpty() && kind.equals(Subject.SERVICE_ACCOUNT)) {
            contents.accounts().add(new ServiceAccount(object, false));
        } else if (group.equals(RBAC) && (kind.equals(Role.ROLE) || kind.equals(Role.CLUSTER_ROLE))) {
            contents.roles().add(role(object));
        } else if (group.equals(RBAC)
                && (kind.equals(Binding.ROLE_BINDING) || kind.equals(Binding.CLUSTER_ROLE_BINDING))) {
            contents.bindings().add(binding(object));
        } else if (group.equals(CRD_GROUP) && kind.equals(CRD_KIND)) {
            contents.apis().add(api(object));
        } else if (group.equals("operators.coreos.com") && kind.equals("ClusterServiceVersion")) {
            ClusterServiceVersion csv = new ClusterServiceVersion(object);
            contents.csvs().add(csv);
            contents.workloads().addAll(csv.workloads());
            contents.accounts().addAll(csv.accounts());
            contents.roles().addAll(csv.roles());
            contents.bindings().addAll(csv.bindings());
        }
    }

    private static Workload workload(KubeObject object, WorkloadKind kind) {
        Field template = object.at(kind.templatePath().toArray(String[]::new));
        return new Workload(object, kind, new PodSpec(template.get("spec"), template.get("metadata")), null);
    }

    private static Role role(KubeObject object) {
        return new Role(
                object,
                object.at("metadata", "labels").textMap(),
                object.at("rules").items().stream().map(PolicyRule::of).toList(),
                object.at("aggregationRule", "clusterRoleSelectors").items().stream()
                        .map(LabelSelector::of)
                        .toList());
    }

    private static Binding binding(KubeObject object) {
        List<Subject> subjects = new ArrayList<>();
        for (Field subject : object.at("subjects").items()) {
            subjects.add(subject(object, subject));
        }
        return new Binding(
                object,
                object.at("roleRef", "kind").textOr(""),
                object.at("roleRef", "name").textOr(""),
                subjects);
    }

    private static Subject subject(KubeObject binding, Field field) {
        String kind = field.get("kind").textOr("");
        String namespace = field.get("namespace").textOr("");
        boolean open = namespace.isEmpty() || namespace.equals("placeholder");
        // Without one, an account in a RoleBinding is of the binding's own namespace.
        @Nullable String effective = open ? binding.id().namespace() : namespace;
        return new Subject(
                kind,
                kind.equals(Subject.SERVICE_ACCOUNT) ? effective : null,
                field.get("name").textOr(""),
                field);
    }

    private static OwnedApi api(KubeObject object) {
        return new OwnedApi(
                object.at("spec", "group").textOr(""),
                object.at("spec", "names", "plural").textOr(""),
                !object.at("spec", "scope").textOr("Namespaced").equals("Cluster"),
                object);
    }
}
