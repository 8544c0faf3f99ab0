package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** TA107. */
public final class LongLivedTokenUsed implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA107", "long-lived-token-used", Group.TOKEN)
            .summary("A container gets a token that never expires")
            .what("""
                    Fires for a workload that mounts the token of a Secret of type
                    `kubernetes.io/service-account-token`, as a volume, inside a projected volume, or as an environment
                    variable by `env` or `envFrom`. The Secret must be in the input, for only its type tells what it
                    holds. Mounting just its `ca.crt` or its namespace is no finding. It weighs as much as the account
                    that the token speaks for, which need not be the pod's own.""")
            .why("""
                    The token outlives the pod, the rollout and the incident: taken once, it works until the Secret is
                    deleted. Opting out of token mounting does not help. As an environment variable it also shows up in
                    crash dumps and in every child process.""")
            .remedy("""
                    Mount a projected `serviceAccountToken` volume of the pod's own account instead, with
                    `expirationSeconds` of 600 to 3600, let the client read the file again, and delete the Secret. If
                    another account's power is needed, bind its role to the pod's account.""")
            .reference(
                    "Kubernetes: service account token Secrets",
                    "https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets")
            .reference(
                    "Kubernetes: launch a pod using service account token projection",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection")
            .mappings(
                    Mapping.CIS_5_4_1,
                    Mapping.MITRE_T1552_001,
                    Mapping.MITRE_T1528,
                    Mapping.OWASP_K08,
                    Mapping.NSA_AUTHENTICATION)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            Map<String, List<TokenMount>> byAccount = context.cluster().tokensOf(workload).stream()
                    .filter(token -> token.kind() == TokenMount.Kind.SECRET)
                    // The API server refuses a Secret that names no account, and with it the pod never starts.
                    .filter(token -> !token.account().isEmpty())
                    .collect(Collectors.groupingBy(TokenMount::account, LinkedHashMap::new, Collectors.toList()));
            byAccount.forEach((account, tokens) -> findings.accept(draft(context, workload, account, tokens)));
        });
    }

    private static Draft draft(RuleContext context, Workload workload, String accountName, List<TokenMount> tokens) {
        Account own = context.cluster().accountOf(workload);
        Account account = own.bundle().account(own.namespace(), accountName);
        Power power = context.powerOf(account);
        TokenMount first = tokens.get(0);
        Draft draft = Draft.at(workload.object(), first.field())
                .subject(account.display())
                .severity(Objects.requireNonNullElse(
                        context.severity(power.capability(), Exposure.LONG_LIVED), Severity.HIGH))
                .message(String.format(
                        "%s a token of account %s that never expires (%s)",
                        Texts.holding(tokens), account.display(), first.path()));
        tokens.stream()
                .skip(1)
                .forEach(token -> draft.evidence(
                        "container " + Texts.name(token.container()) + " holds it at " + token.path(),
                        token.field().location()));
        Proof.power(draft, power);
        return draft;
    }
}
