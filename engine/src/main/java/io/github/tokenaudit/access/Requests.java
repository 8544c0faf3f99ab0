package io.github.tokenaudit.access;

import java.util.List;
import java.util.Set;

/**
 * A set of requests: each of some verbs on each of some resources of some groups.
 *
 * @param verbs in the order in which a person names them
 * @param groups API groups; the empty one is the core group
 * @param resources with subresources after a slash; one that ends with the slash stands for all its subresources
 * @param clusterScoped whether the resources live in no namespace, so that only a ClusterRoleBinding grants them
 */
record Requests(List<String> verbs, Set<String> groups, Set<String> resources, boolean clusterScoped) {

    static Requests namespaced(String group, Set<String> resources, String... verbs) {
        return new Requests(List.of(verbs), Set.of(group), resources, false);
    }

    static Requests namespaced(Set<String> groups, Set<String> resources, String... verbs) {
        return new Requests(List.of(verbs), groups, resources, false);
    }

    static Requests clusterScoped(String group, Set<String> resources, String... verbs) {
        return new Requests(List.of(verbs), Set.of(group), resources, true);
    }

    /** The verbs, of those in question, that a grant gives on at least one of the resources. */
    List<String> verbsOf(Grant grant) {
        boolean reaches = !clusterScoped || grant.scope().clusterWide();
        return reaches && hasGroup(grant) && hasResource(grant)
                ? verbs.stream().filter(grant::hasVerb).toList()
                : List.of();
    }

    // Asked of every grant for everything dangerous: streams took half of the time of the whole access model.

    private boolean hasGroup(Grant grant) {
        for (String group : groups) {
            if (grant.hasGroup(group)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasResource(Grant grant) {
        for (String resource : resources) {
            if (resource.endsWith("/") ? grant.hasSubresourceOf(resource) : grant.hasResource(resource)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a resource, as a rule of a role writes it, stands for one of those in question. */
    boolean isFor(String granted) {
        if (granted.equals("*") || resources.contains(granted)) {
            return true;
        }
        return resources.stream()
                .anyMatch(resource -> granted.startsWith("*/")
                        ? resource.endsWith(granted.substring(1))
                        : resource.endsWith("/") && granted.startsWith(resource));
    }

    /** Whether a grant gives one of the requests for whatever name. */
    boolean isGivenBy(Grant grant) {
        return !grant.isNamed() && !verbsOf(grant).isEmpty();
    }
}
