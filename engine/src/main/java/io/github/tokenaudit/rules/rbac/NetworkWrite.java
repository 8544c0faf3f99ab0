package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA232. */
public final class NetworkWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA232", "network-write", Group.RBAC)
            .summary("An account can redirect traffic in other namespaces")
            .what("""
                    Fires for `create`, `update` or `patch` of `services`, `endpoints`, `endpointslices` and
                    `ingresses`, and for any write access to `networkpolicies`, in other namespaces than the account's
                    own, by whatever wildcard. Named objects don't count. It is *low*, as nearly half of all operators
                    do it, and *info* where no workload holds the token.""")
            .why("""
                    Who changes a Service's selector or its endpoints leads the traffic of others to a pod of his own.
                    An Ingress takes over host names, and a network policy, or its end, opens what was closed.""")
            .remedy("""
                    Grant it by a Role in each namespace that the operator manages rather than by a
                    ClusterRoleBinding, and have it watch only these. Where it may write endpoints: Kubernetes does that;
                    hardly any operator has to.""")
            .remedyInANamespace("""
                    Name what the operator changes in `resourceNames` where the names are known. Where it may write
                    endpoints: Kubernetes does that; hardly any operator has to.""")
            .reference(
                    "Kubernetes issue 103675: Endpoints and EndpointSlices allow cross-namespace forwarding, CVE-2021-25740",
                    "https://github.com/kubernetes/kubernetes/issues/103675")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.OWASP_K03)
            .build();

    public NetworkWrite() {
        super(INFO, Danger.NETWORK_WRITE);
    }

    @Override
    boolean concerns(Account account, Ability ability) {
        return ability.reach() != Reach.OWN && !ability.grant().isNamed();
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return exposure == Exposure.NONE ? Severity.INFO : Severity.LOW;
    }
}
