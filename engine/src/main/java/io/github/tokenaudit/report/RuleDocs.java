package io.github.tokenaudit.report;

import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Option;
import java.util.List;
import java.util.stream.Collectors;

/** The pages of {@code docs/rules}, made of what rules say of themselves and of their examples. */
public final class RuleDocs {

    /** The home of Token Audit. */
    static final String PROJECT = "https://github.com/tokenaudit/token-audit";

    private static final String PAGES = PROJECT + "/blob/main/docs/rules/";
    private static final String GENERATED =
            "<!-- Generated from the rules and their examples. To change it, change them and run the tests with"
                    + " -DupdateGolden=true. -->\n";

    private RuleDocs() {}

    /** Where the page of a rule can be read. */
    public static String url(RuleInfo rule) {
        return PAGES + fileName(rule);
    }

    /** What the page of a rule is called: {@code TA101.md}. */
    public static String fileName(RuleInfo rule) {
        return rule.id() + ".md";
    }

    /** How bad findings of a rule are, in a few words. */
    static String severity(RuleInfo rule) {
        return rule.severity() == null ? "by reach" : rule.severity().label();
    }

    /** The list of all rules, with a link to each page. */
    public static String index(List<RuleInfo> rules) {
        StringBuilder page = new StringBuilder(GENERATED).append("# Rules\n");
        page.append("\nSeverity \"by reach\" follows from what the token can do and how exposed it is: see"
                + " [severity](../severity.md).\n");
        for (Group group : Group.values()) {
            List<RuleInfo> members =
                    rules.stream().filter(rule -> rule.group() == group).toList();
            if (!members.isEmpty()) {
                page.append("\n## ").append(group.label()).append("\n\n");
                page.append("| id | name | severity | finds |\n|---|---|---|---|\n");
                members.forEach(rule ->
                        row(page, link(rule.id(), fileName(rule)), rule.name(), severity(rule), rule.summary()));
            }
        }
        return page.toString();
    }

    /** The page of a rule. */
    public static String page(RuleInfo rule, List<RuleExample> examples) {
        StringBuilder page = new StringBuilder(GENERATED);
        page.append("# ").append(rule.id()).append(' ').append(rule.name()).append("\n\n");
        page.append(rule.summary()).append(".\n\n");
        page.append("| group | severity |\n|---|---|\n");
        row(page, rule.group().label(), rule.severity() == null ? link("by reach", "../severity.md") : severity(rule));
        section(page, "What it finds", rule.what());
        section(page, "Why that is bad", rule.why());
        section(page, "How to mend it", rule.remedy());
        if (!rule.contains().isEmpty()) {
            String ids = rule.contains().stream()
                    .sorted()
                    .map(id -> link(id, id + ".md"))
                    .collect(Collectors.joining(", "));
            section(page, "What it contains", "On the same object, findings of " + ids + " are part of this one.");
        }
        if (!rule.options().isEmpty()) {
            page.append(
                    "\n## What a policy can set\n\n| option | default | at least | what it does |\n|---|---|---|---|\n");
            for (Option option : rule.options()) {
                row(
                        page,
                        "`" + option.name() + "`",
                        Long.toString(option.defaultValue()),
                        Long.toString(option.minimum()),
                        option.description());
            }
        }
        examples.forEach(example -> example(page, example));
        page.append("\n## Where else it is listed\n\n");
        rule.mappings().forEach(mapping -> bullet(page, mapping.entry() + ": " + mapping.title()));
        page.append("\n## References\n\n");
        rule.references().forEach(reference -> bullet(page, link(reference.title(), reference.url())));
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String text) {
        page.append("\n## ").append(title).append("\n\n").append(text).append('\n');
    }

    private static void example(StringBuilder page, RuleExample example) {
        page.append("\n## ").append(example.heading()).append('\n');
        example.files().forEach((name, text) -> {
            if (example.files().size() > 1) {
                page.append("\n`").append(name).append("`\n");
            }
            // A fence must be longer than any run of its character inside.
            String fence = "```";
            while (text.contains(fence)) {
                fence += "`";
            }
            page.append('\n').append(fence).append(name.endsWith(".json") ? "json\n" : "yaml\n");
            RuleExample.lines(text).forEach(line -> page.append(line).append('\n'));
            page.append(fence).append('\n');
        });
    }

    private static void row(StringBuilder page, String... cells) {
        for (String cell : cells) {
            page.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        page.append("|\n");
    }

    private static void bullet(StringBuilder page, String text) {
        page.append("* ").append(text).append('\n');
    }

    private static String link(String text, String target) {
        return "[" + text + "](" + target + ")";
    }
}
