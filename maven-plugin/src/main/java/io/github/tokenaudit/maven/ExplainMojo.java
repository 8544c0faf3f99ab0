package io.github.tokenaudit.maven;

import io.github.tokenaudit.rule.Nearest;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Tells all of one rule: when it fires, why that is bad, how to mend it, where that is written, and its examples. */
@Mojo(name = "explain", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainMojo extends AbstractMojo {

    private static final int WIDTH = 100;

    /** The rule's id or name, as {@code TA101} or {@code token-automounted}. */
    @Parameter(property = "tokenAudit.rule")
    private @Nullable String rule;

    @Override
    public void execute() throws MojoExecutionException {
        try {
            getLog().info(explain(find()));
        } catch (IOException e) {
            throw new MojoExecutionException("The examples of " + rule + " can't be read: " + e, e);
        }
    }

    private RuleInfo find() throws MojoExecutionException {
        if (rule == null) {
            throw new MojoExecutionException(
                    "Which rule? Name it by id or name, as -DtokenAudit.rule=TA101; token-audit:rules lists them.");
        }
        List<String> known = Catalogue.infos().stream()
                .flatMap(info -> Stream.of(info.id(), info.name()))
                .toList();
        String asked = rule;
        return Catalogue.find(asked)
                .orElseThrow(() -> new MojoExecutionException("There is no rule \"" + asked + "\""
                        + Nearest.hint(asked, known) + " token-audit:rules lists them all."));
    }

    private static String explain(RuleInfo info) throws IOException {
        StringBuilder text = new StringBuilder(info.id() + " " + info.name() + ": " + info.summary() + ".\n");
        section(text, "When it fires", info.what());
        section(text, "Why it is bad", info.why());
        section(text, "How to mend it", info.remedy());
        list(
                text,
                "What a policy may set",
                info.options().stream()
                        .map(option ->
                                option.name() + " (default " + option.defaultValue() + "): " + option.description())
                        .toList());
        list(
                text,
                "Also known as",
                info.mappings().stream()
                        .map(mapping -> mapping.entry() + ": " + mapping.title())
                        .toList());
        list(
                text,
                "Read on",
                info.references().stream()
                        .map(reference -> reference.title() + "\n    " + reference.url())
                        .toList());
        for (Map.Entry<String, String> example : Examples.of(info).entrySet()) {
            text.append("\nExample ").append(example.getKey()).append("\n\n");
            text.append(example.getValue().indent(4));
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String paragraph) {
        String lines = paragraph.replaceAll("(.{1," + WIDTH + "})(?: |$)", "$1\n");
        text.append('\n').append(title).append('\n').append(lines.indent(2));
    }

    private static void list(StringBuilder text, String title, List<String> items) {
        if (!items.isEmpty()) {
            text.append('\n').append(title).append('\n');
            items.forEach(item -> text.append("  - ").append(item).append('\n'));
        }
    }
}
