package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TA233. */
public final class ConfigMapWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA233", "config-map-write", Group.RBAC)
            .summary("An account can change ConfigMaps of other namespaces")
            .what("""
                    Fires for `update` or `patch` of `configmaps` in other namespaces than the account's own, by
                    whatever wildcard. Names make it harmless, except those of `aws-auth`, `coredns` and
                    `extension-apiserver-authentication` where `kube-system` is in reach. `create` alone changes
                    nothing that is there.""")
            .why("""
                    What ConfigMaps say, others do: `coredns` in `kube-system` decides what every name in the cluster
                    resolves to, and on EKS `aws-auth` decides who is in `system:masters`. ConfigMaps of other tenants
                    configure their workloads, scripts and policies.""")
            .remedy("""
                    Grant it by a Role in each namespace that the operator manages, and have it watch only these; what it
                    keeps for itself, such as leader election or state, lies in its own namespace. Where all it changes
                    is one ConfigMap, name it in `resourceNames`.""")
            .remedyInANamespace("""
                    Where all it changes is one ConfigMap, name it in `resourceNames`. What it keeps for itself, such
                    as leader election or state, lies in its own namespace.""")
            .reference(
                    "Amazon EKS: grant IAM users access to Kubernetes with a ConfigMap",
                    "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html")
            .reference(
                    "Kubernetes: customizing DNS service",
                    "https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/")
            .mappings(Mapping.OWASP_K03)
            .build();

    public ConfigMapWrite() {
        super(INFO, Danger.CONFIG_MAP_WRITE);
    }

    @Override
    List<String> proving(Ability ability) {
        return changing(ability);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        @Nullable Severity usual = super.severity(ability, table, exposure);
        return isCommon(ability) && usual != null && usual.isAtLeast(Severity.LOW) ? Severity.LOW : usual;
    }

    /** Whether three of four operators may do it, so that told as loud as the rest it would bury what few may: low at most. */
    public static boolean isCommon(Ability ability) {
        return ability.danger() == Danger.CONFIG_MAP_WRITE
                && ability.reach() == Reach.EVERYWHERE
                && !ability.grant().isNamed();
    }
}
