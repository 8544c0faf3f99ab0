package io.github.tokenaudit.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes itself serves in one of its versions, by the names that RBAC rules use: {@code resources.json} is taken
 * from Kubernetes' own API documents, which it names. Custom resources and aggregated APIs are not among it.
 */
public final class ApiResources {

    /** A resource, or subresource, through the versions. */
    private record Entry(
            Set<String> verbs,
            boolean namespaced,
            @Nullable String since,
            @Nullable String removed) {}

    /** What is asked of the authorizer though no request can be made to it. */
    private record Virtual(String group, List<String> resources, List<String> verbs, boolean now) {

        boolean covers(String askedGroup, String resource, String verb) {
            return (group.equals("*") || group.equals(askedGroup))
                    && resources.stream().anyMatch(name -> matches(name, resource))
                    && (verb.equals("*")
                            ? !resources.contains("*")
                            : verbs.stream().anyMatch(name -> matches(name, verb)));
        }

        /** A star stands for any text, at the beginning or at the end. */
        private static boolean matches(String pattern, String text) {
            return pattern.startsWith("*")
                    ? text.endsWith(pattern.substring(1))
                    : pattern.endsWith("*")
                            ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                            : pattern.equals(text);
        }
    }

    private final KubernetesVersion version;
    private final Map<String, Map<String, Entry>> groups = new HashMap<>();
    private final List<Virtual> virtual = new ArrayList<>();

    private ApiResources(JsonNode data, KubernetesVersion version) {
        this.version = version;
        data.get("gone").forEach(this::add);
        for (JsonNode resource : data.get("resources")) {
            add(resource);
            for (JsonNode sub : resource.path("subresources")) {
                String since = sub.has("since") ? text(sub, "since") : text(resource, "since");
                put(
                        resource,
                        resource.get("resource").asText() + "/"
                                + sub.get("name").asText(),
                        new Entry(
                                texts(sub, "verbs"), resource.get("namespaced").asBoolean(), since, null));
            }
        }
        for (JsonNode asked : data.get("virtual")) {
            virtual.add(new Virtual(
                    asked.get("group").asText(),
                    List.copyOf(texts(asked, "resources")),
                    List.copyOf(texts(asked, "verbs")),
                    version.has(asked)));
        }
    }

    private void add(JsonNode resource) {
        put(
                resource,
                resource.get("resource").asText(),
                new Entry(
                        texts(resource, "verbs"),
                        resource.get("namespaced").asBoolean(),
                        text(resource, "since"),
                        text(resource, "removed")));
    }

    private void put(JsonNode resource, String name, Entry entry) {
        groups.computeIfAbsent(resource.get("group").asText(), group -> new HashMap<>())
                .put(name, entry);
    }

    private static Set<String> texts(JsonNode node, String key) {
        Set<String> texts = new LinkedHashSet<>();
        node.get(key).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode node, String key) {
        return node.has(key) ? node.get(key).asText() : null;
    }

    /**
     * What a version serves.
     *
     * @param kubernetesVersion as {@code 1.34}
     */
    public static ApiResources of(String kubernetesVersion) {
        try (InputStream in = ApiResources.class.getResourceAsStream("resources.json")) {
            return new ApiResources(new ObjectMapper().readTree(in), KubernetesVersion.of(kubernetesVersion));
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's jar is damaged", e);
        }
    }

    /** The version, as {@code 1.34}. */
    public String version() {
        return version.toString();
    }

    /** Whether a group is one of Kubernetes' own, or was. */
    public boolean isBuiltIn(String group) {
        return groups.containsKey(group);
    }

    /** Whether a group of Kubernetes' own has a resource, given with its subresource after a slash if it has one. */
    public boolean isServed(String group, String resource) {
        Entry entry = entry(group, resource);
        return entry != null && isServed(entry);
    }

    private boolean isServed(Entry entry) {
        return (entry.since == null || version.isAtLeast(entry.since))
                && (entry.removed == null || !version.isAtLeast(entry.removed));
    }

    private @Nullable Entry entry(String group, String resource) {
        return groups.getOrDefault(group, Map.of()).get(resource);
    }

    /** The verbs that a resource takes; empty when it is not served. */
    public Set<String> verbs(String group, String resource) {
        Entry entry = entry(group, resource);
        return entry != null && isServed(entry) ? Set.copyOf(entry.verbs) : Set.of();
    }

    /**
     * Whether the objects of a resource live in namespaces; false for one that no version serves. Group and resource may be
     * {@code *}: then whether those of one do.
     */
    public boolean isNamespaced(String group, String resource) {
        return groups.entrySet().stream()
                .filter(entry -> group.equals("*") || entry.getKey().equals(group))
                .flatMap(entry -> entry.getValue().entrySet().stream())
                .anyMatch(entry -> entry.getValue().namespaced
                        && (resource.equals("*") || entry.getKey().equals(resource)));
    }

    /** A resource as rules of roles write it, without its subresource: {@code pods} of {@code pods/log}. */
    public static String withoutSubresource(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : resource.substring(0, slash);
    }

    /** The groups that have a resource of this name, in alphabetical order. */
    public List<String> groupsOf(String resource) {
        return groups.keySet().stream()
                .filter(group -> isServed(group, resource))
                .sorted()
                .toList();
    }

    /** The version from which on a group has had a resource no more; null while it is there, and if it never was. */
    public @Nullable String removedIn(String group, String resource) {
        Entry entry = entry(group, resource);
        return entry == null || entry.removed == null || !version.isAtLeast(entry.removed) ? null : entry.removed;
    }

    /** The version that first has a resource which this one lacks as yet; null if it is there, or was. */
    public @Nullable String comesIn(String group, String resource) {
        Entry entry = entry(group, resource);
        return entry == null || entry.since == null || version.isAtLeast(entry.since) ? null : entry.since;
    }

    /**
     * Whether Kubernetes asks the authorizer for something that is no request of its own: {@code impersonate}, {@code use},
     * {@code nodes/metrics}. Null for what it asks for in no version.
     *
     * @param verb may be {@code *}, any
     */
    public @Nullable Boolean isAskedFor(String group, String resource, String verb) {
        List<Virtual> asked = virtual.stream()
                .filter(one -> one.covers(group, resource, verb))
                .toList();
        return asked.isEmpty() ? null : asked.stream().anyMatch(Virtual::now);
    }
}
