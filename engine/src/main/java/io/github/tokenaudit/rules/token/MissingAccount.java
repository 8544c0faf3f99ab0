package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.function.Consumer;

/** TA118. */
public final class MissingAccount implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA118", "missing-account", Group.TOKEN)
            .severity(Severity.LOW)
            .summary("The workload names an account that the input lacks")
            .what("""
                    Fires for a workload that names an account which nothing in the input declares and OLM does not
                    create, though the bundle declares other accounts of that namespace. Accounts that clusters have by
                    themselves (`default`; on OpenShift `builder` and `deployer`) are there. Where namespaces are left
                    open they are taken to be the same.""")
            .why("""
                    Kubernetes refuses pods of an account that does not exist, so the workload never starts. Mostly the
                    name is misspelt or the account was renamed; whoever may create accounts in the namespace can then
                    supply one of that name.""")
            .remedy("""
                    Declare the ServiceAccount beside the workload, or correct the name. If it is made elsewhere on
                    purpose, suppress the finding and say where.""")
            .reference(
                    "Kubernetes: service account admission controller",
                    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller")
            .mappings(Mapping.OWASP_K01)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            Account account = context.cluster().accountOf(workload);
            if (context.lacks(account)) {
                findings.accept(draft(workload, account));
            }
        });
    }

    private static Draft draft(Workload workload, Account account) {
        Draft draft = Draft.at(workload.object(), workload.pod().accountField())
                .message("the pods run as account " + account.display()
                        + ", which the input does not declare, though it declares others of that namespace;"
                        + " without it no pod starts");
        account.bundle()
                .accounts(account.name())
                .forEach(other -> draft.evidence(
                        "an account of that name is declared in another namespace",
                        other.object().nameLocation()));
        return draft;
    }
}
