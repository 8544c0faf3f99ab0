package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.cluster.Binding;
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
                    MutatingAdmissionPolicies and their bindings; low, where all that may be done is to delete them. Where
                    `resourceNames` keep it to webhooks or mutating policies of its own, as for an operator that writes its
                    CA into its own webhook, it is low, too, and told only of a token that is mounted widely or lives long.""")
            .why("""
                    An admission webhook sees every request that it asks for, Secrets included, and a mutating one
                    changes them: it adds a container to a pod of somebody with more power. And whoever may change
                    others' webhooks or policies switches off what they forbid. Names in the grant say which
                    configuration may be changed, and not what it may ask for.""")
            .remedy("""
                    Ship the webhook configurations with the operator. For writing its CA there, let cert-manager inject
                    it, so that the operator needs no such grant; else grant `get`, `update` and `patch` with their names in
                    `resourceNames`, and project the token, valid for minutes, into just the container that needs it.""")
            .reference(
                    "Kubernetes: RBAC good practices, control admission webhooks",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks")
            .reference(
                    "Kubernetes: admission webhook good practices",
                    "https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/")
            .mappings(Mapping.CIS_5_1_12, Mapping.MITRE_T1562, Mapping.OWASP_K03)
            .build();

    private static final String OF_POLICIES =
            "Ship the policies and their bindings with the operator, so that who installs it creates them, and drop the grant; else"
                    + " name them in `resourceNames` and leave it `get`, `update` and `patch`. A name does not bind `create`, for"
                    + " which a policy that is missing has to be installed by somebody else.";

    /** OLM makes no other webhooks, and names these as it likes ({@code GenerateName}). */
    private static final String BY_OLM =
            "Have OLM make the configurations, by `webhookdefinitions` in the ClusterServiceVersion, and drop the grant: it writes the"
                    + " CA into them, under names that no `resourceNames` can know beforehand.";

    public AdmissionWrite() {
        super(INFO, Danger.ADMISSION_WRITE);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        if (isOwnByName(ability)) {
            return exposure.compareTo(Exposure.WIDE) >= 0 ? Severity.LOW : null;
        }
        return lowAlone(ability, table);
    }

    @Override
    String consequence(Ability ability) {
        return isOwnByName(ability)
                ? ", in which it may ask for all requests, Secrets included" + super.consequence(ability)
                : super.consequence(ability);
    }

    @Override
    String remedy(Ability ability) {
        return isOwnByName(ability)
                ? "Let cert-manager inject the CA, so that the operator needs no such grant; else project the token,"
                        + " valid for minutes, into just the container that needs it."
                : ofPolicies(ability)
                        ? Chain.remedy(ability, OF_POLICIES)
                        : isByOlm(ability) ? Chain.remedy(ability, BY_OLM) : super.remedy(ability);
    }

    private static boolean isByOlm(Ability ability) {
        Binding binding = ability.grant().binding();
        return binding != null && !binding.installModes().isEmpty();
    }

    /** Whether no webhook is among what it may change. */
    private static boolean ofPolicies(Ability ability) {
        return ability.resources().stream().allMatch(resource -> resource.contains("admissionpolic"));
    }

    private static boolean isOwnByName(Ability ability) {
        return ability.grant().isNamed() && ability.isDangerous();
    }
}
