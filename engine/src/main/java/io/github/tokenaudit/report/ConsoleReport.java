package io.github.tokenaudit.report;

import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report for a terminal or a build log: findings, the worst first, each with its proof and how to mend it; then what
 * was read, how it stands, and the verdict as the last thing that a tired person sees.
 */
public final class ConsoleReport {

    private static final String INDENT = "    ";
    private static final int MOST_EVIDENCE = 5;
    private static final int MOST_OPERATORS = 20;

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
        Map<String, String> remedies = new HashMap<>();
        shown.stream().limit(options.most).forEach(finding -> add(lines, finding, remedies));
        if (shown.size() > options.most) {
            Map<Severity, Integer> rest = new TreeMap<>();
            shown.stream().skip(options.most).forEach(finding -> rest.merge(finding.severity(), 1, Integer::sum));
            lines.add("… and " + (shown.size() - options.most) + " more (" + Summaries.counts(rest)
                    + "), which the reports list");
        }
        return lines;
    }

    private void add(List<String> lines, Finding finding, Map<String, String> remedies) {
        lines.add(harmless(finding.location().toString()) + " " + severity(finding.severity()) + " " + finding.rule()
                + " " + finding.name());
        ObjectId object = finding.object();
        wrap(lines, INDENT, (object == null ? "" : object.display() + ": ") + finding.message());
        finding.evidence().stream()
                .limit(MOST_EVIDENCE)
                .forEach(step -> lines.add(harmless(INDENT + "- " + Summaries.evidence(step))));
        if (finding.evidence().size() > MOST_EVIDENCE) {
            lines.add(INDENT + "- … and " + (finding.evidence().size() - MOST_EVIDENCE) + " more");
        }
        // A paragraph that was read once needs no reading again.
        String place = remedies.putIfAbsent(
                finding.rule() + finding.remedy(), finding.location().toString());
        wrap(lines, INDENT, "fix: " + (place == null ? finding.remedy() : "as for " + finding.rule() + " at " + place));
    }

    /**
     * What was read, how it stands, the verdict.
     *
     * @param files where the reports are, as the front end calls them
     */
    public List<String> summary(Report report, List<String> files) {
        List<String> lines = new ArrayList<>();
        Summaries.input(report).forEach(line -> wrap(lines, "", line));
        report.notes()
                .forEach(note -> wrap(
                        lines,
                        "",
                        "Note: " + note.text() + (note.location() == null ? "" : " (" + note.location() + ")")));
        operators(lines, report.operators());
        lines.add("Findings: " + Summaries.counts(report.summary().findings()) + besides(report));
        lines.add("Grade: " + report.summary().grade());
        files.forEach(file -> lines.add("Report: " + file));
        lines.add(verdict(report));
        return lines;
    }

    private static void operators(List<String> lines, List<Operator> operators) {
        if (!operators.isEmpty()) {
            lines.add(operators.size() == 1 ? "Operator:" : "Operators:");
        }
        operators.stream()
                .sorted(Comparator.comparing(Operator::grade).reversed())
                .limit(MOST_OPERATORS)
                .forEach(operator -> lines.add(harmless("  " + Summaries.operator(operator))));
        if (operators.size() > MOST_OPERATORS) {
            lines.add("  … and " + (operators.size() - MOST_OPERATORS) + " more, none of a worse grade");
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

    private static String verdict(Report report) {
        String failOn = report.gate().failOn();
        if (!report.gate().failed()) {
            return failOn.equals("never") ? "Gate: open, it never fails" : "Gate: passed, it fails on " + failOn;
        }
        long reasons = report.findings().stream().filter(Finding::shutsGate).count();
        return "Gate: FAILED by " + Summaries.count((int) reasons, "finding") + ", it fails on " + failOn
                + (failOn.equals("critical") ? "" : " or worse") + " and on what can't be read";
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

    /** Nor may a manifest give orders to a build server: GitHub obeys lines of "::", Azure and TeamCity those of "##". */
    private static String harmless(String text) {
        return PlainText.visible(text).replace("::", ": :").replace("##", "# #");
    }
}
