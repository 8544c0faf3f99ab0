package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA221. */
public final class EphemeralContainers extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA221", "ephemeral-containers", Group.RBAC)
            .summary("An account can add containers to running pods")
            .what("""
                    Fires for `update` or `patch` of `pods/ephemeralcontainers`, by whatever wildcard.""")
            .why("""
                    An ephemeral container runs inside a pod that is there already, beside its processes and with its
                    volumes at hand: who adds one reads the pod's token and Secrets, and so has what the pod's account
                    may do.""")
            .remedy("""
                    Debugging is for people: grant it to them, not to the operator. Where an operator offers it to its
                    users, grant it in a Role of the namespaces where they work.""")
            .remedyInANamespace("""
                    Debugging is for people: grant it to them, not to the operator. Where an operator offers it to its
                    users, keep pods with more power out of where it is granted.""")
            .reference(
                    "Kubernetes: ephemeral containers",
                    "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/")
            .reference(
                    "Kubernetes: RBAC good practices, workload creation",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation")
            .mappings(Mapping.MITRE_T1609, Mapping.OWASP_K03)
            .build();

    public EphemeralContainers() {
        super(INFO, Danger.EPHEMERAL_CONTAINERS);
    }
}
