package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Contents;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.util.function.Consumer;

/** TA907. */
public final class NothingAudited implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA907", "nothing-audited", Group.INPUT)
            .severity(Severity.MEDIUM)
            .summary("The input has neither workloads nor accounts nor grants, so there was nothing to audit")
            .what("""
                    Fires when no file of the input has an object that the audit is about: a workload, a service account,
                    a role or a binding.""")
            .why("""
                    A green build that looked at nothing is worse than a red one. Most often the path is wrong, or the
                    step that generates the manifests did not run.""")
            .remedy("Name the folder that has the operator's manifests, and generate them before the audit runs.")
            .reference(
                    "Kubernetes: understanding Kubernetes objects",
                    "https://kubernetes.io/docs/concepts/overview/working-with-objects/")
            .mappings(Mapping.OWASP_K01)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Cluster cluster = context.cluster();
        Inventory inventory = cluster.inventory();
        boolean toldOtherwise = inventory.unreadable() > 0 || !cluster.charts().isEmpty();
        if (!toldOtherwise && cluster.bundles().stream().map(Bundle::own).allMatch(NothingAudited::isEmpty)) {
            String file = cluster.bundles().stream()
                    .map(bundle -> bundle.files().first())
                    .findFirst()
                    .orElse(".");
            findings.accept(Draft.at(Location.startOf(file))
                    .message("nothing here to audit: " + inventory.files() + " files with " + inventory.documents()
                            + " documents, and no workload, service account, role or binding among them"));
        }
    }

    private static boolean isEmpty(Contents contents) {
        return contents.workloads().isEmpty()
                && contents.accounts().isEmpty()
                && contents.roles().isEmpty()
                && contents.bindings().isEmpty();
    }
}
