package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import java.util.List;

/** TA229. */
public final class CrdWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA229", "crd-write", Group.RBAC)
            .summary("An account can change the definitions of other APIs than its own")
            .what("""
                    Fires for `update`, `patch` or `delete` of `customresourcedefinitions`, by whatever wildcard,
                    unless `resourceNames` limits it to definitions that the bundle itself has (`PLURAL.GROUP`).
                    `create` alone changes nothing that is there, and can't be limited by name.""")
            .why("""
                    A definition's conversion webhook sees and rewrites every object of its API, those of other
                    operators included, and deleting a definition deletes all objects of the API. Other operators
                    carry out what their custom resources say, with their power.""")
            .remedy("""
                    Name the operator's own definitions in `resourceNames` of a rule with `get`, `update` and `patch`,
                    and keep `create` in a rule of its own; or leave definitions to the installation, which is where
                    OLM and Helm have them.""")
            .reference(
                    "Kubernetes: webhook conversion of custom resources",
                    "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion")
            .reference(
                    "Kubernetes: referring to resources, resourceNames",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources")
            .mappings(Mapping.OWASP_K03)
            .build();

    public CrdWrite() {
        super(INFO, Danger.CRD_WRITE);
    }

    @Override
    List<String> proving(Ability ability) {
        return changing(ability);
    }
}
