package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.Tokens;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.function.Consumer;

/** TA124. */
public final class CsiDriverTakesTokens implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA124", "csi-driver-takes-tokens", Group.TOKEN)
            .severity(Severity.MEDIUM)
            .summary("A CSI driver is handed pods' tokens for the API server")
            .what("""
                    Fires for an entry of a CSIDriver's `spec.tokenRequests` without an audience, with an empty one, or with
                    one of the API server's usual names. An entry with an audience of its own is clean: the token is good
                    for that service only.""")
            .why("""
                    For each volume of the driver that a pod mounts, the kubelet asks for a token of the pod's account and
                    hands it to the driver. With the API server's audience the driver can act as every such pod, even one
                    that opted out of having a token itself. A driver runs on every node.""")
            .remedy("""
                    Name the audience of the service that the driver talks to (`vault`, `sts.amazonaws.com`, …). A driver
                    that only needs to know which pod asks gets that from `podInfoOnMount: true`.""")
            .reference("Kubernetes CSI: token requests", "https://kubernetes-csi.github.io/docs/token-requests.html")
            .reference(
                    "KEP-1855: service account token for CSI driver",
                    "https://github.com/kubernetes/enhancements/tree/master/keps/sig-storage/1855-csi-driver-service-account-token")
            .mappings(Mapping.MITRE_T1528, Mapping.OWASP_K06, Mapping.NSA_AUTHENTICATION)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().objects("storage.k8s.io", "CSIDriver").forEach(driver -> {
            for (Field request : driver.at("spec", "tokenRequests").items()) {
                Field audience = request.get("audience");
                if (Tokens.isApiServerAudience(audience.text())) {
                    findings.accept(draft(driver, request, audience));
                }
            }
        });
    }

    private static Draft draft(KubeObject driver, Field request, Field audience) {
        return Draft.at(driver, audience.exists() ? audience : request)
                .message(
                        "driver " + driver.id().name()
                                + " is handed a token for the API server, in the name of every pod that mounts one of its volumes");
    }
}
