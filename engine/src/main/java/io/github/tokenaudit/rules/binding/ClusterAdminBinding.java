package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.GrantRules;
import io.github.tokenaudit.rules.rbac.Holders;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** TA301. */
public final class ClusterAdminBinding implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA301", "cluster-admin-binding", Group.BINDING)
            .summary("An account is bound to cluster-admin or admin")
            .what("""
                    Fires for a binding of a service account to Kubernetes' own ClusterRole `cluster-admin` or `admin`, in
                    the whole cluster or, by a RoleBinding, in a namespace, where `cluster-admin` is everything, too. The
                    severity follows from what that amounts to there and from how exposed the account's token is.
                    Findings about the single grants of the role are part of this one. Roles of these names that are no
                    ClusterRoles of Kubernetes are something else; people and groups have no token to lose here.""")
            .why("""
                    These roles are made for people who administer a cluster or a namespace: they hold every Secret, every
                    workload and every account in it. Whoever gets hold of the operator's token is that administrator. What
                    later versions of Kubernetes, and ClusterRoles that aggregate to `admin`, add to the roles comes along
                    unasked.""")
            .remedy("""
                    Bind a role that lists what the operator calls, with its groups, resources and verbs. Where the operator
                    looks after one namespace, make it a Role there.""")
            .reference(
                    "Kubernetes: user-facing roles",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.CIS_5_1_1, Mapping.MITRE_T1078_001, Mapping.OWASP_K03, Mapping.NSA_AUTHENTICATION)
            .contains(GrantRules.and("TA201", "TA202", "TA203", "TA204"))
            .build();

    private static final Set<String> ADMINISTRATORS = Set.of("cluster-admin", "admin");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings bindings = new Bindings(context);
        Bindings.forEachWritten(context, (bundle, binding) -> {
            if (binding.roleKind().equals(Role.CLUSTER_ROLE) && ADMINISTRATORS.contains(binding.roleName())) {
                for (Subject subject : binding.subjects()) {
                    List<Account> accounts = bindings.named(binding, subject);
                    if (!accounts.isEmpty()) {
                        findings.accept(draft(context, bindings, binding, accounts));
                    }
                }
            }
        });
    }

    private static Draft draft(RuleContext context, Bindings bindings, Binding binding, List<Account> accounts) {
        Account account = accounts.get(0);
        List<Ability> abilities = bindings.abilities(account, binding);
        Draft draft = Draft.at(binding.object(), binding.roleField())
                .subject(account.display())
                .message("account " + account.display() + " is bound to " + binding.roleName() + " "
                        + Bindings.where(binding, account) + " and " + Bindings.can(abilities));
        Severity worst = Severity.INFO;
        for (Account each : accounts) {
            List<Ability> of = bindings.abilities(each, binding);
            Severity one = bindings.severity(of, context.exposureOf(each));
            worst = one.isAtLeast(worst) ? one : worst;
            bindings.cover(draft, each, binding, of);
            Holders.tell(draft, context, each);
        }
        return draft.severity(worst);
    }
}
