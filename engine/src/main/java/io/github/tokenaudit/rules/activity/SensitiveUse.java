package io.github.tokenaudit.rules.activity;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.usage.Told;
import io.github.tokenaudit.usage.Activity.OfAccount;
import io.github.tokenaudit.usage.Activity.Requested;
import java.util.List;

/** TA605. */
public final class SensitiveUse extends ActivityRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA605", "sensitive-use", Group.ACTIVITY)
            .severity(Severity.INFO)
            .summary("An account read Secrets, got tokens, ran commands in pods or handed out rights")
            .what("""
                    Fires when the audit log has requests of an account of the input that were allowed and open other
                    doors: for Secrets, for RBAC's own resources, `pods/exec` and its like, `serviceaccounts/token`, the
                    approval of certificates, impersonation.""")
            .why("""
                    These are what a thief of the token would do first. Told with how often and when, so that what is not
                    the operator's habit can be seen.""")
            .remedy("""
                    Nothing, where the operator does this by design. Else look at who did it, and take the grant away.""")
            .reference(
                    "Kubernetes: RBAC good practices, privilege escalation risks",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks")
            .mappings(Mapping.NSA_LOGGING, Mapping.MITRE_T1552_007)
            .build();

    public SensitiveUse() {
        super(INFO);
    }

    @Override
    boolean tell(Draft draft, RuleContext context, Account account, OfAccount activity) {
        List<Requested> sensitive = activity.requests().stream()
                .filter(request -> request.allowed() != null)
                .filter(request ->
                        request.verb().equals("impersonate") || Told.isSensitive(request.group(), request.resource()))
                .toList();
        if (sensitive.isEmpty()) {
            return false;
        }
        draft.message("account " + account.display() + " made requests that open doors: "
                + told(draft, sensitive, Requested::allowed));
        return true;
    }
}
