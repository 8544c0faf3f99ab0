package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.Tokens;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.Holders;
import java.util.Objects;
import java.util.function.Consumer;

/** TA106. */
public final class LongLivedTokenSecret implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA106", "long-lived-token-secret", Group.TOKEN)
            .severity(Severity.HIGH)
            .summary("A Secret holds a service account's token without end")
            .what("""
                    Fires for a Secret of type `kubernetes.io/service-account-token`: the control plane writes a token
                    of the account that its annotation names into it. HIGH, and CRITICAL where that account reaches
                    other namespaces or the cluster. Without the annotation the API server refuses the Secret: LOW.""")
            .why("""
                    Such a token never expires and is bound to no pod. Everybody who may read Secrets of the namespace,
                    a backup of etcd or a copy in a terminal's history holds the account's power until somebody thinks
                    of deleting the Secret.""")
            .remedy("""
                    Delete the Secret. In the cluster, mount a projected `serviceAccountToken` volume instead; from
                    outside, ask for a short-lived token each time (`kubectl create token`, the TokenRequest API). For a
                    scrape, let Prometheus use its own token.""")
            .reference(
                    "Kubernetes: service account token Secrets",
                    "https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets")
            .reference(
                    "Kubernetes: bound service account tokens",
                    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens")
            .mappings(Mapping.CIS_5_1_2, Mapping.MITRE_T1528, Mapping.OWASP_K08, Mapping.NSA_AUTHENTICATION)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Bundle bundle : context.cluster().bundles()) {
            bundle.own().objects().stream()
                    .filter(Tokens::isTokenSecret)
                    .map(secret -> draft(context, bundle, secret))
                    .forEach(findings);
        }
    }

    private static Draft draft(RuleContext context, Bundle bundle, KubeObject secret) {
        Draft draft = Draft.at(secret, secret.at("type"));
        String name = Tokens.accountField(secret).textOr("");
        if (name.isEmpty()) {
            return draft.severity(Severity.LOW)
                    .message("the Secret asks for an account's token without end, but names no account in annotation "
                            + Tokens.SECRET_ACCOUNT_ANNOTATION + ", so the API server refuses it");
        }
        Account account = bundle.account(secret.id().namespace(), name);
        Power power = context.powerOf(account);
        draft.severity(Objects.requireNonNullElse(
                        context.severity(power.capability(), Exposure.LONG_LIVED), Severity.HIGH))
                .message("the Secret holds a token of account " + account.display()
                        + " that never expires and is bound to no pod");
        draft.evidence(
                "the annotation names account " + account.display(),
                Tokens.accountField(secret).location());
        Holders.tellDeclarations(draft, account);
        Proof.power(draft, power);
        return draft;
    }
}
