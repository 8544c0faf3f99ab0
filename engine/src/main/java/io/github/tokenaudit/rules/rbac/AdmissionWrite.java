package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA218. */
public final class AdmissionWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA218", "admission-write", Group.RBAC)
            .summary("An account can change what admission lets through")
            .what("""
                    Fires for `create`, `update` or `patch` of webhook configurations, ValidatingAdmissionPolicies,
                    MutatingAdmissionPolicies and their bindings; low, where all that may be done is to delete them. Where `resourceNames` keep it to configurations of its
                    own, as for an operator that writes its CA into its own webhook, it is not told.""")
            .why("""
                    An admission webhook sees every request that it asks for, Secrets included, and a mutating one
                    changes them: it adds a container to a pod of somebody with more power. And whoever may change
                    others' webhooks or policies switches off what they forbid.""")
            .remedy("""
                    Ship the webhook configurations with the operator. For writing its CA there, grant `get`, `update`
                    and `patch` with their names in `resourceNames`, or let cert-manager inject it.""")
            .reference(
                    "Kubernetes: RBAC good practices, control admission webhooks",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks")
            .reference(
                    "Kubernetes: admission webhook good practices",
                    "https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/")
            .mappings(Mapping.CIS_5_1_12, Mapping.MITRE_T1562, Mapping.OWASP_K03)
            .build();

    public AdmissionWrite() {
        super(INFO, Danger.ADMISSION_WRITE);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return lowAlone(ability, table);
    }
}
