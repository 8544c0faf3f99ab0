package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA210. */
public final class SecretsRead extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA210", "secrets-read", Group.RBAC)
            .summary("An account can read Secrets")
            .what("""
                    Fires for `get`, `list` or `watch` of `secrets` of the core group, by whatever wildcard. Names limit
                    `get` always, and `list` and `watch` too: with `resourceNames` only requests that ask for exactly that
                    name pass. A single named Secret of the account's own namespace is at most *low*. `secrets` of another
                    API group are something else and don't count.""")
            .why("""
                    Secrets hold what opens other doors: passwords, keys, certificates, and tokens of other service
                    accounts. `list` and `watch` hand out the contents, too. Whoever gets hold of the operator's token reads
                    along.""")
            .remedy("""
                    Name the Secrets that the operator needs in `resourceNames`, in a Role of their namespace; `list` and
                    `watch` then take a field selector for the name. Where it must read Secrets whose names only its users
                    know, let users grant it by a Role of their own, and have it watch only the namespaces where they do.""")
            .remedyInANamespace("""
                    Name the Secrets that the operator needs in `resourceNames`; `list` and `watch` then take a field
                    selector for the name. Where only its users know the names, let each grant the one that he means.""")
            .reference(
                    "Kubernetes: RBAC good practices, listing Secrets",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets")
            .reference(
                    "Kubernetes: referring to resources, resourceNames",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources")
            .mappings(Mapping.CIS_5_1_2, Mapping.MITRE_T1552_007, Mapping.OWASP_K03, Mapping.NSA_AUTHENTICATION)
            .build();

    public SecretsRead() {
        super(INFO, Danger.SECRETS_READ);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        boolean ownByName = ability.grant().isNamed() && ability.reach() == Reach.OWN;
        return ownByName && table != null ? Severity.LOW : table;
    }
}
