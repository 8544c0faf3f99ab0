package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.Holders;
import java.util.List;
import java.util.function.Consumer;

/** TA308. */
public final class ForeignSubject implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA308", "foreign-subject", Group.BINDING)
            .severity(Severity.MEDIUM)
            .summary("A RoleBinding gives power in its namespace to an account of another one")
            .what("""
                    Fires for a subject of a RoleBinding that is a service account which the input declares in another
                    namespace, if what the binding grants amounts to something: Secrets or workloads of the namespace, and
                    more. What every client needs there (leases, events, the client CA in `kube-system`) is clean, and so
                    are namespaces that the manifests leave open.""")
            .why("""
                    A namespace is a border between teams. Whoever gets into a pod of the other namespace, or may start one
                    there, acts in this one; those who look after it don't see that account among theirs.""")
            .remedy("""
                    Run what needs the grant in the namespace itself, by an account of its own. Where an operator looks
                    after several namespaces, grant no more than it calls there, and suppress the finding with that reason.""")
            .reference(
                    "Kubernetes: referring to subjects",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects")
            .mappings(Mapping.OWASP_K03, Mapping.MITRE_T1528)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings bindings = new Bindings(context);
        Bindings.forEachWritten(context, (bundle, binding) -> {
            for (Subject subject : binding.subjects()) {
                if (isForeign(binding, subject)) {
                    bindings.named(binding, subject).stream()
                            .filter(account -> !account.declarations().isEmpty()
                                    && !bindings.abilities(account, binding).isEmpty())
                            .findFirst()
                            .ifPresent(account -> findings.accept(
                                    draft(context, binding, subject, account, bindings.abilities(account, binding))));
                }
            }
        });
    }

    private static boolean isForeign(Binding binding, Subject subject) {
        String home = binding.id().namespace();
        return !binding.isCluster()
                && subject.kind().equals(Subject.SERVICE_ACCOUNT)
                && home != null
                && !home.equals(subject.namespace());
    }

    private static Draft draft(
            RuleContext context, Binding binding, Subject subject, Account account, List<Ability> abilities) {
        Draft draft = Draft.at(binding.object(), subject.field())
                .subject(account.display())
                .message(binding.id().display() + " grants to account " + account.display()
                        + " of another namespace, which " + Bindings.can(abilities));
        Holders.tell(draft, context, account);
        return draft;
    }
}
