package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a role: every verb on every resource of every group, or on URLs.
 *
 * @param field its text; null for Kubernetes' built-in roles
 */
public record PolicyRule(
        List<String> apiGroups,
        List<String> resources,
        List<String> verbs,
        List<String> resourceNames,
        List<String> nonResourceUrls,
        @Nullable Field field) {

    public PolicyRule {
        apiGroups = List.copyOf(apiGroups);
        resources = List.copyOf(resources);
        verbs = List.copyOf(verbs);
        resourceNames = List.copyOf(resourceNames);
        nonResourceUrls = List.copyOf(nonResourceUrls);
    }

    static PolicyRule of(Field field) {
        return new PolicyRule(
                field.get("apiGroups").texts(),
                field.get("resources").texts(),
                field.get("verbs").texts(),
                field.get("resourceNames").texts(),
                field.get("nonResourceURLs").texts(),
                field);
    }
}
