package io.github.tokenaudit.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Objects that belong together, sorted by what they are.
 *
 * @param workloads what runs pods
 * @param accounts service accounts
 * @param roles Roles and ClusterRoles
 * @param bindings RoleBindings and ClusterRoleBindings
 * @param apis APIs that CustomResourceDefinitions define
 * @param csvs OLM ClusterServiceVersions; what OLM makes of them is in the other lists
 * @param objects every object that the input itself holds, in order
 */
public record Contents(
        List<Workload> workloads,
        List<ServiceAccount> accounts,
        List<Role> roles,
        List<Binding> bindings,
        List<OwnedApi> apis,
        List<ClusterServiceVersion> csvs,
        List<KubeObject> objects) {

    static Contents empty() {
        return new Contents(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    void addAll(Contents other) {
        workloads.addAll(other.workloads);
        accounts.addAll(other.accounts);
        roles.addAll(other.roles);
        bindings.addAll(other.bindings);
        apis.addAll(other.apis);
        csvs.addAll(other.csvs);
        objects.addAll(other.objects);
    }

    Contents unmodifiable() {
        return new Contents(
                List.copyOf(workloads),
                List.copyOf(accounts),
                List.copyOf(roles),
                List.copyOf(bindings),
                List.copyOf(apis),
                List.copyOf(csvs),
                List.copyOf(objects));
    }
}
