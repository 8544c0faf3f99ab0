package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import java.util.List;

/** TA223. */
public final class WorkloadModify extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA223", "workload-modify", Group.RBAC)
            .summary("An account can change what workloads run")
            .what("""
                    Fires for `update` or `patch` of pods, or of anything with a pod template that can be changed, which
                    that of a Job can't. Workloads by their names,
                    in the own namespace, are taken for the operator's own and not told.""")
            .why("""
                    Who changes a workload's image or command runs a program of his own in it, with its token and its
                    Secrets, wherever the workload runs and as whatever account.""")
            .remedy("""
                    Grant it in a Role of the namespaces where the operator deploys, with `resourceNames` where the
                    names are known, and have it watch only these namespaces. To scale, `patch` of the subresource `scale` is enough.""")
            .remedyInANamespace("""
                    Name the workloads in `resourceNames` where the names are known. To scale, `patch` of
                    the subresource `scale` is enough. Keep workloads with more power out of where it is granted.""")
            .reference(
                    "Kubernetes: RBAC good practices, workload creation",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation")
            .reference(
                    "Kubernetes: authorization, privilege escalation via pod creation",
                    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/#privilege-escalation-via-pod-creation")
            .mappings(Mapping.MITRE_T1610, Mapping.OWASP_K03)
            .build();

    private static final String OF_PODS =
            "Take `update` and `patch` of pods away: of one that runs they change hardly more than its image, its labels and its"
                    + " annotations, which the template says for pods that a workload makes. Where pods have to be marked,"
                    + " grant it only where no pods with more power run.";

    public WorkloadModify() {
        super(INFO, Danger.WORKLOAD_MODIFY);
    }

    @Override
    String remedy(Ability ability) {
        return ability.resources().equals(List.of("pods")) ? Chain.remedy(ability, OF_PODS) : super.remedy(ability);
    }
}
