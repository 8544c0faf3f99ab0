package io.github.tokenaudit.report;

import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report.AccountGrants;
import io.github.tokenaudit.report.Report.Changes;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Path;
import io.github.tokenaudit.report.Report.Token;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a report says, in sentences. They hold text of manifests as it was: who shows them makes it harmless. */
public final class Summaries {

    /** What an earlier report is called where it has no name. */
    public static final String BASELINE = "the baseline";

    private static final int MOST_KINDS = 8;

    private Summaries() {}

    /** What was read, and what of it nobody looked at. */
    static List<String> input(Report report) {
        Inventory inventory = report.summary().inventory();
        List<String> lines = new ArrayList<>();
        lines.add("Read " + count(inventory.files(), "file")
                + " with " + count(inventory.documents(), "document")
                + ": " + count(inventory.objects(), "object")
                + ", among them " + count(inventory.workloads(), "workload")
                + " and " + count(inventory.serviceAccounts(), "service account") + ".");
        if (inventory.unreadable() > 0) {
            lines.add("NOT audited, since unreadable: " + count(inventory.unreadable(), "document") + ".");
        }
        if (inventory.notObjects() > 0) {
            lines.add("Without apiVersion and kind, and so no Kubernetes objects: "
                    + count(inventory.notObjects(), "document") + ".");
        }
        if (!inventory.otherKinds().isEmpty()) {
            lines.add("Of kinds that no rule looks at: " + kinds(inventory.otherKinds()) + ".");
        }
        if (inventory.skippedDocuments() > 0) {
            lines.add("Passed over without validating the whole text, since no rule needs it: "
                    + count(inventory.skippedDocuments(), "document") + ".");
        }
        return lines;
    }

    private static String kinds(Map<String, Integer> kinds) {
        String most = kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_KINDS)
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        int others = kinds.size() - MOST_KINDS;
        return others > 0 ? most + " and " + count(others, "other kind") : most;
    }

    /** Who a workload is, what it amounts to, and where its tokens are. */
    static String operator(Operator operator) {
        String name = operator.account().id().placedName();
        String power = Report.label(operator.capability());
        if (!operator.abilities().isEmpty()) {
            power += ": it can " + operator.abilities().get(0).text();
        }
        Path path = operator.worstPath();
        if (path != null && !operator.tokens().isEmpty()) {
            power += ", and leads to " + path.to().words() + (path.conditions().isEmpty() ? "" : " under conditions");
        }
        List<String> containers =
                operator.tokens().stream().map(Token::container).distinct().toList();
        return operator.workload().id().display() + " as " + name + " (" + power + "), "
                + (containers.isEmpty() ? "no token mounted" : "token in " + String.join(", ", containers))
                + withoutToken(operator)
                + ", grade " + operator.grade();
    }

    /** What a pod gives away without its token, in short. */
    private static String withoutToken(Operator operator) {
        String what = operator.openings().stream()
                .map(Report.Opening::of)
                .distinct()
                .sorted()
                .map(of -> switch (of) {
                    case NODE -> "their node";
                    case NETWORK -> "the network of their node";
                    case REQUESTS -> "what others write";
                })
                .collect(Collectors.joining(", "));
        return what.isEmpty() ? "" : ", pods give away " + what;
    }

    /**
     * What became of an earlier report, in numbers.
     *
     * @param since what that one is called: {@code the baseline}
     */
    public static String changes(String since, List<Finding> findings, Changes changes) {
        long news = findings.stream().filter(Finding::isNew).count();
        long known = findings.stream().filter(Finding::counts).count() - news;
        return "Since " + since + ": " + count((int) news, "new finding") + ", "
                + changes.fixedFindings().size() + " fixed, " + known + " outstanding; "
                + count(changes.newGrantCount(), "new grant") + ", " + changes.goneGrantCount() + " gone";
    }

    /** The grants of accounts, a line each: {@code shop/op: get, list secrets in the whole cluster}. */
    public static List<String> grants(List<AccountGrants> accounts) {
        return accounts.stream()
                .flatMap(account -> account.grants().stream().map(grant -> account.name() + ": " + grant(grant)))
                .toList();
    }

    private static String grant(GrantRow grant) {
        String names = grant.resourceNames().isEmpty() ? "" : " named " + String.join(", ", grant.resourceNames());
        return String.join(", ", grant.verbs()) + " " + grant.target() + names
                + (grant.nonResourceUrl() == null ? " " + namespaces(grant.namespaces()) : "");
    }

    private static String namespaces(List<@Nullable String> namespaces) {
        if (namespaces.contains("*")) {
            return "in the whole cluster";
        }
        return (namespaces.size() == 1 ? "in namespace " : "in namespaces ")
                + namespaces.stream()
                        .map(namespace -> namespace == null ? "left open" : namespace)
                        .collect(Collectors.joining(", "));
    }

    /** What shuts the gate: {@code high or worse}, {@code new findings of low or worse}; {@code never}. */
    public static String thresholds(Verdict gate) {
        List<String> thresholds = new ArrayList<>();
        if (gate.failOn().threshold() != null) {
            thresholds.add(orWorse(gate.failOn()));
        }
        if (gate.failOnNew().threshold() != null) {
            thresholds.add("new findings of " + orWorse(gate.failOnNew()));
        }
        if (gate.failOnNew().threshold() == Severity.INFO) {
            thresholds.add("new grants");
        }
        return thresholds.isEmpty() ? FailOn.NEVER.label() : String.join(", on ", thresholds);
    }

    /** A threshold as people say it: {@code high or worse}. */
    public static String orWorse(FailOn failOn) {
        return failOn.label() + (failOn.threshold() == Severity.CRITICAL ? "" : " or worse");
    }

    /** How many findings there are of each severity that there are any of, the worst first. */
    static String counts(Map<Severity, Integer> counts) {
        String some = counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .map(count -> count.getValue() + " " + count.getKey().label())
                .collect(Collectors.joining(", "));
        return some.isEmpty() ? "none" : some;
    }

    /** A sentence with its place, if it has one. */
    static String placed(String text, @Nullable Location location) {
        return location == null ? text : text + " (" + location + ")";
    }

    /** A number of things, in the singular for one. */
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
