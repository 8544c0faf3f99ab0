package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rules.rbac.Holders;
import java.util.List;
import java.util.function.Consumer;

/** TA302. */
public final class BoundToDefaultAccount implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA302", "bound-to-default-account", Group.BINDING)
            .summary("A namespace's default account is granted something")
            .what("""
                    Fires for a subject of a binding that is the account `default` of a namespace. The severity follows from
                    what the account gets by the binding. Its token counts as automounted, since every pod that names no
                    account gets it, whether or not the input has such a pod; only where the input declares the account
                    `default` with `automountServiceAccountToken: false` it counts as exposed as the input shows. Where a
                    workload of the input runs as that account the finding is part of `TA105`.""")
            .why("""
                    Every pod of the namespace that names no account runs as `default`: those of today, and whatever
                    somebody starts there tomorrow. Each of them holds what this binding grants, and the audit log can't
                    tell which of them used it.""")
            .remedy("""
                    Make a ServiceAccount for the one workload that needs the grant, name it in the workload's
                    `serviceAccountName`, and bind it instead.""")
            .reference(
                    "Kubernetes: default service accounts",
                    "https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts")
            .reference(
                    "Kubernetes: service account permissions",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions")
            .mappings(Mapping.CIS_5_1_5, Mapping.MITRE_T1078_001, Mapping.OWASP_K03)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings bindings = new Bindings(context);
        for (Account account : context.accounts()) {
            if (account.name().equals(Account.DEFAULT)) {
                for (Binding binding : context.access().bindingsOf(account)) {
                    binding.subjects().stream()
                            // OLM binds the account of a pod that names none, too; that is told at the pod.
                            .filter(subject -> subject.field().exists()
                                    && bindings.named(binding, subject).stream()
                                            .findFirst()
                                            .filter(account::equals)
                                            .isPresent())
                            .forEach(subject -> findings.accept(draft(context, bindings, account, binding, subject)));
                }
            }
        }
    }

    private static Draft draft(
            RuleContext context, Bindings bindings, Account account, Binding binding, Subject subject) {
        List<Ability> abilities = bindings.abilities(account, binding);
        Draft draft = Draft.at(binding.object(), subject.field())
                .message("account " + account.display()
                        + ", as which every pod of its namespace runs that names none, gets "
                        + binding.roleKind() + "/" + binding.roleName() + " " + Bindings.where(binding, account)
                        + " and " + Bindings.can(abilities))
                .severity(bindings.severity(abilities, exposure(context, account)));
        context.access()
                .grantsOf(account.bundle(), binding)
                .forEach(grant -> draft.about(new Draft.Held(account, grant.rule())));
        Holders.tell(draft, context, account);
        return draft;
    }

    private static Exposure exposure(RuleContext context, Account account) {
        Exposure shown = context.exposureOf(account);
        List<ServiceAccount> declared = account.declarations();
        boolean optsOut =
                !declared.isEmpty() && declared.stream().allMatch(one -> Boolean.FALSE.equals(one.automount()));
        return optsOut || shown == Exposure.LONG_LIVED ? shown : Exposure.WIDE;
    }
}
