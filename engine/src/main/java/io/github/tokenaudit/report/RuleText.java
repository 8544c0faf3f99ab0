package io.github.tokenaudit.report;

import io.github.tokenaudit.rule.RuleInfo;
import java.util.ArrayList;
import java.util.List;

/** Rules for a console: the catalogue as a table, one rule with all it says of itself. */
public final class RuleText {

    private RuleText() {}

    /** One line per rule. */
    public static List<String> table(List<RuleInfo> rules) {
        int longest =
                rules.stream().mapToInt(rule -> rule.name().length()).max().orElse(0);
        return rules.stream()
                .map(rule -> rule.id() + "  "
                        + padded(RuleDocs.severity(rule), "critical".length()) + "  "
                        + padded(rule.name(), longest) + "  "
                        + rule.summary())
                .toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** All that a rule says of itself, with its examples. */
    public static List<String> explain(RuleInfo rule, List<RuleExample> examples) {
        List<String> lines = new ArrayList<>();
        lines.add(rule.id() + " " + rule.name() + " (" + rule.group().label() + ", severity " + RuleDocs.severity(rule)
                + ")");
        lines.add(rule.summary());
        section(lines, "What it finds", rule.what());
        section(lines, "Why that is bad", rule.why());
        section(lines, "How to mend it", rule.remedy());
        if (!rule.options().isEmpty()) {
            lines.add("");
            lines.add("What a policy can set:");
            rule.options()
                    .forEach(option -> lines.addAll(Lines.wrapped(
                            "  ",
                            option.name() + " (default " + option.defaultValue() + ", at least " + option.minimum()
                                    + "): " + option.description())));
        }
        for (RuleExample example : examples) {
            example.files().forEach((name, text) -> {
                lines.add("");
                lines.add(example.heading() + " (" + name + ")");
                RuleExample.lines(text).forEach(line -> lines.add("  | " + line));
            });
        }
        lines.add("");
        rule.mappings().forEach(mapping -> lines.add(mapping.entry() + ": " + mapping.title()));
        rule.references().forEach(reference -> lines.add(reference.title() + ": " + reference.url()));
        lines.add(RuleDocs.url(rule));
        return lines;
    }

    private static void section(List<String> lines, String title, String text) {
        lines.add("");
        lines.add(title + ":");
        lines.addAll(Lines.wrapped("  ", text));
    }
}
