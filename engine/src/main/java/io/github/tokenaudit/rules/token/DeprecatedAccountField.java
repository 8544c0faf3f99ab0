package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.function.Consumer;

/** TA117. */
public final class DeprecatedAccountField implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA117", "deprecated-account-field", Group.TOKEN)
            .severity(Severity.LOW)
            .summary("The account is named by the deprecated field serviceAccount")
            .what("""
                    Fires for a pod spec that names its account by `serviceAccount` alone, or by both fields with
                    different names. Both with the same name, as Kubernetes itself writes them, is no finding.""")
            .why("""
                    `serviceAccount` is a deprecated alias that counts only where `serviceAccountName` is absent. Tools
                    and people that read just one of the fields see another account than the pod runs as.""")
            .remedy("Name the account by `serviceAccountName` and remove `serviceAccount`.")
            .reference(
                    "Kubernetes API: PodSpec",
                    "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec")
            .mappings(Mapping.OWASP_K01)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            Field alias = workload.pod().field().get("serviceAccount");
            String named = workload.pod().field().get("serviceAccountName").textOr("");
            if (!alias.textOr("").isEmpty() && !alias.textOr("").equals(named)) {
                findings.accept(draft(workload, alias, named));
            }
        });
    }

    private static Draft draft(Workload workload, Field alias, String named) {
        String deprecated = alias.textOr("");
        Draft draft = Draft.at(workload.object(), alias);
        if (named.isEmpty()) {
            return draft.message(
                    "the pods run as account " + deprecated + " by the deprecated field serviceAccount alone");
        }
        return draft.message("the pods run as account " + named + ", not as " + deprecated
                        + " of the deprecated field serviceAccount")
                .evidence(
                        "serviceAccountName has the last word",
                        workload.pod().accountField().location());
    }
}
