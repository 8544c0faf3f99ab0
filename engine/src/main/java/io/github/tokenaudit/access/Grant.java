package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.source.Location;
import org.jspecify.annotations.Nullable;

/**
 * A rule that an identity holds through a binding.
 *
 * @param rule what is granted
 * @param role the role that holds the rule
 * @param roleLocation where the rule stands; null for a built-in role
 * @param binding the binding that grants the role; null for what every identity holds by Kubernetes' own bindings
 * @param scope where it counts
 */
public record Grant(
        PolicyRule rule,
        ObjectId role,
        @Nullable Location roleLocation,
        @Nullable Binding binding,
        Scope scope) {

    /**
     * Where a grant counts.
     *
     * @param clusterWide whether everywhere
     * @param namespace else the namespace; null where the manifests leave it open
     */
    public record Scope(boolean clusterWide, @Nullable String namespace) {

        /** The whole cluster. */
        public static final Scope CLUSTER = new Scope(true, null);

        /** One namespace. */
        public static Scope of(@Nullable String namespace) {
            return new Scope(false, namespace);
        }
    }

    /**
     * Whether a request without a name is allowed by this grant's rule; {@code resource} may carry a subresource after
     * a slash. As in Kubernetes' {@code rbacv1helpers} ({@code pkg/apis/rbac/v1/evaluation_helpers.go}).
     */
    public boolean allows(String verb, String group, String resource) {
        return rule.resourceNames().isEmpty() && covers(verb, group, resource);
    }

    /** As {@link #allows}, but names that limit the rule are not looked at. */
    public boolean covers(String verb, String group, String resource) {
        return matches(rule.verbs(), verb) && matches(rule.apiGroups(), group) && coversResource(resource);
    }

    private boolean coversResource(String resource) {
        if (matches(rule.resources(), resource)) {
            return true;
        }
        int slash = resource.indexOf('/');
        return slash >= 0 && rule.resources().contains("*" + resource.substring(slash));
    }

    private static boolean matches(java.util.List<String> granted, String asked) {
        return granted.contains("*") || granted.contains(asked);
    }
}
