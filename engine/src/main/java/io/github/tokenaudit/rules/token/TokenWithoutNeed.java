package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
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

/** TA103. */
public final class TokenWithoutNeed implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA103", "token-without-need", Group.TOKEN)
            .severity(Severity.LOW)
            .summary("A token is mounted though its account is granted nothing")
            .what("""
                    Fires for a workload that holds a token for the API server, automounted or projected, while no
                    binding of its bundle grants its account anything beyond what everyone has. INFO where the bundle
                    has no bindings for that namespace at all or does not declare the account, unless that is `default`, or where OLM installs the
                    workload: the grants may then come from elsewhere. A bound role that is not in the input, or an
                    aggregated one, may grant anything: no finding. A token that is meant for somebody else than the API server does not count.""")
            .why("""
                    The pod can't do anything useful with the token, an intruder can: the token proves who the pod is to
                    everything that trusts the cluster's accounts, may do whatever is ever granted to the account or to
                    all accounts, and opens the API server's flaws to authenticated users.""")
            .remedy("""
                    Set `automountServiceAccountToken: false` in the pod spec and remove projected tokens that nobody
                    reads.""")
            .reference(
                    "Kubernetes: opt out of API credential automounting",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting")
            .reference(
                    "Kubernetes: RBAC good practices",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#minimize-distribution-of-privileged-tokens")
            .mappings(Mapping.CIS_5_1_6, Mapping.MITRE_T1528, Mapping.OWASP_K01, Mapping.NSA_POD)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            List<TokenMount> tokens = ApiTokens.of(context, workload).stream()
                    .filter(token -> token.kind() != TokenMount.Kind.SECRET)
                    .filter(token -> ForeignUse.of(token) == null)
                    .toList();
            if (!tokens.isEmpty()
                    && ApiTokens.arePowerless(context, context.cluster().accountOf(workload))) {
                findings.accept(draft(context, workload, tokens));
            }
        });
    }

    private static Draft draft(RuleContext context, Workload workload, List<TokenMount> tokens) {
        Account account = context.cluster().accountOf(workload);
        Draft draft = Draft.at(workload.object(), ApiTokens.place(workload, tokens.get(0)));
        String told = String.format(
                "%s the token of account %s, which no binding of its bundle grants anything",
                Texts.holding(tokens), account.display());
        if (workload.csv() != null) {
            draft.severity(Severity.INFO).message(told + "; what OLM installs may be granted more elsewhere");
        } else if (account.declarations().isEmpty() && !account.name().equals(Account.DEFAULT)) {
            draft.severity(Severity.INFO).message(told + "; the account is made elsewhere, and so may be its grants");
        } else if (account.bundle().bindings().noneMatch(binding -> concerns(binding, account))) {
            draft.severity(Severity.INFO)
                    .message(told + "; it has none for that namespace at all, so they may be elsewhere");
        } else {
            draft.severity(Severity.LOW).message(told);
        }
        Holders.tellDeclarations(draft, account);
        return draft;
    }

    private static boolean concerns(Binding binding, Account account) {
        return (!binding.isCluster() && Namespaces.maybeSame(binding.id().namespace(), account.namespace()))
                || binding.subjects().stream()
                        .anyMatch(subject -> subject.kind().equals(Subject.SERVICE_ACCOUNT)
                                && Namespaces.maybeSame(subject.namespace(), account.namespace()));
    }
}
