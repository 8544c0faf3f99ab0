package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import java.util.List;

/** TA237. */
public final class AccountWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA237", "account-write", Group.RBAC)
            .summary("An account can change the service accounts of others")
            .what("""
                    Fires for `update` or `patch` of `serviceaccounts` in other namespaces than the account's own, by
                    whatever wildcard. `create` alone changes none that is there, and named accounts don't count.""")
            .why("""
                    Annotations of a service account say which cloud role its pods get (EKS, GKE, Azure): whoever
                    changes them gives a pod of his the cloud role of another, where the cloud trusts the account.
                    `imagePullSecrets` and the mounting of tokens are set there, too.""")
            .remedy("""
                    Grant it by a Role in each namespace that the operator manages; for accounts that it only creates,
                    `create` and `get` suffice.""")
            .remedyInANamespace("""
                    For accounts that it only creates, `create` and `get` suffice; name others in `resourceNames`.""")
            .reference(
                    "Amazon EKS: IAM roles for service accounts",
                    "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.MITRE_T1078_004, Mapping.OWASP_K03)
            .build();

    public AccountWrite() {
        super(INFO, Danger.ACCOUNT_WRITE);
    }

    @Override
    List<String> proving(Ability ability) {
        return changing(ability);
    }
}
