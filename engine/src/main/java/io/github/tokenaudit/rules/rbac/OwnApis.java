package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.OwnedApi;
import io.github.tokenaudit.cluster.PolicyRule;
import java.util.HashSet;
import java.util.Set;

/**
 * The APIs that a bundle defines.
 *
 * @param groups those of which it defines an API: a star for their resources means its own
 * @param resources as {@code group/plural}
 */
record OwnApis(Set<String> groups, Set<String> resources) {

    static OwnApis of(Bundle bundle) {
        Set<String> groups = new HashSet<>();
        Set<String> resources = new HashSet<>();
        bundle.apis().forEach(api -> {
            groups.add(api.group());
            resources.add(key(api));
        });
        return new OwnApis(groups, resources);
    }

    private static String key(OwnedApi api) {
        return api.group() + "/" + api.plural();
    }

    /** Whether all that a rule is for is among them. */
    boolean coverAll(PolicyRule rule) {
        return rule.apiGroups().stream()
                .allMatch(group -> groups.contains(group)
                        && rule.resources().stream()
                                .allMatch(resource -> resource.equals("*")
                                        || resources.contains(
                                                group + "/" + ApiResources.withoutSubresource(resource))));
    }
}
