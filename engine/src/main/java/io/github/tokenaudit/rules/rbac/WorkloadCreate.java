package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA222. */
public final class WorkloadCreate extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA222", "workload-create", Group.RBAC)
            .summary("An account can run pods as any service account")
            .what("""
                    Fires for `create` of pods, or of anything with a pod template: Deployments, StatefulSets,
                    DaemonSets, ReplicaSets, ReplicationControllers, Jobs, CronJobs, OpenShift's DeploymentConfigs and Knative's
                    Services and Configurations.""")
            .why("""
                    A pod runs as any account of its namespace that its template names, and mounts any of its Secrets
                    and volumes: so who may create pods has what all of those may do. Unless an admission policy forbids
                    it, the pod may be privileged and take the node.""")
            .remedy("""
                    Grant it in a Role of the namespaces where the operator deploys, and have it watch only these; where
                    those are its users', let them grant it. Keep accounts with more power than its pods need out of those
                    namespaces, and label them with the strictest level that the pods there meet:
                    `pod-security.kubernetes.io/enforce: restricted` or `baseline`; where they have to be privileged, no
                    label protects, and whoever may run pods there is root on a node.""")
            .remedyInANamespace("""
                    Operators that deploy need this; any other does without. Where it has to stay, keep accounts with more
                    power out of each namespace where it is granted, and label that with
                    the strictest level that the pods there, the operator's own included, meet:
                    `pod-security.kubernetes.io/enforce: restricted` or `baseline`, in a manifest that the operator can't
                    change. Where pods there have to be privileged, no label protects: have them made by something else
                    than who holds this token.""")
            .reference(
                    "Kubernetes: RBAC good practices, workload creation",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation")
            .reference(
                    "Kubernetes: Pod Security Standards",
                    "https://kubernetes.io/docs/concepts/security/pod-security-standards/")
            .mappings(Mapping.CIS_5_1_4, Mapping.MITRE_T1610, Mapping.OWASP_K03)
            .contains("TA223")
            .build();

    public WorkloadCreate() {
        super(INFO, Danger.WORKLOAD_CREATE);
    }
}
