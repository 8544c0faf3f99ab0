package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA225. */
public final class StatusTampering extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA225", "status-tampering", Group.RBAC)
            .summary("An account can falsify the status of nodes, pods or Services")
            .what("""
                    Fires for `update` or `patch` of `nodes/status`, `pods/status` or `services/status`, by whatever
                    wildcard, in other namespaces than the account's own. Grants of named objects don't count, nor
                    does the right to read a status, nor `status` of custom resources.""")
            .why("""
                    Controllers act on what a status says. A false node status attracts pods or drives them away, and
                    its address leads the API server elsewhere when it calls the kubelet; a false pod status takes
                    pods out of Services; a load balancer address written into a Service's status draws traffic for
                    that address to the Service (CVE-2020-8554).""")
            .remedy("""
                    Leave these to the kubelet and to Kubernetes' own controllers, which write them. An operator
                    reports in the status of its own custom resources. Where it must set conditions of pods, grant
                    `pods/status` by a Role in the namespaces concerned.""")
            .remedyInANamespace("""
                    Leave these to the kubelet and to Kubernetes' own controllers, which write them. An operator
                    reports in the status of its own custom resources.""")
            .reference(
                    "Kubernetes issue 97076: man in the middle using load balancer or external IPs, CVE-2020-8554",
                    "https://github.com/kubernetes/kubernetes/issues/97076")
            .reference(
                    "Kubernetes: pod readiness gates",
                    "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate")
            .mappings(Mapping.MITRE_T1562, Mapping.OWASP_K03)
            .build();

    public StatusTampering() {
        super(INFO, Danger.STATUS_WRITE);
    }
}
