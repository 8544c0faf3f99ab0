package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How bad it is that everybody holds a grant, the worst last. */
enum Publicity {
    /** What every client does, what the operator publishes, or single objects by their names. */
    HARMLESS(Severity.LOW, "can make requests that seldom harm"),
    /** Objects of the bundle's own APIs. */
    OWN_OBJECTS(Severity.MEDIUM, "can change objects of the operator's own APIs"),
    /** A role that the input lacks. */
    UNKNOWN(Severity.MEDIUM, "can do what a role says that is not in the input,"),
    READING(Severity.HIGH, "can read"),
    CHANGING(Severity.CRITICAL, "can change things, read Secrets or run commands");

    private static final Set<String> READS = Set.of("get", "list", "watch");

    /** Verbs of requests that change something, and those that let others be made. */
    private static final Set<String> CHANGES = Set.of(
            "*",
            "create",
            "update",
            "patch",
            "delete",
            "deletecollection",
            "use",
            "bind",
            "escalate",
            "approve",
            "sign");

    /** Reading these is more than reading: it hands out credentials, or runs commands by a WebSocket. */
    private static final List<String> NEVER_HARMLESS = List.of("secrets", "nodes/proxy", "pods/exec", "pods/attach");

    private static final Set<String> REVIEW_GROUPS = Set.of("authentication.k8s.io", "authorization.k8s.io");

    /** Paths that tell of a server's health, numbers and APIs. */
    private static final Pattern PUBLIC_URL =
            Pattern.compile("/(healthz|livez|readyz|metrics|version|openapi|api|apis|\\.well-known)(/.*)?\\*?");

    private final Severity severity;
    private final String words;

    Publicity(Severity severity, String words) {
        this.severity = severity;
        this.words = words;
    }

    Severity severity() {
        return severity;
    }

    /** What they may do, to follow who they are. */
    String words() {
        return words;
    }

    static Publicity of(Grant grant, Bundle bundle) {
        PolicyRule rule = grant.rule();
        if (!rule.nonResourceUrls().isEmpty()) {
            return ofUrls(rule);
        }
        boolean reads = rule.verbs().stream().noneMatch(Publicity::changes);
        if (NEVER_HARMLESS.stream().anyMatch(resource -> READS.stream().anyMatch(v -> grant.covers(v, "", resource)))) {
            return CHANGING;
        }
        if (isReview(rule)) {
            return HARMLESS;
        }
        if (isOwn(rule, bundle)) {
            return reads ? HARMLESS : OWN_OBJECTS;
        }
        if (reads) {
            return grant.isNamed() ? HARMLESS : READING;
        }
        return CHANGING;
    }

    /** What is no verb of any request, such as "describe", changes nothing. */
    private static boolean changes(String verb) {
        return CHANGES.contains(verb) || verb.startsWith("impersonate");
    }

    private static Publicity ofUrls(PolicyRule rule) {
        if (!Set.of("get", "head", "options").containsAll(rule.verbs())) {
            return CHANGING;
        }
        boolean known = rule.nonResourceUrls().stream()
                .allMatch(url -> PUBLIC_URL.matcher(url).matches());
        return known ? HARMLESS : READING;
    }

    private static boolean isReview(PolicyRule rule) {
        return REVIEW_GROUPS.containsAll(rule.apiGroups())
                && rule.resources().stream().allMatch(resource -> resource.endsWith("reviews"))
                && Set.of("create").containsAll(rule.verbs());
    }

    private static boolean isOwn(PolicyRule rule, Bundle bundle) {
        return rule.apiGroups().stream()
                .allMatch(group -> rule.resources().stream()
                        .allMatch(resource -> bundle.apis()
                                .anyMatch(api -> api.group().equals(group)
                                        && api.plural().equals(ApiResources.withoutSubresource(resource)))));
    }
}
