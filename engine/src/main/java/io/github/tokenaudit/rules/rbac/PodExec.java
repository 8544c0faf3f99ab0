package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA220. */
public final class PodExec extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA220", "pod-exec", Group.RBAC)
            .summary("An account can run commands in pods, or connect to them")
            .what("""
                    Fires for `create` or `get` of `pods/exec` and `pods/attach`, by whatever wildcard (`*/exec` is one,
                    `pods/*` means nothing), and for `pods/portforward`, `pods/proxy` and `services/proxy` beyond the
                    own namespace. `get` alone executes, over a WebSocket, before Kubernetes 1.35; from then on it is
                    *low*.""")
            .why("""
                    Who runs commands in a pod reads its token, its environment and its Secrets, and so has what the
                    pod's account may do. Connecting to pods goes around network policies, and reaches ports that are
                    meant for the pod alone.""")
            .remedy("""
                    Have the operator talk to its pods by their Services instead of by `exec`. Where it must execute,
                    grant `create` of `pods/exec` in a Role of the namespaces where those pods are.""")
            .remedyInANamespace("""
                    Have the operator talk to its pods by their Services instead of by `exec`. Where it must execute,
                    keep pods with more power, and privileged ones, out of where it is granted.""")
            .reference(
                    "Kubernetes: authorization, privilege escalation via pod creation",
                    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/#privilege-escalation-via-pod-creation")
            .reference(
                    "KEP-4006: exec, attach and port-forward by WebSocket",
                    "https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets")
            .mappings(Mapping.MITRE_T1609, Mapping.OWASP_K03)
            .build();

    public PodExec() {
        super(INFO, Danger.POD_EXEC, Danger.POD_CONNECT);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return executesInOlderVersions(ability) ? lowAlone(ability, table) : super.severity(ability, table, exposure);
    }

    @Override
    String consequence(Ability ability) {
        String versions = Chain.inOlderVersions(ability);
        return versions.isEmpty() ? super.consequence(ability) : versions;
    }

    private static boolean executesInOlderVersions(Ability ability) {
        return ability.danger() == Danger.POD_EXEC && !ability.verbs().contains("create");
    }
}
