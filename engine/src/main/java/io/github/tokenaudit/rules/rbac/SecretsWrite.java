package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** TA211. */
public final class SecretsWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA211", "secrets-write", Group.RBAC)
            .summary("An account can write Secrets")
            .what("""
                    Fires for `create`, `update` or `patch` of `secrets` of the core group, by whatever wildcard. Who
                    may both create and read Secrets gets a token of any account of that namespace; who may change and
                    read them does so where one holds a token already. Where he may only write, it is *low*, and Secrets by
                    their names are not told.""")
            .why("""
                    A Secret of type `kubernetes.io/service-account-token` is filled by Kubernetes with a token, without
                    end, of the account that it names. Whoever creates such a Secret and reads it becomes that account; so
                    does who empties one that is there and names the account in it.
                    Without reading, whoever writes Secrets replaces passwords, keys and certificates that others trust.""")
            .remedy("""
                                        Grant those of the verbs that the operator uses in a Role of the namespaces where it makes Secrets,
                    `update` and `patch` with `resourceNames`. Where it makes Secrets and need not read them back, leave `get`,
                    `list` and `watch` away, and `patch`, `delete` and `deletecollection`, whose answer may be the whole
                    Secret: then only who may also run pods there, and mount it, gets at what Kubernetes fills in.""")
            .remedyInANamespace("""
                    Name the Secrets in `resourceNames` for `update` and `patch`, where it has these. Where the operator makes Secrets and
                    need not read them back, leave `get`, `list` and `watch` away, and `patch`, `delete` and
                    `deletecollection`, whose answer may be the whole Secret: then only who may also run pods there, and
                    mount it, gets at what Kubernetes fills in. Else keep accounts with more power out of where it is
                    granted.""")
            .reference(
                    "Kubernetes: manually create a long-lived API token for a ServiceAccount",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#manually-create-a-long-lived-api-token-for-a-serviceaccount")
            .reference(
                    "Kubernetes: RBAC good practices, listing Secrets",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets")
            .mappings(Mapping.CIS_5_1_2, Mapping.MITRE_T1528, Mapping.OWASP_K03, Mapping.OWASP_K08)
            .build();

    public SecretsWrite() {
        super(INFO, Danger.SECRETS_WRITE);
    }

    @Override
    Set<Danger> needs() {
        return EnumSet.of(Danger.SECRETS_READ, Danger.ACCOUNT_WRITE);
    }

    /** Accounts matter where they are made, and make it certain. */
    @Override
    boolean goesWith(Ability needed, Ability ability) {
        boolean matters = needed.danger() != Danger.ACCOUNT_WRITE
                || (needed.verbs().contains("create") && ability.gain().capability() == Capability.CLUSTER);
        return matters && super.goesWith(needed, ability);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return lowAlone(ability, table);
    }

    @Override
    String consequence(Ability ability) {
        if (!ability.isDangerous()) {
            // PatchResource in apiserver/pkg/endpoints/handlers/patch.go
            return ability.verbs().contains("patch")
                    ? " and read by that those whose names are known, for the answer to a patch is the whole Secret"
                    : "";
        }
        String condition =
                ability.verbs().contains("create") ? null : ability.gain().condition();
        String of = ability.gain().capability() == Capability.CLUSTER
                ? " and so, as it may make missing accounts, too, get a token of any account"
                : " and so get a token of any account there";
        return of + (condition == null ? "" : ", provided that " + condition) + super.consequence(ability);
    }
}
