package io.github.tokenaudit.report;

import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An example of a rule, as the engine's jar carries it: manifests in which the rule finds something, the same ones
 * mended, or others in which all is well. The line of a finding says {@code # expect: TA101}.
 *
 * @param kind what it is an example of
 * @param title what it shows; a bad example and its mended form have the same
 * @param files their text by name, in order; mostly one
 */
public record RuleExample(Kind kind, String title, Map<String, String> files) {

    /** What an example is for. The order is that of explaining. */
    public enum Kind {
        /** The rule finds something. */
        BAD("Found"),
        /** A bad one, mended. */
        FIXED("Mended"),
        /** All is well from the start. */
        GOOD("Not found");

        private final String heading;

        Kind(String heading) {
            this.heading = heading;
        }
    }

    /** Lists the files of all examples, one per line, since a jar can't be asked for what it holds. */
    static final String INDEX = "examples.txt";

    public RuleExample {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** The examples of a rule: each bad one with its mended form, then the good ones. */
    public static List<RuleExample> of(RuleInfo rule) {
        Map<String, Map<String, String>> files = new LinkedHashMap<>();
        for (String path : resource(INDEX).lines().toList()) {
            String[] steps = path.split("/", 3);
            if (steps[0].equals(rule.id())) {
                files.computeIfAbsent(steps[1], example -> new LinkedHashMap<>())
                        .put(steps[steps.length - 1], resource(path));
            }
        }
        List<RuleExample> examples = new ArrayList<>();
        files.forEach((name, texts) -> examples.add(named(name, texts)));
        examples.sort(Comparator.comparing((RuleExample example) -> example.kind == Kind.GOOD)
                .thenComparing(RuleExample::title)
                .thenComparing(RuleExample::kind));
        return examples;
    }

    private static RuleExample named(String name, Map<String, String> files) {
        for (Kind kind : Kind.values()) {
            String prefix = Report.label(kind) + "-";
            if (name.startsWith(prefix)) {
                String title = name.substring(prefix.length()).replaceFirst("\\.[a-z]+$", "");
                return new RuleExample(kind, title.replace('-', ' '), files);
            }
        }
        throw new IllegalStateException("the example " + name + " doesn't say what it is an example of");
    }

    /** A title for people: {@code Found: nobody opted out}. */
    public String heading() {
        return kind.heading + ": " + title;
    }

    /** The lines of an example's file, fit to be shown: what can't be seen is told by number, but for tabs. */
    static Stream<String> lines(String text) {
        return text.lines()
                .map(line ->
                        Stream.of(line.split("\t", -1)).map(PlainText::visible).collect(Collectors.joining("\t")));
    }

    private static String resource(String path) {
        try (InputStream in = Catalogue.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the engine's jar lacks the example " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's jar is damaged", e);
        }
    }
}
