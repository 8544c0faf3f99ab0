package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Account;
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

/** TA105. */
public final class DefaultServiceAccount implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA105", "default-service-account", Group.TOKEN)
            .summary("The workload runs as its namespace's default account")
            .what("""
                    Fires for a workload that runs as the account `default`, named or because it names none, and gains
                    something by it: a container holds the account's token, or the input grants the account more than
                    its own APIs. Clean where the pod or the account `default` opts out of token mounting and nothing is
                    granted.""")
            .why("""
                    Every pod of the namespace that names no account runs as `default`. What is granted for this
                    workload is granted to all of them, what is granted for another one reaches this workload, and the
                    audit log can't tell who made a request.""")
            .remedy("""
                    Give the workload a ServiceAccount of its own and name it in `serviceAccountName`; move what
                    `default` is granted to it. Where the workload needs no API, set
                    `automountServiceAccountToken: false`.""")
            .reference(
                    "Kubernetes: default service accounts",
                    "https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts")
            .mappings(Mapping.CIS_5_1_5, Mapping.MITRE_T1078_001, Mapping.OWASP_K01, Mapping.OWASP_K03, Mapping.NSA_POD)
            .contains("TA101", "TA103", "TA302")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster()
                .workloads()
                .filter(workload -> context.cluster().accountOf(workload).name().equals(Account.DEFAULT))
                .forEach(workload -> {
                    List<TokenMount> tokens = ApiTokens.of(context, workload);
                    // No severity: no token, or a short-lived one in one container, of an account that may do nothing.
                    Severity severity = context.severity(workload, tokens);
                    if (severity != null) {
                        findings.accept(draft(context, workload, tokens).severity(severity));
                    }
                });
    }

    private static Draft draft(RuleContext context, Workload workload, List<TokenMount> tokens) {
        Account account = context.cluster().accountOf(workload);
        boolean named = workload.pod().accountField().isSet();
        Draft draft = Draft.at(workload.object(), workload.pod().accountField())
                .message(String.format(
                        "the pods %s account %s, as does every pod of the namespace that names none; %s%s",
                        named ? "run as" : "name no account and so run as",
                        account.display(),
                        tokens.isEmpty() ? "no container holds its token" : Texts.holding(tokens) + " its token",
                        can(context.powerOf(account))));
        context.access().grantsOf(account).forEach(grant -> draft.covers(new Draft.Held(account, grant.rule())));
        Holders.tellDeclarations(draft, account);
        Proof.power(draft, context.powerOf(account));
        return draft;
    }

    private static String can(Power power) {
        return power.capability() == Capability.OWN ? "" : ", which can " + power.words();
    }
}
