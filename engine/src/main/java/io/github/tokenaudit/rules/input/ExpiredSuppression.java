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

/** TA905. */
public final class ExpiredSuppression implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA905", "expired-suppression", Group.INPUT)
            .severity(Severity.MEDIUM)
            .summary("A suppression's last day has passed, and what it suppressed is still there")
            .what("""
                    Fires where `until` of a suppression, in the policy or in a manifest's annotation, lies before today
                    while the finding is still there. The finding counts again.""")
            .why("""
                    Somebody once judged that the risk could be borne until that day. Nobody has judged it since.""")
            .remedy("Mend the finding, or judge anew and give the suppression a new day.")
            .reference("OWASP Kubernetes Top Ten", "https://owasp.org/www-project-kubernetes-top-ten/")
            .mappings(Mapping.OWASP_K05)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        StaleSuppressions.tell(context, StaleSuppression.Reason.EXPIRED, findings);
    }
}
