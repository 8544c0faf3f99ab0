package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.StaleSuppression;
import java.util.function.Consumer;

/** Findings about suppressions, which differ only by why they suppress nothing. */
final class StaleSuppressions {

    private StaleSuppressions() {}

    static void tell(RuleContext context, StaleSuppression.Reason reason, Consumer<Draft> findings) {
        for (StaleSuppression stale : context.staleSuppressions()) {
            if (stale.reason() == reason) {
                findings.accept(
                        Draft.at(stale.location()).message(stale.message()).subject(stale.message()));
            }
        }
    }
}
