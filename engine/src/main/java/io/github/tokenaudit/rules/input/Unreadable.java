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

/** TA901. */
public final class Unreadable implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA901", "unreadable", Group.INPUT)
            .severity(Severity.HIGH)
            .summary("A document can't be read, so nothing in it was audited")
            .what("""
                    Fires for a document that is no valid YAML or JSON as Kubernetes reads it, is not UTF-8, or exceeds a
                    limit of size, depth or aliases. The other documents of the file are audited all the same. It fails
                    every gate but `never`, whatever the threshold.""")
            .why("""
                    What can't be read may hold anything. An audit that passed it over would call an operator clean that
                    it never saw.""")
            .remedy("""
                    Mend the text at the place that is named. If the file is a template, render it first; if it is no
                    manifest at all, leave it out of the audit.""")
            .reference("kubectl: the parser that Kubernetes' clients use", "https://github.com/kubernetes-sigs/yaml")
            .reference("YAML 1.1", "https://yaml.org/spec/1.1/")
            .mappings(Mapping.OWASP_K01)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Problem problem : context.cluster().problems()) {
            if (problem.kind() == Problem.Kind.UNREADABLE || isSingleTemplate(problem)) {
                boolean template = problem.kind() == Problem.Kind.TEMPLATE;
                findings.accept(Draft.at(problem.location())
                        .message("the document can't be read: " + problem.message()
                                + (template ? "; it looks like a template" : ""))
                        .remedy(template ? "render the template and audit the result" : problem.remedy())
                        .subject(problem.message()));
            }
        }
    }

    /** Templates of a chart are told once for all of them. */
    private static boolean isSingleTemplate(Problem problem) {
        return problem.kind() == Problem.Kind.TEMPLATE && UnrenderedChart.folderOf(problem) == null;
    }
}
