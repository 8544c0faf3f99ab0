package io.github.tokenaudit.rules.activity;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Identity;
import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.usage.Activity.OfAccount;
import io.github.tokenaudit.usage.Activity.Requested;
import java.util.List;

/** TA604. */
public final class DeniedRequests extends ActivityRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA604", "denied-requests", Group.ACTIVITY)
            .severity(Severity.MEDIUM)
            .summary("Requests of an account were denied")
            .what("""
                    Fires when the audit log has requests of an account of the input that the authorizer denied, and that
                    the manifests don't grant by now either.""")
            .why("""
                    Either the operator lacks a permission and part of it does not work; or somebody with its token has
                    tried what it can do.""")
            .remedy("""
                    If the operator's code makes the request, grant it; the finding names resource, verb and namespace. If
                    it does not, look in the log at who made it.""")
            .reference("Kubernetes: auditing", "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/")
            .mappings(Mapping.NSA_LOGGING, Mapping.OWASP_K05)
            .build();

    public DeniedRequests() {
        super(INFO);
    }

    @Override
    boolean tell(Draft draft, RuleContext context, Account account, OfAccount activity) {
        List<Grant> grants = context.access().allGrantsOf(account.bundle(), Identity.of(account));
        List<Requested> denied = activity.requests().stream()
                .filter(request -> request.denied() != null)
                .filter(request -> grants.stream().noneMatch(grant -> allows(grant, request)))
                .toList();
        if (denied.isEmpty()) {
            return false;
        }
        draft.message(
                "requests of account " + account.display() + " were denied: " + told(draft, denied, Requested::denied));
        return true;
    }

    private static boolean allows(Grant grant, Requested request) {
        Scope scope = request.namespace() == null ? Scope.CLUSTER : Scope.of(request.namespace());
        return grant.covers(request.verb(), request.group(), request.resource())
                && grant.scope().covers(scope);
    }
}
