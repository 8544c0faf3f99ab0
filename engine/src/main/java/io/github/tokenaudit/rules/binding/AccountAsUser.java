package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Identity;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.function.Consumer;

/** TA309. */
public final class AccountAsUser implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA309", "account-as-user", Group.BINDING)
            .severity(Severity.LOW)
            .summary("A binding names a service account as a user")
            .what("""
                    Fires for a subject of kind User whose name begins with `system:serviceaccount:`. With a namespace and
                    a name behind it, it is that account, and counts as such for all other rules; else it is nobody.""")
            .why("""
                    The grant works, but hardly anybody sees it: who lists what an account holds, or deletes the account and
                    what is bound to it, looks for subjects of kind ServiceAccount. Tools that fill in namespaces pass it by,
                    too.""")
            .remedy("Write the subject as `kind: ServiceAccount` with its `name` and `namespace`.")
            .reference(
                    "Kubernetes: referring to subjects",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects")
            .mappings(Mapping.OWASP_K03)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings.forEachWritten(context, (bundle, binding) -> {
            for (Subject subject : binding.subjects()) {
                if (subject.kind().equals(Subject.USER) && subject.name().startsWith(Identity.ACCOUNT_USER)) {
                    findings.accept(Draft.at(binding.object(), subject.field().get("name"))
                            .subject(subject.name())
                            .message("user " + subject.name() + " is " + whom(subject.name())));
                }
            }
        });
    }

    private static String whom(String user) {
        String[] parts = user.substring(Identity.ACCOUNT_USER.length()).split(":", -1);
        return parts.length == 2
                ? "service account " + parts[0] + "/" + parts[1] + ", written so that few will see what it is granted"
                : "nobody: a service account's user name is system:serviceaccount:NAMESPACE:NAME";
    }
}
