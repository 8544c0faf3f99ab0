package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.Set;
import java.util.function.Consumer;

/** TA305. */
public final class DanglingRole implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA305", "dangling-role", Group.BINDING)
            .severity(Severity.LOW)
            .summary("A binding names a role that the input lacks")
            .what("""
                    Fires for a binding whose role is neither in the input nor one of those that Kubernetes brings in the
                    version that is judged, Roles of its own namespaces included. Only where the bundle has other roles, since
                    else they are handed out apart from their bindings. Names that begin with `system:`, and the roles that
                    OpenShift brings, are left alone.""")
            .why("""
                    The API server refuses to create a binding whose role it does not know, or, for those who may bind any,
                    creates one that grants nothing. Whoever may create a role of that name later decides what the
                    subjects get.""")
            .remedy("""
                    Correct the name, or declare the role beside the binding. A RoleBinding finds a Role in its own namespace
                    only. If the role is made elsewhere on purpose, suppress the finding and say where.""")
            .reference(
                    "Kubernetes: RoleBinding and ClusterRoleBinding",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding")
            .mappings(Mapping.OWASP_K03)
            .build();

    /** Kept for what the control plane brings; distributions bring more of them than Kubernetes. */
    private static final String RESERVED = "system:";

    /**
     * What OpenShift brings besides (its documentation, "Using RBAC": default cluster roles; "Accessing the registry";
     * "Granting users permission to monitor").
     */
    private static final Set<String> OPENSHIFT = Set.of(
            "basic-user",
            "cluster-reader",
            "cluster-status",
            "self-provisioner",
            "registry-admin",
            "registry-editor",
            "registry-viewer",
            "cluster-monitoring-view",
            "monitoring-edit",
            "monitoring-rules-edit",
            "monitoring-rules-view",
            "alert-routing-edit");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings.forEachWritten(context, (bundle, binding) -> {
            if (namesARole(binding)
                    && context.access().rolesOf(bundle, binding).isEmpty()
                    && bundle.roles().anyMatch(role -> role.object().isWritten())
                    && !isElsewhere(context, binding)) {
                findings.accept(draft(bundle, binding));
            }
        });
    }

    /** What the API server refuses is told by TA904, what a template fills in by TA903. */
    private static boolean namesARole(Binding binding) {
        boolean kind = binding.roleKind().equals(Role.CLUSTER_ROLE)
                || (binding.roleKind().equals(Role.ROLE) && !binding.isCluster());
        return kind
                && !binding.roleName().isEmpty()
                && !binding.roleName().startsWith(RESERVED)
                && !OPENSHIFT.contains(binding.roleName())
                && !ObjectId.isTemplate(binding.roleName());
    }

    /** Another operator of the input may bring it. */
    private static boolean isElsewhere(RuleContext context, Binding binding) {
        return context.cluster().bundles().stream()
                .flatMap(bundle -> bundle.roles(binding.roleName()).stream())
                .anyMatch(role -> role.id().kind().equals(binding.roleKind())
                        && (role.isCluster()
                                || Namespaces.maybeSame(
                                        role.id().namespace(), binding.id().namespace())));
    }

    private static Draft draft(Bundle bundle, Binding binding) {
        Draft draft = Draft.at(binding.object(), binding.roleField())
                .message(binding.id().display() + " names " + binding.roleKind() + "/" + binding.roleName()
                        + ", which is neither in the input nor built into Kubernetes; it grants nothing");
        bundle.roles(binding.roleName())
                .forEach(role -> draft.evidence(
                        role.id().display() + " has that name", role.object().nameLocation()));
        return draft;
    }
}
