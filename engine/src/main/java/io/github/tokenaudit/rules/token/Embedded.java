package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** YAML and JSON inside the strings of manifests. */
final class Embedded {

    /** No object of an API server is larger (etcd's {@code --max-request-bytes} is 1.5 MiB). */
    private static final Limits LIMITS = new Limits(1_572_864, 50, 100_000);

    private Embedded() {}

    /**
     * The roots of the documents in a text, in order. What can't be read is left out: a string may hold anything, so
     * that is no trouble of the input. Places inside these documents mean nothing outside.
     */
    static List<Field> documents(String text) {
        return new DocumentReader(LIMITS, head -> Interest.WHOLE)
                .read("embedded", text.getBytes(StandardCharsets.UTF_8)).documents().stream()
                        .map(Document::root)
                        .filter(Objects::nonNull)
                        .map(Field::root)
                        .toList();
    }
}
