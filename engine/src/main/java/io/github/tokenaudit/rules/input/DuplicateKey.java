package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Problem;
import java.util.function.Consumer;

/** TA902. */
public final class DuplicateKey implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA902", "duplicate-key", Group.INPUT)
            .severity(Severity.MEDIUM)
            .summary("A mapping has the same key twice, and readers disagree on which one counts")
            .what("""
                    Fires where a mapping of a parsed document has a key more than once. The audit goes on with the last
                    one, as lenient readers of Kubernetes do.""")
            .why("""
                    Lenient readers take the last value and drop the first in silence; strict ones, `kubectl apply` with
                    field validation among them, refuse the object. A reviewer sees an opt-out or a short list of verbs
                    that does not count.""")
            .remedy("Keep one of the keys, and join what both of them say.")
            .reference(
                    "Kubernetes: field validation",
                    "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation")
            .reference("YAML 1.1: mappings have unique keys", "https://yaml.org/spec/1.1/#id861060")
            .mappings(Mapping.OWASP_K01)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Problem problem : context.cluster().problems()) {
            if (problem.kind() == Problem.Kind.DUPLICATE_KEY) {
                Draft draft = Draft.at(problem.location())
                        .message(problem.message())
                        .remedy(problem.remedy())
                        .subject(problem.message());
                problem.related().forEach(earlier -> draft.evidence("the value that is lost", earlier));
                findings.accept(draft);
            }
        }
    }
}
