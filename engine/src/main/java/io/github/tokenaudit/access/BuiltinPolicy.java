package io.github.tokenaudit.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.LabelSelector;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Location;
import io.github.tokenaudit.source.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The roles and bindings that every cluster has, with the content that they have in one version of Kubernetes: {@code
 * builtin-roles.json} is taken from Kubernetes' own code, which it names.
 */
public final class BuiltinPolicy {

    private static final String RBAC = "rbac.authorization.k8s.io/v1";

    private final KubernetesVersion version;
    private final Map<String, Role> clusterRoles = new LinkedHashMap<>();
    private final Map<String, List<Role>> roles;
    private final List<Binding> bindings = new ArrayList<>();

    private BuiltinPolicy(JsonNode data, KubernetesVersion version) {
        this.version = version;
        for (JsonNode role : data.get("clusterRoles")) {
            if (version.has(role)) {
                clusterRoles.put(role.get("name").asText(), role(Role.CLUSTER_ROLE, role));
            }
        }
        List<Role> namespaced = new ArrayList<>();
        for (JsonNode role : data.get("roles")) {
            if (version.has(role)) {
                namespaced.add(role(Role.ROLE, role));
            }
        }
        roles = namespaced.stream()
                .collect(Collectors.groupingBy(role -> role.id().name()));
        addBindings(data.get("clusterRoleBindings"), Binding.CLUSTER_ROLE_BINDING, Role.CLUSTER_ROLE);
        addBindings(data.get("roleBindings"), Binding.ROLE_BINDING, Role.ROLE);
    }

    private void addBindings(JsonNode list, String kind, String roleKind) {
        for (JsonNode binding : list) {
            if (version.has(binding)) {
                List<Subject> subjects = new ArrayList<>();
                binding.get("subjects")
                        .forEach(subject -> subjects.add(new Subject(
                                subject.get("kind").asText(),
                                textOrNull(subject, "namespace"),
                                subject.get("name").asText(),
                                nowhere())));
                bindings.add(new Binding(
                        object(kind, binding), roleKind, binding.get("role").asText(), subjects));
            }
        }
    }

    /**
     * What a version brings; for one older or newer than those known, what the nearest known one brings.
     *
     * @param kubernetesVersion as {@code 1.34}
     */
    public static BuiltinPolicy of(String kubernetesVersion) {
        JsonNode data = read();
        List<KubernetesVersion> known = new ArrayList<>();
        data.get("versions").forEach(version -> known.add(KubernetesVersion.of(version.asText())));
        KubernetesVersion asked = KubernetesVersion.of(kubernetesVersion);
        KubernetesVersion oldest = known.get(known.size() - 1);
        KubernetesVersion newest = known.get(0);
        KubernetesVersion nearest = asked.compareTo(oldest) < 0 ? oldest : asked.compareTo(newest) > 0 ? newest : asked;
        return new BuiltinPolicy(data, nearest);
    }

    /** The newest version that is known, as {@code 1.34}. */
    public static String newestVersion() {
        return read().get("versions").get(0).asText();
    }

    private static JsonNode read() {
        try (InputStream in = BuiltinPolicy.class.getResourceAsStream("builtin-roles.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's jar is damaged", e);
        }
    }

    /** The version whose policy this is, as {@code 1.34}. */
    public String version() {
        return version.toString();
    }

    /** Whether this is a version, as {@code 1.35}, or a newer one. */
    public boolean isAtLeast(String kubernetesVersion) {
        return version.isAtLeast(kubernetesVersion);
    }

    /** The built-in ClusterRoles. */
    public List<Role> clusterRoles() {
        return List.copyOf(clusterRoles.values());
    }

    /** A built-in ClusterRole; null when Kubernetes has none of that name. */
    public @Nullable Role clusterRole(String name) {
        return clusterRoles.get(name);
    }

    /** A built-in Role of Kubernetes' own namespaces; null when there is none of that name. */
    public @Nullable Role role(@Nullable String namespace, String name) {
        return roles.getOrDefault(name, List.of()).stream()
                .filter(role -> Objects.equals(role.id().namespace(), namespace))
                .findFirst()
                .orElse(null);
    }

    /** The bindings of built-in roles to Kubernetes' own users, groups and accounts. */
    public List<Binding> bindings() {
        return List.copyOf(bindings);
    }

    private Role role(String kind, JsonNode role) {
        List<PolicyRule> rules = new ArrayList<>();
        for (JsonNode rule : role.get("rules")) {
            if (version.has(rule)) {
                rules.add(new PolicyRule(
                        texts(rule, "apiGroups"),
                        texts(rule, "resources"),
                        texts(rule, "verbs"),
                        texts(rule, "resourceNames"),
                        texts(rule, "nonResourceURLs"),
                        null));
            }
        }
        List<LabelSelector> aggregation = new ArrayList<>();
        role.path("aggregationRule")
                .forEach(selector -> aggregation.add(LabelSelector.ofLabels(textMap(selector.get("matchLabels")))));
        Map<String, String> labels = textMap(role.path("labels"));
        labels.put("kubernetes.io/bootstrapping", "rbac-defaults");
        return new Role(object(kind, role), labels, rules, aggregation);
    }

    /**
     * What a built-in role comes to that the input declares, too, once the API server has started again: it adds what is
     * missing, to labels as well, and takes nothing away but an aggregationRule ({@code
     * pkg/registry/rbac/rest/storage_rbac.go}, {@code k8s.io/component-helpers/auth/rbac/reconciliation}). A role whose
     * annotation {@code autoupdate} says false stays as the input has it.
     *
     * @param brought the built-in role
     * @param declared the input's roles of its name
     */
    Role merged(Role brought, List<Role> declared) {
        if (declared.isEmpty()) {
            return brought;
        }
        Map<String, String> labels = new LinkedHashMap<>(brought.labels());
        List<PolicyRule> rules = new ArrayList<>();
        List<LabelSelector> aggregation = new ArrayList<>();
        boolean frozen = false;
        for (Role role : declared) {
            labels.putAll(role.labels());
            rules.addAll(role.rules());
            aggregation.addAll(role.aggregation());
            frozen |= role.object()
                    .at("metadata", "annotations")
                    .get("rbac.authorization.kubernetes.io/autoupdate")
                    .textOr("")
                    .equals("false");
        }
        if (!frozen && !brought.isAggregated()) {
            aggregation.clear();
        }
        if (!frozen || aggregation.isEmpty()) {
            aggregation.addAll(brought.aggregation());
        }
        if (!frozen || rules.isEmpty()) {
            rules.addAll(brought.rules());
        }
        return new Role(declared.get(0).object(), labels, rules, aggregation);
    }

    /** Whether a binding has any effect: under a built-in one's name, it can't refer to another role. */
    boolean accepts(Binding binding) {
        return bindings.stream()
                .filter(brought -> brought.id().kind().equals(binding.id().kind())
                        && brought.id().name().equals(binding.id().name())
                        && Objects.equals(brought.id().namespace(), binding.id().namespace()))
                .allMatch(brought -> brought.roleKind().equals(binding.roleKind())
                        && brought.roleName().equals(binding.roleName()));
    }

    private static KubeObject object(String kind, JsonNode thing) {
        return new KubeObject(
                new ObjectId(
                        RBAC,
                        kind,
                        textOrNull(thing, "namespace"),
                        thing.get("name").asText()),
                nowhere(),
                0);
    }

    /** What is built in has no text; it stands in a file that no input can have. */
    private static Field nowhere() {
        return Field.root(new Node.Mapping(Map.of(), 1, Location.startOf("")));
    }

    private static @Nullable String textOrNull(JsonNode node, String key) {
        return node.has(key) ? node.get(key).asText() : null;
    }

    private static List<String> texts(JsonNode rule, String key) {
        List<String> texts = new ArrayList<>();
        rule.path(key).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Map<String, String> textMap(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
