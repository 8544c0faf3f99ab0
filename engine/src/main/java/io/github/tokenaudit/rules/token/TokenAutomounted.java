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
import io.github.tokenaudit.rules.rbac.Holders;
import io.github.tokenaudit.source.Field;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** TA101. */
public final class TokenAutomounted implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA101", "token-automounted", Group.TOKEN)
            .summary("The service account's token is mounted because nobody opted out")
            .what("""
                    Fires for a workload whose pods get the token of their account by admission: neither the pod nor its
                    account says `automountServiceAccountToken: false`, or one of them says `true` and has the last word.
                    Containers that mount a volume of their own at `/var/run/secrets/kubernetes.io/serviceaccount` do not
                    get the token and are not counted; when all of them do, nothing is found.""")
            .why("""
                    Whoever gets into any container of the pod reads the token and holds all that RBAC grants the account.
                    An automounted token lives long: the kubelet asks for 3607 seconds, and by default the API server
                    makes exactly such tokens valid for a year, for as long as the pod lives.""")
            .remedy("""
                    Set `automountServiceAccountToken: false` in the pod spec. Where a container needs the API, give just
                    that container a projected volume at the same path, with a `serviceAccountToken` of
                    `expirationSeconds: 600` to `3600`, the ConfigMap `kube-root-ca.crt` and the namespace; clients that
                    read the file again, as current ones do, find it there as before. That shortens the token's life and narrows who holds it; what it may do stays as
                    it is, and the findings about grants and paths tell how to mend that.""")
            .reference(
                    "Kubernetes: opt out of API credential automounting",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting")
            .reference(
                    "Kubernetes: bound service account token volume",
                    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-token-volume")
            .reference(
                    "KEP-1205: bound service account tokens",
                    "https://github.com/kubernetes/enhancements/tree/master/keps/sig-auth/1205-bound-service-account-tokens")
            .mappings(Mapping.CIS_5_1_6, Mapping.MITRE_T1528, Mapping.OWASP_K01, Mapping.NSA_POD)
            .contains("TA103")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            List<TokenMount> automounted = context.cluster().tokensOf(workload).stream()
                    .filter(token -> token.kind() == TokenMount.Kind.AUTOMOUNTED)
                    .toList();
            if (!automounted.isEmpty()) {
                findings.accept(draft(context, workload, automounted));
            }
        });
    }

    private static Draft draft(RuleContext context, Workload workload, List<TokenMount> automounted) {
        Account account = context.cluster().accountOf(workload);
        Field pod = workload.pod().field();
        Field said = pod.get("automountServiceAccountToken");
        Draft draft = Draft.at(workload.object(), said.exists() ? said : pod)
                .severity(Objects.requireNonNullElse(context.severity(workload, automounted), Severity.LOW))
                .message(String.format(
                        "the token of account %s is mounted into %s, %s; asked for 3607 s, by default it is valid for a year while"
                                + " the pod lives",
                        account.display(), Texts.containers(automounted), because(said, automounted.get(0))));
        for (ServiceAccount declared : account.declarations()) {
            Boolean says = declared.automount();
            draft.evidence(
                    declared.madeByOlm()
                            ? Holders.declaration(account, declared) + ", without opting out"
                            : "account " + account.display()
                                    + (says == null
                                            ? " says nothing of automountServiceAccountToken"
                                            : " says automountServiceAccountToken: " + says),
                    declared.object().nameLocation());
        }
        Proof.power(draft, context.powerOf(account));
        return draft;
    }

    private static String because(Field said, TokenMount token) {
        if (said.bool() != null) {
            return "since the pod says automountServiceAccountToken: true";
        }
        if (said.isSet()) {
            return "since automountServiceAccountToken: \"" + said.textOr("…") + "\" is no boolean";
        }
        return token.field().exists() ? "since its account says true" : "since nobody opted out";
    }
}
