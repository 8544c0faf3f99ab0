package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.token.KnownImages.Need;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** TA104. */
public final class TokenReachesSidecar implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA104", "token-reaches-sidecar", Group.TOKEN)
            .summary("Several containers hold a token that fewer of them need")
            .what("""
                    Fires for a workload with several containers, init containers included, that hold a token of its
                    account. Where one of them is known by its image to need no Kubernetes API (proxies such as envoy,
                    log shippers such as fluent-bit, exporters, caches), the finding stands at that container and weighs
                    as much as the token. kube-rbac-proxy and oauth-proxy need a token for token and access reviews,
                    though none of the operator's grants: LOW. Where the images tell nothing, or a container runs a shell or
                    a program from a volume instead, the finding says how many containers hold the token: LOW. An
                    account without any grants is left to `token-without-need`.""")
            .why("""
                    A pod is as safe as its weakest container. A flaw in a proxy that parses what strangers send, or in
                    an image that somebody else builds, then gives away all that the operator may do.""")
            .remedy("""
                                        Set `automountServiceAccountToken: false` in the pod spec and mount a projected
                    `serviceAccountToken` volume into just the containers that talk to the API; where several do so for
                    different ends, run them as workloads and accounts of their own. Where kube-rbac-proxy or oauth-proxy
                    is among them, which need a token for their reviews: let the operator protect its metrics itself
                    first (controller-runtime's `WithAuthenticationAndAuthorization`), and leave the proxy out. A privileged
                    container reads the token of another one on the node all the same.""")
            .reference(
                    "Kubernetes: launch a pod using service account token projection",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection")
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
            List<TokenMount> tokens = ApiTokens.of(context, workload);
            // For an account without grants nobody needs the token: that is TA103's finding.
            if (ApiTokens.holders(tokens).size() > 1
                    && !ApiTokens.arePowerless(context, context.cluster().accountOf(workload))) {
                findings.accept(draft(context, workload, tokens));
            }
        });
    }

    private static Draft draft(RuleContext context, Workload workload, List<TokenMount> tokens) {
        Account account = context.cluster().accountOf(workload);
        List<Container> idle = holders(workload, tokens, Need.NOTHING);
        List<Container> reviewers = holders(workload, tokens, Need.REVIEWS);
        Draft draft;
        // Where all holders are known to work without the API, one of them must be used in a way not thought of here.
        if (!idle.isEmpty() && idle.size() < ApiTokens.holders(tokens).size()) {
            Severity severity = context.severity(workload, tokens);
            draft = idle(workload, account, idle).severity(Objects.requireNonNullElse(severity, Severity.LOW));
        } else if (!reviewers.isEmpty()) {
            draft = reviewer(workload, account, reviewers.get(0)).severity(Severity.LOW);
        } else {
            draft = counted(workload, account, tokens).severity(Severity.LOW);
        }
        Proof.power(draft, context.powerOf(account));
        return draft;
    }

    private static Draft idle(Workload workload, Account account, List<Container> idle) {
        Container first = idle.get(0);
        Draft draft = Draft.at(workload.object(), first.field())
                .message(String.format(
                        "container %s holds the token of account %s, though %s needs no Kubernetes API",
                        Texts.name(first), account.display(), KnownImages.shortName(first)));
        idle.stream()
                .skip(1)
                .forEach(other -> draft.evidence(
                        "container " + Texts.name(other) + " holds it, too, and " + KnownImages.shortName(other)
                                + " needs none",
                        other.field().location()));
        return draft;
    }

    private static Draft reviewer(Workload workload, Account account, Container reviewer) {
        return Draft.at(workload.object(), reviewer.field())
                .message(String.format(
                        "container %s holds the token of account %s with all its grants, though %s needs it for token"
                                + " and access reviews only",
                        Texts.name(reviewer), account.display(), KnownImages.shortName(reviewer)));
    }

    private static Draft counted(Workload workload, Account account, List<TokenMount> tokens) {
        return Draft.at(workload.object(), ApiTokens.place(workload, tokens.get(0)))
                .message(String.format(
                        "%s hold the token of account %s, whether they need it or not",
                        Texts.share(tokens, workload.pod().containers().size()), account.display()));
    }

    private static List<Container> holders(Workload workload, List<TokenMount> tokens, Need need) {
        return ApiTokens.holders(tokens).stream()
                .filter(container -> KnownImages.needOf(container, workload.kind()) == need)
                .toList();
    }
}
