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

/** TA601. */
public final class LegacyTokenUsed extends ActivityRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA601", "legacy-token-used", Group.ACTIVITY)
            .severity(Severity.HIGH)
            .summary("An account signed in with a token that never expires")
            .what("""
                    Fires when the audit log has requests of an account of the input that carry the annotation
                    `authentication.k8s.io/legacy-token`: the token came from a Secret.""")
            .why("""
                    Such a token is good until its Secret is deleted, wherever it is: in a backup, in a pipeline, on a
                    laptop. That it is in use says that deleting the Secret will break something, which is better known
                    before.""")
            .remedy("""
                    Find who uses it by the addresses and programs in the log, give that one a token by projection or by
                    the TokenRequest API, then delete the Secret.""")
            .reference(
                    "Kubernetes: legacy tokens of service accounts",
                    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#legacy-serviceaccount-token-tracking-controller")
            .mappings(Mapping.CIS_5_1_6, Mapping.MITRE_T1528, Mapping.OWASP_K06)
            .build();

    public LegacyTokenUsed() {
        super(INFO);
    }

    @Override
    boolean tell(Draft draft, RuleContext context, Account account, OfAccount activity) {
        Seen seen = activity.legacyTokens();
        if (seen == null) {
            return false;
        }
        draft.message("account " + account.display() + " signed in with a token of a Secret, which never expires, "
                + times(seen));
        account.bundle()
                .tokenSecrets(account)
                .forEach(
                        secret -> draft.evidence(secret.id().display() + " holds such a token", secret.nameLocation()));
        return true;
    }
}
