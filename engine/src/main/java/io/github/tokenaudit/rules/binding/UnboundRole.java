package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Labelled;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.cluster.OwnedApi;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** TA310. */
public final class UnboundRole implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA310", "unbound-role", Group.BINDING)
            .severity(Severity.INFO)
            .summary("A role that no binding of the input uses")
            .what("""
                    Fires for a Role or ClusterRole that no binding in the whole input names, where the bundle has bindings.
                    Roles that are there for others to use are clean: those over custom resources (viewer, editor and
                    admin roles), those for URLs only (metrics readers), those with an `aggregate-to-…` label or selected by
                    an aggregated role, and all roles where an account of the bundle may create bindings and so may hand
                    them out.""")
            .why("""
                    Nobody holds the role, so nobody notices when it grants more than it should, and one binding later gives
                    all of it. Often it is left over, or the binding's name for it is misspelt and something is missing.""")
            .remedy("Delete the role, or bind it to whom it was made for.")
            .reference(
                    "Kubernetes: RBAC good practices, periodic review",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review")
            .mappings(Mapping.OWASP_K03)
            .build();

    private static final String RBAC = "rbac.authorization.k8s.io";

    /** The labels by which roles offer themselves to aggregated ones, Kubernetes' own and others' alike. */
    private static final String OFFERED = "/aggregate-to-";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Map<String, List<Binding>> bound = context.cluster().bundles().stream()
                .flatMap(bundle -> bundle.own().bindings().stream())
                .collect(Collectors.groupingBy(Binding::roleName));
        for (Bundle bundle : context.cluster().bundles()) {
            if (bundle.bindings().findAny().isPresent() && !handsOutRoles(context, bundle)) {
                Set<Role> aggregated = aggregated(bundle);
                Set<String> ownGroups = bundle.apis().map(OwnedApi::group).collect(Collectors.toSet());
                bundle.own().roles().stream()
                        .filter(role ->
                                !isBound(role, bound.getOrDefault(role.id().name(), List.of()))
                                        && !isOffered(role, aggregated)
                                        && !isForUsers(role, ownGroups))
                        .forEach(role -> findings.accept(Draft.at(role.object())
                                .message("no binding of the input names "
                                        + role.id().display())));
            }
        }
    }

    /** The API server refuses a binding beyond what its maker holds, unless he may bind; so who makes one may use any. */
    private static boolean handsOutRoles(RuleContext context, Bundle bundle) {
        return bundle.bindings()
                .flatMap(binding -> context.access().grantsOf(bundle, binding).stream())
                .anyMatch(UnboundRole::createsBindings);
    }

    private static boolean createsBindings(Grant grant) {
        return grant.covers("create", RBAC, "rolebindings") || grant.covers("create", RBAC, "clusterrolebindings");
    }

    private static boolean isBound(Role role, List<Binding> bindings) {
        return bindings.stream()
                .anyMatch(binding -> binding.roleKind().equals(role.id().kind())
                        && (role.isCluster()
                                || Namespaces.maybeSame(
                                        role.id().namespace(), binding.id().namespace())));
    }

    private static boolean isOffered(Role role, Set<Role> aggregated) {
        return role.labels().keySet().stream().anyMatch(label -> label.contains(OFFERED)) || aggregated.contains(role);
    }

    /** The roles that another one of the bundle selects. */
    private static Set<Role> aggregated(Bundle bundle) {
        Labelled roles = new Labelled();
        bundle.own().roles().forEach(roles::add);
        return bundle.roles()
                .flatMap(role -> role.aggregation().stream())
                .distinct()
                .flatMap(selector -> roles.select(selector).stream())
                .collect(Collectors.toSet());
    }

    private static boolean isForUsers(Role role, Set<String> ownGroups) {
        return role.rules().stream()
                .allMatch(rule -> !rule.nonResourceUrls().isEmpty()
                        || rule.apiGroups().stream().allMatch(group -> ownGroups.contains(group) || isCustom(group)));
    }

    /** The groups of Kubernetes' own APIs have no dot or end in {@code .k8s.io}; a wildcard covers them. */
    private static boolean isCustom(String group) {
        return group.contains(".") && !group.endsWith(".k8s.io");
    }
}
