package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA228. */
public final class NamespaceWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA228", "namespace-write", Group.RBAC)
            .summary("An account can change namespaces and so loosen Pod Security")
            .what("""
                    Fires for `update` or `patch` of `namespaces`, by whatever wildcard. A RoleBinding counts, too: it
                    reaches the Namespace object of its own namespace. There it is told only if the account may also
                    create workloads. Named namespaces don't count, nor does creating or deleting namespaces.""")
            .why("""
                    Labels of a namespace say which pods Pod Security admits in it, and which network policies and
                    admission webhooks apply. Whoever changes them and creates a pod there runs it privileged, which
                    is root on the node.""")
            .remedy("""
                                        Drop `update` and `patch`: the other verbs loosen no namespace that is there. Where an operator labels
                    namespaces, name them in `resourceNames`, or let those who own the namespaces do it. Where it has to
                    write whichever namespace for something else, such as annotations, have an admission policy keep this
                    account from labels of `pod-security.kubernetes.io`.""")
            .reference(
                    "Kubernetes: RBAC good practices, namespace modification",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#namespace-modification")
            .reference(
                    "Kubernetes: Pod Security admission, labels of namespaces",
                    "https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces")
            .mappings(Mapping.CIS_5_2, Mapping.MITRE_T1562, Mapping.OWASP_K03)
            .build();

    public NamespaceWrite() {
        super(INFO, Danger.NAMESPACE_WRITE);
    }
}
