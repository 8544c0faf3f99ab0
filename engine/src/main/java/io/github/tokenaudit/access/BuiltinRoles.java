package io.github.tokenaudit.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Location;
import io.github.tokenaudit.source.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The roles that every cluster has, with the content that they have in one version of Kubernetes: {@code
 * builtin-roles.json} is taken from Kubernetes' own code, which it names. Aggregated roles are the union of the built-in
 * roles that they select.
 */
public final class BuiltinRoles {

    private static final String RBAC = "rbac.authorization.k8s.io/v1";

    /** A version of Kubernetes, compared as numbers. */
    private record Minor(int major, int minor) implements Comparable<Minor> {
        static Minor of(String text) {
            int dot = text.indexOf('.');
            return new Minor(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
        }

        @Override
        public int compareTo(Minor other) {
            return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
        }

        boolean isWithin(JsonNode range) {
            return (!range.has("since") || compareTo(of(range.get("since").asText())) >= 0)
                    && (!range.has("until") || compareTo(of(range.get("until").asText())) <= 0);
        }
    }

    private final JsonNode data;
    private final Minor version;

    private BuiltinRoles(JsonNode data, Minor version) {
        this.data = data;
        this.version = version;
    }

    /**
     * The roles of a version; for one older or newer than those known, of the nearest known one.
     *
     * @param kubernetesVersion as {@code 1.34}
     */
    public static BuiltinRoles of(String kubernetesVersion) {
        JsonNode data = read();
        List<Minor> known = known(data);
        Minor asked = Minor.of(kubernetesVersion);
        Minor oldest = known.get(known.size() - 1);
        Minor newest = known.get(0);
        Minor nearest = asked.compareTo(oldest) < 0 ? oldest : asked.compareTo(newest) > 0 ? newest : asked;
        return new BuiltinRoles(data, nearest);
    }

    /** The newest version whose roles are known, as {@code 1.34}. */
    public static String newestVersion() {
        return read().get("versions").get(0).asText();
    }

    private static List<Minor> known(JsonNode data) {
        List<Minor> known = new ArrayList<>();
        data.get("versions").forEach(version -> known.add(Minor.of(version.asText())));
        return known;
    }

    private static JsonNode read() {
        try (InputStream in = BuiltinRoles.class.getResourceAsStream("builtin-roles.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's jar is damaged", e);
        }
    }

    /** A built-in ClusterRole; empty when Kubernetes has none of that name. */
    public List<Role> clusterRole(String name) {
        List<Role> found = new ArrayList<>();
        for (JsonNode role : data.get("clusterRoles")) {
            if (role.get("name").asText().equals(name) && version.isWithin(role)) {
                List<PolicyRule> rules = new ArrayList<>();
                addRules(role, rules);
                role.path("aggregationRule").forEach(selector -> addSelected(selector.get("matchLabels"), rules));
                found.add(role(Role.CLUSTER_ROLE, null, name, rules));
            }
        }
        return found;
    }

    /** A built-in Role of Kubernetes' own namespaces; empty when there is none of that name. */
    public List<Role> role(@Nullable String namespace, String name) {
        List<Role> found = new ArrayList<>();
        for (JsonNode role : data.get("roles")) {
            if (role.get("name").asText().equals(name)
                    && role.get("namespace").asText().equals(namespace)
                    && version.isWithin(role)) {
                List<PolicyRule> rules = new ArrayList<>();
                addRules(role, rules);
                found.add(role(Role.ROLE, namespace, name, rules));
            }
        }
        return found;
    }

    /** Adds the rules of the roles that carry all labels, which for {@code admin} takes in those of {@code edit}. */
    private void addSelected(JsonNode labels, List<PolicyRule> rules) {
        for (JsonNode role : data.get("clusterRoles")) {
            boolean selected = version.isWithin(role);
            for (Map.Entry<String, JsonNode> label : labels.properties()) {
                selected &= role.path("labels").path(label.getKey()).equals(label.getValue());
            }
            if (selected) {
                addRules(role, rules);
                role.path("aggregationRule").forEach(selector -> addSelected(selector.get("matchLabels"), rules));
            }
        }
    }

    private void addRules(JsonNode role, List<PolicyRule> rules) {
        for (JsonNode rule : role.get("rules")) {
            if (version.isWithin(rule)) {
                rules.add(new PolicyRule(
                        texts(rule, "apiGroups"),
                        texts(rule, "resources"),
                        texts(rule, "verbs"),
                        texts(rule, "resourceNames"),
                        texts(rule, "nonResourceURLs"),
                        null));
            }
        }
    }

    private static List<String> texts(JsonNode rule, String key) {
        List<String> texts = new ArrayList<>();
        rule.path(key).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Role role(String kind, @Nullable String namespace, String name, List<PolicyRule> rules) {
        // A built-in role has no text; it stands in a file that no input can have.
        Field nowhere = Field.root(new Node.Mapping(Map.of(), 1, Location.startOf("")));
        return new Role(new KubeObject(new ObjectId(RBAC, kind, namespace, name), nowhere, 0), rules);
    }
}
