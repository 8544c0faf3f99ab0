package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** TA307. Follows Kubernetes' own validation, {@code pkg/apis/rbac/validation/validation.go}. */
public final class SubjectWithoutNamespace implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA307", "subject-without-namespace", Group.BINDING)
            .severity(Severity.HIGH)
            .summary("A ClusterRoleBinding names an account without its namespace, so the API server refuses it")
            .what("""
                    Fires for a subject of a ClusterRoleBinding that is a service account and has no `namespace`. In a
                    RoleBinding such a subject is an account of the binding's own namespace and all right. *Low* where a
                    `kustomization.yaml` stands in the same folder, since kustomize fills in the namespace of accounts that it
                    builds; audit what it writes.""")
            .why("""
                    The object is not created (`subjects[0].namespace: Required value`); `kubectl apply -n` does not fill it
                    in. The operator runs without the grant and gets 403, and whoever mends it in a hurry tends to grant too
                    much.""")
            .remedy("Name the account's namespace in the subject.")
            .reference(
                    "Kubernetes: referring to subjects",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects")
            .reference(
                    "Kubernetes' validation of RBAC objects",
                    "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go")
            .mappings(Mapping.OWASP_K03)
            .build();

    private static final Pattern KUSTOMIZATION = Pattern.compile("kustomization\\.ya?ml");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings.forEachWritten(context, (bundle, binding) -> {
            for (Subject subject : binding.subjects()) {
                if (binding.isCluster()
                        && subject.kind().equals(Subject.SERVICE_ACCOUNT)
                        && subject.field().get("namespace").textOr("").isEmpty()) {
                    boolean base = isKustomized(bundle, binding);
                    findings.accept(Draft.at(binding.object(), subject.field())
                            .subject(subject.name())
                            .severity(base ? Severity.LOW : Severity.HIGH)
                            .message("the API server refuses " + binding.id().display() + ": its subject account "
                                    + subject.name() + " has no namespace"
                                    + (base ? "; kustomize fills it in if it builds the account, too" : "")));
                }
            }
        });
    }

    private static boolean isKustomized(Bundle bundle, Binding binding) {
        String file = binding.object().file();
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        return bundle.files().stream()
                .filter(other -> other.startsWith(folder))
                .anyMatch(other ->
                        KUSTOMIZATION.matcher(other.substring(folder.length())).matches());
    }
}
