package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Node;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** TA904. Follows Kubernetes' own validation, {@code pkg/apis/rbac/validation/validation.go}. */
public final class InvalidRbac implements Rule {

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Set<String> SUBJECT_KINDS = Set.of(Subject.SERVICE_ACCOUNT, Subject.USER, Subject.GROUP);

    private static final RuleInfo INFO = RuleInfo.rule("TA904", "invalid-rbac", Group.INPUT)
            .severity(Severity.HIGH)
            .summary("The API server refuses this role or binding")
            .what("""
                    Fires for a role or binding that does not pass Kubernetes' validation: rules, names or subjects
                    that are no list; a rule without verbs, without API groups or without resources; URLs in a
                    namespaced Role or beside resources; a binding whose role is missing its name, has a wrong kind or
                    group; a subject without a name or of an unknown kind, also where OLM makes the binding of
                    permissions that name no account. A subject without a namespace is told by `TA307`.""")
            .why("""
                    The object is not created. The operator runs without the grant and gets 403, and whoever mends it in
                    a hurry tends to grant too much.""")
            .remedy("Write the object as the API server wants it; the message names what it misses.")
            .reference(
                    "Kubernetes: Using RBAC authorization",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/")
            .reference(
                    "Kubernetes' validation of RBAC objects",
                    "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go")
            .mappings(Mapping.OWASP_K03)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().bundles().forEach(bundle -> {
            bundle.own().roles().forEach(role -> check(role, findings));
            bundle.own().bindings().forEach(binding -> check(binding, findings));
        });
    }

    private static void check(Role role, Consumer<Draft> findings) {
        if (role.object().isWritten()) {
            checkList(role.object(), role.object().at("rules"), findings);
        }
        for (PolicyRule rule : role.rules()) {
            Field field = rule.field();
            if (field != null) {
                check(role, rule, field, findings);
                checkList(role.object(), field.get("resourceNames"), findings);
            }
        }
    }

    private static void check(Role role, PolicyRule rule, Field field, Consumer<Draft> findings) {
        boolean urls = !rule.nonResourceUrls().isEmpty();
        boolean resources = !rule.resources().isEmpty() || !rule.apiGroups().isEmpty();
        if (rule.verbs().isEmpty()) {
            refuse(role.object(), field.get("verbs"), "a rule without verbs", "name the verbs it needs", findings);
        }
        if (urls && !role.isCluster()) {
            refuse(
                    role.object(),
                    field.get("nonResourceURLs"),
                    "a namespaced Role can't grant URLs",
                    "grant nonResourceURLs in a ClusterRole",
                    findings);
        } else if (urls && resources) {
            refuse(
                    role.object(),
                    field.get("nonResourceURLs"),
                    "a rule can't grant URLs and resources at once",
                    "write two rules",
                    findings);
        } else if (!urls && rule.apiGroups().isEmpty()) {
            refuse(
                    role.object(),
                    field.get("apiGroups"),
                    "a rule for resources without apiGroups",
                    "name the group; \"\" is the core group",
                    findings);
        } else if (!urls && rule.resources().isEmpty()) {
            refuse(role.object(), field.get("resources"), "a rule without resources", "name the resources", findings);
        }
    }

    private static void check(Binding binding, Consumer<Draft> findings) {
        if (binding.object().isWritten()) {
            checkRoleRef(binding, binding.object().at("roleRef"), findings);
            checkList(binding.object(), binding.object().at("subjects"), findings);
        }
        binding.subjects().forEach(subject -> check(binding, subject, findings));
    }

    private static void checkRoleRef(Binding binding, Field roleRef, Consumer<Draft> findings) {
        boolean kind = binding.roleKind().equals(Role.CLUSTER_ROLE)
                || (binding.roleKind().equals(Role.ROLE) && !binding.isCluster());
        if (!kind) {
            refuse(
                    binding.object(),
                    roleRef.get("kind"),
                    "a " + binding.id().kind() + " can't refer to " + quoted(binding.roleKind()),
                    binding.isCluster() ? "refer to a ClusterRole" : "refer to a Role or ClusterRole",
                    findings);
        }
        if (binding.roleName().isEmpty()) {
            refuse(binding.object(), roleRef.get("name"), "the role's name is missing", "name the role", findings);
        }
        // An empty group is filled in by defaulting, pkg/apis/rbac/v1/defaults.go.
        if (!Set.of("", RBAC).contains(roleRef.get("apiGroup").textOr(""))) {
            refuse(
                    binding.object(),
                    roleRef.get("apiGroup"),
                    "roles are of group " + RBAC,
                    "write apiGroup: " + RBAC,
                    findings);
        }
    }

    private static void check(Binding binding, Subject subject, Consumer<Draft> findings) {
        if (!SUBJECT_KINDS.contains(subject.kind())) {
            refuse(
                    binding.object(),
                    subject.field().get("kind"),
                    "a subject can't be " + quoted(subject.kind()),
                    "make it a ServiceAccount, User or Group",
                    findings);
        }
        if (subject.name().isEmpty()) {
            refuse(
                    binding.object(),
                    subject.field().get("name"),
                    "a subject without a name",
                    "name the subject",
                    findings);
        }
        boolean account = subject.kind().equals(Subject.SERVICE_ACCOUNT);
        Field group = subject.field().get("apiGroup");
        String expected = account ? "" : RBAC;
        if (SUBJECT_KINDS.contains(subject.kind()) && !List.of("", expected).contains(group.textOr(""))) {
            refuse(
                    binding.object(),
                    group,
                    "a " + subject.kind() + " is of group \"" + expected + "\"",
                    account ? "leave apiGroup out" : "write apiGroup: " + RBAC,
                    findings);
        }
    }

    /** What is no list is read as an empty one, here as elsewhere, so it must not pass in silence. */
    private static void checkList(KubeObject object, Field field, Consumer<Draft> findings) {
        if (field.isSet() && !(field.node() instanceof Node.Sequence)) {
            refuse(object, field, field.name() + " must be a list", "write a list", findings);
        }
    }

    private static String quoted(String kind) {
        return kind.isEmpty() ? "something without a kind" : "\"" + kind + "\"";
    }

    private static void refuse(
            KubeObject object, Field field, String message, String remedy, Consumer<Draft> findings) {
        findings.accept(Draft.at(object, field)
                .message("the API server refuses " + object.id().display() + ": " + message)
                .remedy(remedy)
                .subject(message));
    }
}
