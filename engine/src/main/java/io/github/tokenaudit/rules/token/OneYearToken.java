package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.TokenProjection;
import io.github.tokenaudit.cluster.Tokens;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.function.Consumer;

/** TA109. */
public final class OneYearToken implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA109", "one-year-token", Group.TOKEN)
            .severity(Severity.MEDIUM)
            .summary("A projected token asks for 3607 seconds and becomes valid for a year")
            .what("""
                    Fires for a `serviceAccountToken` in a projected volume with `expirationSeconds: 3607` and no
                    audience or the API server's. By just this number the API server knows the tokens that admission
                    mounts for old clients. Any other number, and any foreign audience, is taken as asked.""")
            .why("""
                    While `--service-account-extend-token-expiration` is on, as it is by default, the API server makes
                    a pod's token that is requested for exactly 3607 seconds valid for a year, unless its pod goes. Who
                    copied the volume that Kubernetes itself mounts, to get a short-lived token, gets the opposite.""")
            .remedy("Ask for another number: `expirationSeconds: 3600`, or less down to 600.")
            .reference(
                    "Kubernetes: extended token expiration is applied by the number alone",
                    "https://github.com/kubernetes/kubernetes/issues/105801")
            .reference(
                    "Kubernetes: kube-apiserver, --service-account-extend-token-expiration",
                    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/")
            .mappings(Mapping.MITRE_T1528, Mapping.OWASP_K06, Mapping.NSA_AUTHENTICATION)
            .contains("TA108")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster()
                .workloads()
                .forEach(workload -> workload.pod().tokenProjections().stream()
                        .filter(OneYearToken::isExtended)
                        .map(projection -> draft(workload, projection))
                        .forEach(findings));
    }

    private static boolean isExtended(TokenProjection projection) {
        Long seconds = projection.seconds();
        return seconds != null && Tokens.validSeconds(seconds, projection.audience()) > seconds;
    }

    private static Draft draft(Workload workload, TokenProjection projection) {
        return Draft.at(workload.object(), projection.lifetime())
                .message("the volume asks for a token of exactly 3607 s, which the API server makes valid for a year");
    }
}
