package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rule.StaleSuppression;
import java.util.function.Consumer;

/** TA906. */
public final class UnusedSuppression implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA906", "unused-suppression", Group.INPUT)
            .severity(Severity.LOW)
            .summary("A suppression matches no finding")
            .what("""
                    Fires for a suppression, in the policy or in a manifest's annotation, that no finding of this audit
                    matches, that can't be read, or that is bound by `grants` to other grants than there are now.""")
            .why("""
                    What it was for has been mended or renamed. Left in place, it hides the next finding that happens to
                    match, for which nobody ever gave a reason.""")
            .remedy("Remove the suppression, or correct the rule, object and grants that it names.")
            .reference("OWASP Kubernetes Top Ten", "https://owasp.org/www-project-kubernetes-top-ten/")
            .mappings(Mapping.OWASP_K05)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        StaleSuppressions.tell(context, StaleSuppression.Reason.UNUSED, findings);
    }
}
