package io.github.tokenaudit.usage.code;

import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.Node;
import io.github.tokenaudit.source.Node.Mapping;
import io.github.tokenaudit.source.Node.Scalar;
import io.github.tokenaudit.source.Node.Sequence;
import io.github.tokenaudit.source.SourceFile;
import io.github.tokenaudit.usage.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file of Quarkus' configuration as its values in production (quarkus.io/guides/config-yaml, config-reference). */
final class ConfigurationFile {

    /** Keys of the profile for production, or of several with that among them. */
    private static final Pattern PRODUCTION = Pattern.compile("%(?:prod|\\{(?:[^}]*,)?prod(?:,[^}]*)?})\\.(.+)");

    private static final Limits LIMITS = new Limits(1 << 20, 100, 100_000);

    /** A key without text, which no Kubernetes object has and the reader refuses, but the guide recommends. */
    private static final Pattern EMPTY_KEY = Pattern.compile("(?m)^(\\s*)~(?=\\s*:)");

    private static final String QUOTED_EMPTY_KEY = "$1\"~\"";

    /** Some three times the longest key of a framework; aliases could make keys that fill the memory. */
    private static final int MAX_KEY = 256;

    private ConfigurationFile() {}

    /**
     * Reads a file. What comes before a mistake counts; Quarkus would not start with it.
     *
     * @param name decides by its ending whether it is YAML
     * @param problems is told of mistakes
     * @return values by their keys, those of the profile for production before those of all profiles
     */
    static Map<String, String> inProduction(String name, byte[] bytes, Consumer<Usage.Problem> problems) {
        NavigableMap<String, String> all =
                name.endsWith(".properties") ? properties(name, bytes, problems) : yaml(name, bytes, problems);
        Map<String, String> inProduction = new TreeMap<>(all);
        // Backwards, so that the profile alone counts before several.
        all.descendingMap().forEach((key, value) -> {
            Matcher production = PRODUCTION.matcher(key);
            if (production.matches()) {
                inProduction.put(production.group(1), value);
            }
        });
        return inProduction;
    }

    private static NavigableMap<String, String> properties(
            String name, byte[] bytes, Consumer<Usage.Problem> problems) {
        Properties read = new Properties();
        try {
            read.load(new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException e) {
            problems.accept(new Usage.Problem(
                    name, "a malformed \\u escape ends the reading; what stands behind it is taken to be unset"));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes can be read", e);
        }
        NavigableMap<String, String> values = new TreeMap<>();
        read.stringPropertyNames().forEach(key -> values.put(key, read.getProperty(key)));
        return values;
    }

    private static NavigableMap<String, String> yaml(String name, byte[] bytes, Consumer<Usage.Problem> problems) {
        NavigableMap<String, String> values = new TreeMap<>();
        DocumentReader reader = new DocumentReader(LIMITS, head -> Interest.WHOLE);
        String text =
                EMPTY_KEY.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll(QUOTED_EMPTY_KEY);
        SourceFile read = reader.read(name, text.getBytes(StandardCharsets.UTF_8));
        for (Document document : read.documents()) {
            if (document.root() instanceof Mapping root) {
                add("", root, values);
            }
        }
        read.problems()
                .forEach(problem ->
                        problems.accept(new Usage.Problem(problem.location().toString(), problem.message())));
        return values;
    }

    /** Nested keys are joined by dots, lists are texts with commas; a key {@code ~} stands for the one around it. */
    private static void add(String key, Node node, Map<String, String> values) {
        if (key.length() > MAX_KEY) {
            return;
        }
        if (node instanceof Scalar scalar) {
            values.put(key, scalar.isNull() ? "" : scalar.text());
        } else if (node instanceof Sequence sequence) {
            values.put(key, joined(sequence.items()));
        } else if (node instanceof Mapping mapping) {
            mapping.entries().values().forEach(entry -> {
                String name = entry.key().text();
                String own = name.contains(".") ? "\"" + name + "\"" : name;
                String dot = key.isEmpty() ? "" : ".";
                add(name.equals("~") ? key : key + dot + own, entry.value(), values);
            });
        }
    }

    private static String joined(List<Node> items) {
        return items.stream()
                .filter(Scalar.class::isInstance)
                .map(item -> ((Scalar) item).text())
                .collect(Collectors.joining(","));
    }
}
