package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.source.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code audit.k8s.io} Policy, which decides what the API server writes into its audit log. Matches requests as
 * Kubernetes does ({@code staging/src/k8s.io/apiserver/pkg/audit/policy/checker.go}): the first rule that matches
 * decides, and a request that none matches is not recorded.
 */
final class AuditPolicy {

    /** A name, or namespace, that no rule of any policy tells: it stands for all that are not told. */
    static final String ANY = "\u0000";

    /** Who asks, as seen by rules: a user that no rule names, in some groups. */
    enum Requester {
        ACCOUNT("service accounts", Set.of("system:serviceaccounts", "system:authenticated")),
        PERSON("people", Set.of("system:authenticated")),
        ADMINISTRATOR("system:masters", Set.of("system:masters", "system:authenticated"));

        private final String words;
        private final Set<String> groups;

        Requester(String words, Set<String> groups) {
            this.words = words;
            this.groups = groups;
        }

        /** For people, in the plural. */
        String words() {
            return words;
        }
    }

    /**
     * A request for a resource.
     *
     * @param requester who asks
     * @param verb what for
     * @param group the API group; empty for the core group
     * @param resource with its subresource behind a slash
     * @param namespace empty for cluster-wide resources and across namespaces; {@link #ANY} for one that no rule names
     */
    record Request(Requester requester, String verb, String group, String resource, String namespace) {}

    private record Rule(
            Field field, List<String> users, List<String> groups, List<String> verbs, List<String> namespaces) {}

    private final Field root;
    private final List<Rule> rules;

    AuditPolicy(Field root) {
        this.root = root;
        this.rules = root.get("rules").items().stream()
                .map(field -> new Rule(
                        field,
                        field.get("users").texts(),
                        field.get("userGroups").texts(),
                        field.get("verbs").texts(),
                        field.get("namespaces").texts()))
                .toList();
    }

    /** The namespaces that rules name, and {@link #ANY} for the others. */
    Set<String> namespaces() {
        Set<String> namespaces = new LinkedHashSet<>();
        namespaces.add(ANY);
        rules.forEach(rule -> namespaces.addAll(rule.namespaces));
        namespaces.remove("");
        return namespaces;
    }

    /** The field that keeps a request out of the log; empty when the request is recorded. */
    Optional<Field> hides(Request request) {
        for (Rule rule : rules) {
            if (matches(rule, request)) {
                return hides(rule, request);
            }
        }
        return Optional.of(root.get("rules"));
    }

    private Optional<Field> hides(Rule rule, Request request) {
        Field level = rule.field.get("level");
        if (level.textOr("").equals("None")) {
            return Optional.of(level);
        }
        Field ruleStages = rule.field.get("omitStages");
        Field allStages = root.get("omitStages");
        Set<String> omitted = new LinkedHashSet<>(ruleStages.texts());
        omitted.addAll(allStages.texts());
        boolean unseen = omitted.containsAll(stages(request.verb));
        return unseen ? Optional.of(ruleStages.isSet() ? ruleStages : allStages) : Optional.empty();
    }

    /** When an undisturbed request is recorded; a watch goes on after its response has started. */
    private static Set<String> stages(String verb) {
        return verb.equals("watch")
                ? Set.of("RequestReceived", "ResponseStarted", "ResponseComplete")
                : Set.of("RequestReceived", "ResponseComplete");
    }

    private static boolean matches(Rule rule, Request request) {
        if (!rule.users.isEmpty()) {
            return false;
        }
        if (!rule.groups.isEmpty() && rule.groups.stream().noneMatch(request.requester.groups::contains)) {
            return false;
        }
        if (!rule.verbs.isEmpty() && !rule.verbs.contains(request.verb)) {
            return false;
        }
        List<Field> resources = rule.field.get("resources").items();
        if (!rule.namespaces.isEmpty() && !rule.namespaces.contains(request.namespace)) {
            return false;
        }
        if (!resources.isEmpty()) {
            return resources.stream().anyMatch(resource -> matchesResource(resource, request));
        }
        // A rule about URLs is not about resources.
        return !rule.namespaces.isEmpty()
                || rule.field.get("nonResourceURLs").items().isEmpty();
    }

    private static boolean matchesResource(Field rule, Request request) {
        if (!rule.get("group").textOr("").equals(request.group)) {
            return false;
        }
        List<String> resources = rule.get("resources").texts();
        if (resources.isEmpty()) {
            return true;
        }
        boolean anyName = rule.get("resourceNames").items().isEmpty();
        return anyName && resources.stream().anyMatch(pattern -> matchesName(pattern, request.resource));
    }

    private static boolean matchesName(String pattern, String resource) {
        int slash = resource.indexOf('/');
        String parent = slash < 0 ? resource : resource.substring(0, slash);
        return pattern.equals("*")
                || pattern.equals(resource)
                || pattern.equals(parent + "/*")
                || (slash >= 0 && pattern.equals("*" + resource.substring(slash)));
    }
}
