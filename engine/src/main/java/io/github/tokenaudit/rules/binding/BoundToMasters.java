package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.function.Consumer;

/** TA304. */
public final class BoundToMasters implements Rule {

    private static final String MASTERS = "system:masters";

    private static final RuleInfo INFO = RuleInfo.rule("TA304", "bound-to-masters", Group.BINDING)
            .severity(Severity.HIGH)
            .summary("A binding names the group system:masters")
            .what("""
                    Fires for a subject that is the group `system:masters`, in a ClusterRoleBinding or a RoleBinding. The
                    binding `cluster-admin` that Kubernetes itself makes is clean.""")
            .why("""
                    The API server asks no authorizer about members of this group: they may do everything, and no change
                    of a role or binding takes that away from them. A binding to it grants nothing that they lack, but
                    shows that somebody works with a certificate of this group, which nobody can revoke.""")
            .remedy("""
                    Bind a group of your own, and sign people and tools in as members of that. Keep credentials of
                    `system:masters` locked away for emergencies.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.CIS_5_1_7, Mapping.MITRE_T1078_001, Mapping.OWASP_K03)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings.forEachWritten(context, (bundle, binding) -> {
            for (Subject subject : binding.subjects()) {
                if (isMasters(subject) && !isBrought(context, binding)) {
                    findings.accept(Draft.at(binding.object(), subject.field().get("name"))
                            .message(binding.id().display() + " grants " + binding.roleKind() + "/" + binding.roleName()
                                    + " to the group system:masters, whose members may do everything anyway"));
                }
            }
        });
    }

    private static boolean isMasters(Subject subject) {
        return subject.kind().equals(Subject.GROUP) && subject.name().equals(MASTERS);
    }

    private static boolean isBrought(RuleContext context, Binding binding) {
        return context.access().builtin().bindings().stream()
                .filter(brought -> brought.subjects().stream().anyMatch(BoundToMasters::isMasters))
                .anyMatch(brought ->
                        brought.id().equals(binding.id()) && brought.roleName().equals(binding.roleName()));
    }
}
