package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** TA102. */
public final class OptOutOverridden implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA102", "opt-out-overridden", Group.TOKEN)
            .summary("The account opts out of token mounting, the pod overrides it")
            .what("""
                    Fires for a workload whose account says `automountServiceAccountToken: false` while its pod spec says
                    `true`. The pod has the last word, so the token is mounted. A container that mounts a volume of its
                    own at `/var/run/secrets/kubernetes.io/serviceaccount` does not get it.""")
            .why("""
                    Whoever reads the account, or a tool that looks at one object at a time, believes that no pod of it
                    holds a token. The token is there nevertheless, in every container, and valid for up to a year.""")
            .remedy("""
                    Remove `automountServiceAccountToken: true` from the pod spec. Where a container needs the API, give
                    just that container a projected `serviceAccountToken` volume with `expirationSeconds` of 600 to 3600
                    at the same path.""")
            .reference(
                    "Kubernetes: opt out of API credential automounting",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting")
            .mappings(Mapping.CIS_5_1_6, Mapping.MITRE_T1528, Mapping.OWASP_K01, Mapping.NSA_POD)
            .contains("TA101", "TA103")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster()
                .workloads()
                .filter(workload -> Boolean.TRUE.equals(workload.pod().automount()))
                .forEach(workload -> {
                    List<ServiceAccount> declared =
                            context.cluster().accountOf(workload).declarations();
                    List<TokenMount> automounted = context.cluster().tokensOf(workload).stream()
                            .filter(token -> token.kind() == TokenMount.Kind.AUTOMOUNTED)
                            .toList();
                    // Where files offer alternatives of the account, all of them must opt out.
                    boolean optedOut = !declared.isEmpty()
                            && declared.stream().allMatch(account -> Boolean.FALSE.equals(account.automount()));
                    if (optedOut && !automounted.isEmpty()) {
                        findings.accept(draft(context, workload, declared, automounted));
                    }
                });
    }

    private static Draft draft(
            RuleContext context, Workload workload, List<ServiceAccount> declared, List<TokenMount> automounted) {
        Account account = context.cluster().accountOf(workload);
        Draft draft = Draft.at(workload.object(), ApiTokens.place(workload, automounted.get(0)))
                .severity(Objects.requireNonNullElse(context.severity(workload, automounted), Severity.LOW))
                .message(String.format(
                        "account %s says automountServiceAccountToken: false, but the pod says true and has the last"
                                + " word: the token is mounted into %s",
                        account.display(), Texts.containers(automounted)));
        for (ServiceAccount optingOut : declared) {
            draft.evidence(
                    "account " + account.display() + " opts out",
                    optingOut.object().at("automountServiceAccountToken").location());
        }
        Proof.power(draft, context.powerOf(account));
        return draft;
    }
}
