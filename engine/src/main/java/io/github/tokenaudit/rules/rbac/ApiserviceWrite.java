package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA230. */
public final class ApiserviceWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA230", "apiservice-write", Group.RBAC)
            .summary("An account can have API groups served by servers of its own")
            .what("""
                    Fires for `create`, `update` or `patch` of `apiservices` by a ClusterRoleBinding, by whatever
                    wildcard. A rule that names the APIServices which it may change does not count.""")
            .why("""
                    The API server forwards the requests of a whole API group to the server that an APIService names,
                    and tells it who asks. Whoever registers one sees what clients send, and answers what he likes.""")
            .remedy("""
                    Register the APIService when the operator is installed. Where the operator must keep its
                    certificate up to date, grant `get`, `update` and `patch` with the APIService's name in
                    `resourceNames`; cert-manager's CA injector does this for it, too.""")
            .reference(
                    "Kubernetes: API aggregation layer",
                    "https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/")
            .reference(
                    "Kubernetes: configure the aggregation layer",
                    "https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/")
            .mappings(Mapping.OWASP_K03)
            .build();

    public ApiserviceWrite() {
        super(INFO, Danger.APISERVICE_WRITE);
    }
}
