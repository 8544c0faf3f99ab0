package io.github.tokenaudit.usage.code;

import io.github.tokenaudit.usage.bytecode.ClassPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Configuration that decides what frameworks do, as {@code quarkus.operator-sdk.crd.validate}.
 *
 * @param values by their keys: the project's own properties, which count before those of {@code application.properties}
 */
public record ProjectProperties(Map<String, String> values) {

    private static final String FILE = "application.properties";

    /** Keys of Quarkus' profile for production. */
    private static final String PRODUCTION = "%prod.";

    public ProjectProperties {
        values = Map.copyOf(values);
    }

    /** No properties of the project. */
    public static ProjectProperties none() {
        return new ProjectProperties(Map.of());
    }

    /** These properties, and below them those of {@code application.properties} among the operator's classes. */
    Map<String, String> with(ClassPool pool) {
        return with(pool.resource(FILE));
    }

    /** These properties, and below them those of files. */
    Map<String, String> with(List<byte[]> files) {
        Map<String, String> all = new TreeMap<>();
        for (byte[] file : files) {
            Properties read = read(file);
            for (String key : read.stringPropertyNames()) {
                all.putIfAbsent(key, read.getProperty(PRODUCTION + key, read.getProperty(key)));
                if (key.startsWith(PRODUCTION)) {
                    all.put(key.substring(PRODUCTION.length()), read.getProperty(key));
                }
            }
        }
        all.putAll(values);
        return all;
    }

    private static Properties read(byte[] file) {
        Properties read = new Properties();
        try {
            read.load(new ByteArrayInputStream(file));
        } catch (IllegalArgumentException e) {
            // A malformed \\u escape: Quarkus would not start with it, and what came before it is read.
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("bytes can be read", e);
        }
        return read;
    }
}
