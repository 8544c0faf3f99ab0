package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA219. */
public final class NodesProxy extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA219", "nodes-proxy", Group.RBAC)
            .summary("An account can run commands in every pod through the kubelets")
            .what("""
                    Fires for any verb on `nodes/proxy`. `get` is enough: over a WebSocket, the kubelet executes
                    commands on a GET request. No version of Kubernetes closes that.""")
            .why("""
                    The kubelet's API executes commands in every pod of its node, past admission and past the API
                    server's audit log. A privileged pod among them, as kube-proxy's, is root on the node.""")
            .remedy("""
                    From Kubernetes 1.33 on, grant the kubelet's own subresources instead: `nodes/metrics`,
                    `nodes/stats`, `nodes/log`, `nodes/healthz`, `nodes/pods`, `nodes/configz`. The first three do for
                    metrics, statistics and logs in every version. They count for calls to the kubelet itself: what goes
                    through the API server's `/api/v1/nodes/NAME/proxy` has to be turned into such first.""")
            .reference(
                    "Kubernetes: RBAC good practices, access to the proxy subresource of nodes",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes")
            .reference(
                    "Kubernetes: kubelet authorization, fine-grained",
                    "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/#fine-grained-authorization")
            .mappings(Mapping.CIS_5_1_10, Mapping.MITRE_T1609, Mapping.OWASP_K03)
            .build();

    public NodesProxy() {
        super(INFO, Danger.NODES_PROXY);
    }
}
