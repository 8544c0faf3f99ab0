package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA212. */
public final class TokenRequest extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA212", "token-request", Group.RBAC)
            .summary("An account can get tokens of other service accounts")
            .what("""
                    Fires for `create` of `serviceaccounts/token`, by whatever wildcard; `*/token` is one. For any
                    account of `kube-system` it is as good as cluster-admin. Names do limit it: then what the named
                    accounts may do decides, where the input shows them, and a name that it does not show is taken for
                    one of the operator's own in its own namespace.""")
            .why("""
                    The TokenRequest API makes a token of whatever account it is asked for, for as long as the API
                    server allows. Whoever gets hold of the operator's token acts as those accounts, and his tokens
                    outlive the operator's pod.""")
            .remedy("""
                    Name the accounts in `resourceNames`, in a Role of their namespace. A pod that needs a token of its
                    own account needs no grant: a projected volume brings it.""")
            .remedyInANamespace("""
                    Name the accounts in `resourceNames`. A pod that needs a token of its own account needs no grant:
                    a projected volume brings it.""")
            .reference(
                    "Kubernetes: RBAC good practices, token request",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request")
            .reference(
                    "Kubernetes: TokenRequest API",
                    "https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/")
            .mappings(Mapping.CIS_5_1_13, Mapping.MITRE_T1528, Mapping.OWASP_K03, Mapping.NSA_AUTHENTICATION)
            .build();

    public TokenRequest() {
        super(INFO, Danger.TOKEN_REQUEST);
    }

    @Override
    String consequence(Ability ability) {
        return ofThoseNamed(ability) + super.consequence(ability);
    }
}
