package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA213. */
public final class Impersonate extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA213", "impersonate", Group.RBAC)
            .summary("An account can act as somebody else")
            .what("""
                    Fires for `impersonate` of `users`, `groups` and `serviceaccounts` of the core group, and of `uids`
                    and `userextras/…` of `authentication.k8s.io`, which are *low* when they come alone; and for the
                    verbs of constrained impersonation (`impersonate:user-info` and its like, Kubernetes 1.36), which
                    count for no more than *low* unless an `impersonate-on:…` verb is held, too. Names decide:
                    `system:masters` is cluster-admin, of a service account counts what it may do, and a group counts
                    only for who may also impersonate somebody to put into it.""")
            .why("""
                    Who impersonates makes requests with all the rights of another, and the audit log has to be read
                    with care to see who it was. Without names that is anybody, the administrators of the cluster
                    included.""")
            .remedy("""
                    Name whom the operator acts as in `resourceNames`; for service accounts, in a Role of their
                    namespace. Never name `system:masters`. Where it only checks what others may do, `create` of
                    `subjectaccessreviews` is enough.""")
            .remedyInANamespace("""
                    Name whom the operator acts as in `resourceNames`. Where it only checks what others may do,
                    `create` of `subjectaccessreviews` is enough.""")
            .reference(
                    "Kubernetes: RBAC good practices, impersonate verb",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#impersonate-verb")
            .reference(
                    "Kubernetes: user impersonation",
                    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation")
            .reference(
                    "KEP-5284: constrained impersonation",
                    "https://github.com/kubernetes/enhancements/tree/master/keps/sig-auth/5284-constrained-impersonation")
            .mappings(Mapping.CIS_5_1_8, Mapping.MITRE_T1078_001, Mapping.OWASP_K03)
            .build();

    public Impersonate() {
        super(
                INFO,
                Danger.IMPERSONATE_USERS,
                Danger.IMPERSONATE_GROUPS,
                Danger.IMPERSONATE_ACCOUNTS,
                Danger.IMPERSONATE_NODES,
                Danger.IMPERSONATE_EXTRAS);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return lowAlone(ability, table);
    }

    @Override
    String consequence(Ability ability) {
        return ofThoseNamed(ability) + super.consequence(ability);
    }
}
