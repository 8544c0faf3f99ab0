package io.github.tokenaudit.rules.activity;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.usage.Activity.OfAccount;
import io.github.tokenaudit.usage.Activity.Seen;

/** TA602. */
public final class StaleTokenUsed extends ActivityRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA602", "stale-token-used", Group.ACTIVITY)
            .severity(Severity.HIGH)
            .summary("An account signed in with a token whose hour was over")
            .what("""
                    Fires when the audit log has requests of an account of the input that carry the annotation
                    `authentication.k8s.io/stale-token`: the token is older than the 3607 seconds that it was asked for, and is
                    accepted only because the API server extends those of automounted tokens to a year.""")
            .why("""
                    Either the program reads its token once and never again, so that it fails when the extension is
                    switched off; or the token has left the pod, where a fresh one lies every hour, and somebody else
                    uses the old one.""")
            .remedy("""
                    Update the client library: those of the last years read the file again. Look where the requests come from; if not
                    from the pod, delete the pod, which ends its tokens. Then ask for a projected token of another number of
                    seconds, which is never extended.""")
            .reference(
                    "Kubernetes: bound service account tokens, stale tokens",
                    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-token-volume")
            .mappings(Mapping.CIS_5_1_6, Mapping.MITRE_T1528, Mapping.OWASP_K06)
            .build();

    public StaleTokenUsed() {
        super(INFO);
    }

    @Override
    boolean tell(Draft draft, RuleContext context, Account account, OfAccount activity) {
        Seen seen = activity.staleTokens();
        if (seen == null) {
            return false;
        }
        draft.message("account " + account.display() + " signed in with a token whose hour was over, " + times(seen));
        return true;
    }
}
