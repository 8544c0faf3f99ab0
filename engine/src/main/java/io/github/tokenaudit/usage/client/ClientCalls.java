package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The methods of the fabric8 client that make requests, in one generation of it: {@code fabric8-calls.json}. */
final class ClientCalls {

    private static final String TABLE = "fabric8-calls.json";

    /** A row of the table for one method. */
    private record Row(String takes, ClientCall call) {}

    private final Map<String, List<Row>> byMethod = new HashMap<>();

    /**
     * Reads the table.
     *
     * @param generation the client's major version, as far as its classes tell
     */
    ClientCalls(int generation) {
        for (Field row : read().get("calls").items()) {
            if (number(row.get("since"), 0) <= generation && generation <= number(row.get("until"), Long.MAX_VALUE)) {
                ClientCall call = new ClientCall(
                        row.get("verbs").texts(),
                        row.get("possible").texts(),
                        row.get("on").text(),
                        alsoOn(row.get("alsoOn")),
                        row.get("of").text());
                Row forDescriptors = new Row(row.get("takes").textOr(""), call);
                for (String method : row.get("methods").texts()) {
                    byMethod.computeIfAbsent(method, name -> new ArrayList<>()).add(forDescriptors);
                }
            }
        }
    }

    private static Field read() {
        try (InputStream in = ClientCalls.class.getResourceAsStream(TABLE)) {
            DocumentReader reader = new DocumentReader(Limits.standard(), head -> Interest.WHOLE);
            Node root = reader.read(TABLE, in.readAllBytes()).documents().get(0).root();
            return Field.root(Objects.requireNonNull(root));
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's jar is damaged", e);
        }
    }

    private static long number(Field field, long otherwise) {
        Long number = field.integer();
        return number == null ? otherwise : number;
    }

    private static Map<String, List<String>> alsoOn(Field field) {
        Map<String, List<String>> verbs = new HashMap<>();
        field.children().forEach(child -> verbs.put(child.name(), child.texts()));
        return verbs;
    }

    /** What a method requests; null when it requests nothing. */
    @Nullable
    ClientCall find(String method, String descriptor) {
        String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
        return byMethod.getOrDefault(method, List.of()).stream()
                .filter(row -> parameters.contains(row.takes()))
                .map(Row::call)
                .findFirst()
                .orElse(null);
    }
}
