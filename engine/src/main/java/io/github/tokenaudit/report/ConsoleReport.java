package io.github.tokenaudit.report;

import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.report.Report.Changes;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A report for a terminal or a build log: findings, the worst first, each with its proof and how to mend it; then what
 * was read, how it stands, and the verdict as the last thing that a tired person sees.
 */
public final class ConsoleReport {

    private static final String INDENT = "    ";
    private static final int MOST_EVIDENCE = 5;
    private static final int MOST_OPERATORS = 10;
    private static final int MOST_NOTES = 10;
    private static final int MOST_CHANGES = 20;

    /**
     * What to show.
     *
     * @param from findings less bad than this are counted, not listed
     * @param most how many findings are listed; of more, the least bad ones are counted
     * @param ansi whether severities have colours
     */
    public record Options(Severity from, int most, boolean ansi) {

        /** From LOW, fifty of them, in black and white. */
        public static final Options DEFAULT = new Options(Severity.LOW, 50, false);
    }

    private final Options options;

    /** @param options what to show */
    public ConsoleReport(Options options) {
        this.options = options;
    }

    /** The findings that count, line by line; empty when there are none to show. */
    public List<String> findings(Report report) {
        List<Finding> shown = report.findings().stream()
                .filter(Finding::counts)
                .filter(finding -> finding.severity().isAtLeast(options.from))
                .toList();
        List<String> lines = new ArrayList<>();
        Set<String> remedies = new HashSet<>();
        shown.stream().limit(options.most).forEach(finding -> add(lines, finding, remedies));
        if (shown.size() > options.most) {
            Map<Severity, Integer> rest = new TreeMap<>();
            shown.stream().skip(options.most).forEach(finding -> rest.merge(finding.severity(), 1, Integer::sum));
            lines.add("... and " + (shown.size() - options.most) + " more (" + Summaries.counts(rest)
                    + "), which the reports list");
        }
        return lines;
    }

    private void add(List<String> lines, Finding finding, Set<String> remedies) {
        lines.add(harmless(finding.location().toString()) + " " + severity(finding.severity()) + " " + finding.rule()
                + " " + finding.name() + (finding.state() == State.NEW ? " (new)" : ""));
        ObjectId object = finding.object();
        wrap(lines, INDENT, (object == null ? "" : object.display() + ": ") + finding.message());
        finding.evidence().stream()
                .limit(MOST_EVIDENCE)
                .forEach(step -> lines.add(harmless(INDENT + "- " + Summaries.placed(step.text(), step.location()))));
        if (finding.evidence().size() > MOST_EVIDENCE) {
            lines.add(INDENT + "- ... and " + (finding.evidence().size() - MOST_EVIDENCE) + " more");
        }
        // A paragraph that was read once needs no reading again.
        boolean told = !remedies.add(finding.rule() + finding.remedy());
        wrap(lines, INDENT, "fix: " + (told ? "as above for " + finding.rule() : finding.remedy()));
    }

    /**
     * What was read, how it stands, the verdict.
     *
     * @param files where the reports are, as the front end calls them
     */
    public List<String> summary(Report report, List<String> files) {
        return summary(report, files, Summaries.BASELINE);
    }

    /**
     * What was read, how it stands, the verdict.
     *
     * @param files where the reports are, as the front end calls them
     * @param since what the earlier report is called that this one was compared with
     */
    public List<String> summary(Report report, List<String> files, String since) {
        List<String> lines = new ArrayList<>();
        Summaries.input(report).forEach(line -> wrap(lines, "", line));
        report.notes().stream()
                .limit(MOST_NOTES)
                .forEach(note -> wrap(lines, "", "Note: " + Summaries.placed(note.text(), note.location())));
        if (report.notes().size() > MOST_NOTES) {
            lines.add("... and " + (report.notes().size() - MOST_NOTES) + " more notes, which the reports list");
        }
        operators(lines, report.operators());
        lines.add("Findings: " + Summaries.counts(report.summary().findings()) + besides(report));
        if (report.changes() != null) {
            changes(lines, since, report, report.changes());
        }
        lines.add("Grade: " + report.summary().grade());
        files.forEach(file -> lines.add("Report: " + file));
        lines.add(verdict(report));
        return lines;
    }

    /** One line each when they are few, else how many there are of each grade. */
    private static void operators(List<String> lines, List<Operator> operators) {
        if (operators.size() > MOST_OPERATORS) {
            Map<Grade, Integer> grades = new TreeMap<>(Comparator.reverseOrder());
            operators.forEach(operator -> grades.merge(operator.grade(), 1, Integer::sum));
            lines.add("Operators: " + operators.size() + ", by grade: "
                    + grades.entrySet().stream()
                            .map(grade -> grade.getValue() + " " + grade.getKey())
                            .collect(Collectors.joining(", ")));
        } else {
            operators.stream()
                    .sorted(Comparator.comparing(Operator::grade).reversed())
                    .forEach(operator -> lines.add(harmless("Operator: " + Summaries.operator(operator))));
        }
    }

    private static String besides(Report report) {
        List<String> besides = new ArrayList<>();
        if (report.summary().suppressed() > 0) {
            besides.add(report.summary().suppressed() + " suppressed");
        }
        if (report.summary().contained() > 0) {
            besides.add(report.summary().contained() + " part of others");
        }
        return besides.isEmpty() ? "" : " (besides: " + String.join(", ", besides) + ")";
    }

    private static void changes(List<String> lines, String since, Report report, Changes changes) {
        lines.add(harmless(Summaries.changes(since, report.findings(), changes)));
        list(
                lines,
                "Fixed: ",
                changes.fixedFindings().stream()
                        .map(finding -> finding.rule() + " " + finding.name() + " "
                                + (finding.object() == null
                                        ? finding.location().toString()
                                        : finding.object().display()))
                        .toList());
        list(lines, "New power of ", Summaries.grants(changes.newGrants()));
        list(lines, "Power taken from ", Summaries.grants(changes.goneGrants()));
    }

    private static void list(List<String> lines, String what, List<String> all) {
        all.stream().limit(MOST_CHANGES).forEach(one -> lines.add(harmless(PlainText.bounded(what + one))));
        if (all.size() > MOST_CHANGES) {
            lines.add("... and " + (all.size() - MOST_CHANGES) + " more, which the reports list");
        }
    }

    private static String verdict(Report report) {
        Verdict gate = report.gate();
        if (gate.failOn().threshold() == null && gate.failOnNew().threshold() == null) {
            return "Gate: open (failOn is never)";
        }
        int findings =
                (int) report.findings().stream().filter(Finding::shutsGate).count();
        String verdict = !gate.failed()
                ? "passed"
                : "FAILED by " + (findings == 0 ? "new grants" : Summaries.count(findings, "finding"));
        return "Gate: " + verdict + " (it fails on " + Summaries.thresholds(gate)
                + ", and on input that can't be read)";
    }

    private String severity(Severity severity) {
        String word = severity.name();
        String colour = switch (severity) {
            case CRITICAL, HIGH -> "31;1";
            case MEDIUM -> "33";
            case LOW -> "36";
            case INFO -> "";
        };
        return options.ansi && !colour.isEmpty() ? "\u001b[" + colour + "m" + word + "\u001b[m" : word;
    }

    private static void wrap(List<String> lines, String indent, String text) {
        lines.addAll(Lines.wrapped(indent, harmless(text)));
    }

    /**
     * Text of manifests, and names of files, fit for a build log: on one line, {@linkplain PlainText#visible visible},
     * and without orders to a build server: GitHub obeys lines of "::", Azure and TeamCity those of "##".
     */
    public static String harmless(String text) {
        return PlainText.visible(text).replaceAll("([:#])(?=\\1)", "$1 ");
    }
}
