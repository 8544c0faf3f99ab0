package io.github.tokenaudit.usage.code;

import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Configuration that decides what frameworks do, as {@code quarkus.operator-sdk.crd.validate}.
 *
 * @param values by their keys: the project's own properties, which count before those of the operator's files
 */
public record ProjectProperties(Map<String, String> values) {

    /** Where Quarkus looks for its configuration, what counts first before the rest. */
    private static final List<String> FILES = List.of(
            "application-prod.yaml",
            "application-prod.yml",
            "application.yaml",
            "application.yml",
            "application-prod.properties",
            "application.properties");

    public ProjectProperties {
        values = Map.copyOf(values);
    }

    /** No properties of the project. */
    public static ProjectProperties none() {
        return new ProjectProperties(Map.of());
    }

    /**
     * These properties, and below them those of configuration files among the operator's classes.
     *
     * @param problems is told of mistakes in those
     */
    Map<String, String> with(ClassPool pool, Consumer<Usage.Problem> problems) {
        Map<String, String> all = new TreeMap<>(values);
        for (String name : FILES) {
            for (byte[] file : pool.resource(name)) {
                ConfigurationFile.inProduction(name, file, problems).forEach(all::putIfAbsent);
            }
        }
        return all;
    }
}
