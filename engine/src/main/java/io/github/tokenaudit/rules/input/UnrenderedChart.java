package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.cluster.Chart;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import io.github.tokenaudit.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TA908. */
public final class UnrenderedChart implements Rule {

    private static final String TEMPLATES = "templates/";

    private static final RuleInfo INFO = RuleInfo.rule("TA908", "unrendered-chart", Group.INPUT)
            .severity(Severity.MEDIUM)
            .summary("A Helm chart's templates are not rendered, so they were not audited")
            .what("""
                    Fires once for a folder with `Chart.yaml` and `templates/`, or for a folder `templates/` whose files
                    can't be read because of template actions. Templates are no manifests: what they become is decided by
                    values. Plain files of the chart, such as `crds/`, are audited.""")
            .why("""
                    The workloads, roles and bindings that the chart makes are what runs in the end, and none of them was
                    seen.""")
            .remedy("Render first and audit the result: `helm template NAME CHART --output-dir rendered`.")
            .reference("Helm: helm template", "https://helm.sh/docs/helm/helm_template/")
            .mappings(Mapping.OWASP_K01)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Chart chart : context.cluster().charts()) {
            findings.accept(Draft.at(Location.startOf(chart.file()))
                    .message("this Helm chart has " + chart.templates() + " templates that nobody rendered, and none of"
                            + " them was audited"));
        }
        Map<String, List<Problem>> byFolder = new TreeMap<>();
        for (Problem problem : context.cluster().problems()) {
            String folder = folderOf(problem);
            if (folder != null) {
                byFolder.computeIfAbsent(folder, name -> new ArrayList<>()).add(problem);
            }
        }
        byFolder.forEach(
                (folder, problems) -> findings.accept(Draft.at(problems.get(0).location())
                        .message(problems.size() + " documents in " + folder
                                + " are templates that nobody rendered, and none of" + " them was audited")));
    }

    /** The folder {@code templates/} that an unreadable template lies in; null when it lies in none. */
    static @Nullable String folderOf(Problem problem) {
        String file = problem.location().file();
        int at = file.startsWith(TEMPLATES) ? 0 : file.indexOf("/" + TEMPLATES) + 1;
        boolean inTemplates = problem.kind() == Problem.Kind.TEMPLATE && (at > 0 || file.startsWith(TEMPLATES));
        return inTemplates ? file.substring(0, at + TEMPLATES.length()) : null;
    }
}
