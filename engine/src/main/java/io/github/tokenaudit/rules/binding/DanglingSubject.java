package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.cluster.Account;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** TA306. */
public final class DanglingSubject implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA306", "dangling-subject", Group.BINDING)
            .severity(Severity.INFO)
            .summary("A binding names an account that the input lacks")
            .what("""
                    Fires for a subject that is a service account which nothing in the input declares and OLM does not
                    create, though the bundle declares other accounts of that namespace. The accounts that every namespace
                    has are there. Of a bundle of OLM's, which is installed into a namespace of its own, an account of
                    another one that it names is not meant to be declared; but one of its own accounts that is named in another
                    namespace than `operatorframework.io/suggested-namespace` is told. Where a workload runs as the account, `TA118` tells it. Where namespaces are left open
                    they are taken to be the same.""")
            .why("""
                    The operator may lack the grant because the name is misspelt, or the binding is left over from an account
                    that has gone. Whoever may create an account of that name gets what the binding grants.""")
            .remedy("Correct the name, declare the account, or take the subject out of the binding.")
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
        Set<Account> running =
                context.cluster().workloads().map(context.cluster()::accountOf).collect(Collectors.toSet());
        Bindings.forEachWritten(context, (bundle, binding) -> {
            for (Subject subject : binding.subjects()) {
                if (subject.kind().equals(Subject.SERVICE_ACCOUNT)) {
                    Account account = bundle.account(subject.namespace(), subject.name());
                    if (context.lacks(account) && !running.contains(account) && mayBeMeant(bundle, account)) {
                        findings.accept(draft(binding, subject, account)
                                .message(binding.id().display() + " grants to account " + account.display()
                                        + ", which the input does not declare, though it declares others "
                                        + (declaresOthersThere(bundle, account)
                                                ? "of that namespace"
                                                : "that may be of that namespace")));
                    }
                    suggestedElsewhere(bundle, account)
                            .ifPresent(
                                    suggested -> findings.accept(
                                            draft(binding, subject, account)
                                                    .message(binding.id().display() + " grants to account "
                                                            + account.display()
                                                            + ", but OLM makes account " + account.name()
                                                            + " where it installs the operator, for which that suggests namespace "
                                                            + suggested)
                                                    .remedy(
                                                            "Name the namespace that the operator suggests, or move the grant to"
                                                                    + " `clusterPermissions` of the account: there OLM fills the namespace in.")));
                }
            }
        });
    }

    private static Draft draft(Binding binding, Subject subject, Account account) {
        return Draft.at(binding.object(), subject.field()).subject(account.display());
    }

    /** Where OLM is told to install an operator whose account a subject means, if that is not where it says. */
    private static Optional<String> suggestedElsewhere(Bundle bundle, Account account) {
        boolean open = !account.declarations().isEmpty()
                && account.declarations().stream()
                        .allMatch(declared -> declared.object().id().namespace() == null);
        return bundle.own().csvs().stream()
                .flatMap(csv -> csv.suggestedNamespace().stream())
                .filter(suggested -> open && account.namespace() != null && !suggested.equals(account.namespace()))
                .findFirst();
    }

    /** Whether others are written for that namespace, or for one left open; what OLM makes is of its own namespace. */
    private static boolean mayBeMeant(Bundle bundle, Account account) {
        return account.namespace() == null
                || declaresOthersThere(bundle, account)
                || bundle.own().csvs().isEmpty();
    }

    private static boolean declaresOthersThere(Bundle bundle, Account account) {
        return bundle.accountNamespaces().contains(account.namespace());
    }
}
