package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Summary;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.rule.Finding.State;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One report of those that Maven wrote, one per module. Counts and grades are made anew: nobody vouches for the old. */
final class MergedReport {

    /** Where the Maven plugin puts a module's report; what stands before is what the module's file names are relative to. */
    private static final Pattern OF_MODULE = Pattern.compile("(.+/)target/token-audit/[^/]+");

    private MergedReport() {}

    /** A report as its file names read from where it was found. */
    static Report ofModule(String name, Report report) {
        Matcher module = OF_MODULE.matcher(name);
        return module.matches() ? ReportMapping.below(module.group(1), report) : report;
    }

    /** All of them together, each finding and operator as it was. */
    static Report of(List<Report> modules) {
        List<Finding> findings = modules.stream()
                .flatMap(module -> module.findings().stream())
                .map(MergedReport::uncompared)
                .distinct()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
        List<Operator> operators = modules.stream()
                .flatMap(module -> module.operators().stream())
                .distinct()
                .toList();
        return new Report(
                said(modules.stream().map(Report::toolVersion).toList()),
                said(modules.stream().map(Report::kubernetesVersion).toList()),
                new Verdict(
                        strictest(modules),
                        FailOn.NEVER,
                        modules.stream().anyMatch(module -> module.gate().failed())),
                Summary.of(findings, inventory(modules)),
                operators,
                findings,
                modules.stream()
                        .flatMap(module -> module.notes().stream())
                        .distinct()
                        .toList(),
                code(modules.stream()
                        .map(Report::usage)
                        .filter(Objects::nonNull)
                        .toList()),
                null);
    }

    /** What a module's own baseline says of a finding is not what this build's reference says. */
    private static Finding uncompared(Finding finding) {
        return finding.state() == State.NEW ? finding.with(State.OUTSTANDING, finding.partOf()) : finding;
    }

    /** How much of the code of all modules was understood; null when nobody looked at any. */
    @CheckForNull
    private static Report.Code code(List<Report.Code> modules) {
        return modules.isEmpty()
                ? null
                : new Report.Code(
                        modules.stream().mapToInt(Report.Code::calls).sum(),
                        modules.stream().mapToInt(Report.Code::resolved).sum(),
                        modules.stream()
                                .flatMap(module -> module.unresolved().stream())
                                .toList());
    }

    private static String said(List<String> texts) {
        return texts.stream().distinct().collect(Collectors.joining(", "));
    }

    private static FailOn strictest(List<Report> modules) {
        return modules.stream()
                .map(module -> module.gate().failOn())
                .min(Comparator.comparing(FailOn::threshold, Comparator.nullsLast(Comparator.naturalOrder())))
                .orElse(FailOn.DEFAULT);
    }

    private static Inventory inventory(List<Report> modules) {
        List<Inventory> inventories =
                modules.stream().map(module -> module.summary().inventory()).toList();
        SortedMap<String, Integer> otherKinds = new TreeMap<>();
        inventories.forEach(inventory ->
                inventory.otherKinds().forEach((kind, number) -> otherKinds.merge(kind, number, Integer::sum)));
        return new Inventory(
                sum(inventories, Inventory::files),
                sum(inventories, Inventory::documents),
                sum(inventories, Inventory::objects),
                sum(inventories, Inventory::workloads),
                sum(inventories, Inventory::serviceAccounts),
                sum(inventories, Inventory::skippedDocuments),
                sum(inventories, Inventory::unreadable),
                sum(inventories, Inventory::notObjects),
                otherKinds);
    }

    private static int sum(List<Inventory> inventories, ToIntFunction<Inventory> number) {
        return inventories.stream().mapToInt(number).sum();
    }
}
