package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.TokenProjection;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TA110. */
public final class ProjectedTokenRejected implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA110", "projected-token-rejected", Group.TOKEN)
            .severity(Severity.HIGH)
            .summary("The API server refuses the pod for its projected token's lifetime")
            .what("""
                    Fires for a `serviceAccountToken` in a projected volume whose `expirationSeconds` is below 600,
                    above 2^32, or no integer, a quoted number included; whether or not a container mounts the
                    volume.""")
            .why("""
                    The API server refuses such a pod, so the operator never starts, and the change that should have made
                    its token shorter gets rolled back in a hurry.""")
            .remedy("Write `expirationSeconds` as a plain number from 600 (ten minutes) to 3600 (an hour).")
            .reference(
                    "Kubernetes: projected volumes, serviceAccountToken",
                    "https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken")
            .reference(
                    "Kubernetes: validation of pods",
                    "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go")
            .mappings(Mapping.OWASP_K01)
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
                        .filter(TokenProjection::isRefused)
                        .map(projection -> draft(workload, projection))
                        .forEach(findings));
    }

    private static Draft draft(Workload workload, TokenProjection projection) {
        return Draft.at(workload.object(), projection.lifetime())
                .message("the API server refuses the pod: expirationSeconds " + fault(projection.seconds()));
    }

    private static String fault(@Nullable Long seconds) {
        if (seconds == null) {
            return "is no integer";
        }
        return seconds < TokenProjection.MINIMUM_SECONDS
                ? "is " + seconds + ", less than ten minutes"
                : "is " + seconds + ", more than 2^32";
    }
}
