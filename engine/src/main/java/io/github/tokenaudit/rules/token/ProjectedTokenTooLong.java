package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.TokenProjection;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.RuleSettings;
import io.github.tokenaudit.rule.Severity;
import java.util.function.Consumer;

/** TA108. */
public final class ProjectedTokenTooLong implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA108", "projected-token-too-long", Group.TOKEN)
            .severity(Severity.MEDIUM)
            .summary("A projected token is asked for longer than the policy allows")
            .what("""
                    Fires for a `serviceAccountToken` in a projected volume whose `expirationSeconds` is above the
                    policy's `maxExpirationSeconds`. MEDIUM for a token that the API server takes, INFO for one with a
                    foreign audience. Lifetimes that the API server refuses are left to `projected-token-rejected`.""")
            .why("""
                    The kubelet renews the token in time, at the latest after a day, so a long life helps no client that
                    reads the file again. It helps who copied the token: it works until it expires or its pod goes.""")
            .remedy("""
                    Ask for `expirationSeconds: 600` to `3600` and use a client that reads the file again, as all recent
                    Kubernetes clients do. If the lifetime is meant so, raise `maxExpirationSeconds` in the policy.""")
            .reference(
                    "Kubernetes: projected volumes, serviceAccountToken",
                    "https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken")
            .mappings(Mapping.MITRE_T1528, Mapping.OWASP_K06, Mapping.NSA_AUTHENTICATION)
            .option(
                    RuleSettings.MAXIMUM_OPTION,
                    RuleSettings.DEFAULT_MAXIMUM_SECONDS,
                    TokenProjection.MINIMUM_SECONDS,
                    "the longest lifetime of a projected token that counts as short, in seconds")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        long maximum = context.option(INFO, RuleSettings.MAXIMUM_OPTION);
        context.cluster().workloads().forEach(workload -> {
            for (TokenProjection projection : workload.pod().tokenProjections()) {
                Long seconds = projection.seconds();
                if (seconds != null && seconds > maximum && !projection.isRefused()) {
                    findings.accept(draft(workload, projection, seconds, maximum));
                }
            }
        });
    }

    private static Draft draft(Workload workload, TokenProjection projection, long seconds, long maximum) {
        return Draft.at(workload.object(), projection.lifetime())
                .severity(projection.isForApiServer() ? Severity.MEDIUM : Severity.INFO)
                .message(String.format(
                        "the volume asks for a token for %s that lives %d s, longer than the allowed %d s",
                        projection.isForApiServer() ? "the API server" : "audience " + projection.audience(),
                        seconds,
                        maximum));
    }
}
