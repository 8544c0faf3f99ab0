package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that an identity holds, with the chain that gives it: rule ← role (← aggregated role) ← binding.
 *
 * @param rule what is granted
 * @param role the role that the rule is written in
 * @param bound the role that the binding names: the same one, or one that aggregates it
 * @param binding what binds it; null for what every identity holds by Kubernetes' own bindings
 * @param scope where it counts
 */
public record Grant(
        PolicyRule rule, Role role, Role bound, @Nullable Binding binding, Scope scope) {

    /** What names the role to look at: the one that the rule is written in; of what Kubernetes brings, the bound one. */
    public ObjectId roleId() {
        return rule.field() == null ? bound.id() : role.id();
    }

    /** Whether the control plane put the rule into the bound role, because that aggregates the one it is written in. */
    public boolean isAggregated() {
        return rule.field() != null && !role.equals(bound);
    }

    /** Where the bound role stands; null for one that Kubernetes brings. */
    public @Nullable Location boundLocation() {
        Location location = bound.object().nameLocation();
        return location.file().isEmpty() ? null : location;
    }

    /** Where the rule stands; null for what Kubernetes or OLM bring. */
    public @Nullable Location ruleLocation() {
        Field field = rule.field();
        return field == null ? null : field.location();
    }

    /** Whether OLM widened it from a namespace to the cluster. */
    public boolean isLifted() {
        return binding != null && binding.lifted() && scope.clusterWide();
    }

    /** Whether OLM also gives it in every other namespace that it installs the operator for. */
    public boolean isCopied() {
        return binding != null && binding.copied() && !scope.clusterWide();
    }

    /** What OLM makes of its binding, to follow that; nothing for what stays as it is written. */
    public String byOlm() {
        if (isLifted()) {
            return "; OLM makes it a binding for the whole cluster";
        }
        return isCopied() ? "; OLM makes it in its own namespace and in each that it installs the operator for" : "";
    }

    /** Where it counts for somebody at home in its own namespace: {@code in its own namespace}. */
    public String whereOwn() {
        return whereOwn(isCopied());
    }

    /** Where what is bound in somebody's own namespace counts, and where OLM makes the same in others. */
    public static String whereOwn(boolean copied) {
        return copied ? "in its own namespace and each that it is installed for" : "in its own namespace";
    }

    /** Whether it counts for some objects only, by their names. */
    public boolean isNamed() {
        return !rule.resourceNames().isEmpty();
    }

    /**
     * Whether it allows a request, as Kubernetes decides ({@code pkg/apis/rbac/v1/evaluation_helpers.go} and {@code
     * plugin/pkg/auth/authorizer/rbac/rbac.go}): verbs and groups by equality or {@code *}, names by equality, URLs by
     * equality or with a star at the end, and by ClusterRoleBindings only.
     */
    public boolean allows(Request request) {
        if (request.url() != null) {
            return scope.clusterWide() && hasVerb(request.verb()) && coversUrl(request.url());
        }
        return scope.covers(request.scope())
                && covers(request.verb(), request.apiGroup(), request.resource())
                && (!isNamed() || rule.resourceNames().contains(request.name()));
    }

    /** Whether it allows a verb on a resource, of some objects at least, somewhere. */
    public boolean covers(String verb, String group, String resource) {
        return hasVerb(verb) && hasGroup(group) && hasResource(resource);
    }

    /** Whether it is for a verb. */
    public boolean hasVerb(String verb) {
        return matches(rule.verbs(), verb);
    }

    /** Whether it is for an API group. */
    public boolean hasGroup(String group) {
        return matches(rule.apiGroups(), group);
    }

    /** Whether it is for a resource, given with its subresource after a slash if it has one. */
    public boolean hasResource(String resource) {
        if (matches(rule.resources(), resource)) {
            return true;
        }
        int slash = resource.indexOf('/');
        return slash >= 0 && rule.resources().contains("*" + resource.substring(slash));
    }

    /** Whether it is for any subresource of a resource, given with a slash at its end. */
    boolean hasSubresourceOf(String resource) {
        return rule.resources().stream()
                .anyMatch(granted -> granted.equals("*") || granted.startsWith("*/") || granted.startsWith(resource));
    }

    private boolean coversUrl(String url) {
        for (String granted : rule.nonResourceUrls()) {
            if (granted.equals("*") || granted.equals(url)) {
                return true;
            }
            if (granted.endsWith("*") && url.startsWith(withoutStars(granted))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutStars(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '*') {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean matches(List<String> granted, String asked) {
        return granted.contains("*") || granted.contains(asked);
    }
}
