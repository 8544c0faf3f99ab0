package io.github.tokenaudit.usage.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of the fabric8 client that make requests, in one generation of it: {@code fabric8-calls.json}. */
final class ClientCalls {

    /** A row of the table for one method. */
    private record Row(String takes, ClientCall call) {}

    private final Map<String, List<Row>> byMethod = new HashMap<>();

    /**
     * Reads the table.
     *
     * @param generation the client's major version, as far as its classes tell
     */
    ClientCalls(int generation) {
        for (JsonNode row : read().get("calls")) {
            if (row.path("since").asInt(0) <= generation
                    && generation <= row.path("until").asInt(Integer.MAX_VALUE)) {
                ClientCall call = new ClientCall(
                        texts(row.get("verbs")),
                        texts(row.path("possible")),
                        row.path("on").asText(null),
                        alsoOn(row.path("alsoOn")),
                        row.path("of").asText(null));
                Row forDescriptors = new Row(row.path("takes").asText(""), call);
                for (String method : texts(row.get("methods"))) {
                    byMethod.computeIfAbsent(method, name -> new ArrayList<>()).add(forDescriptors);
                }
            }
        }
    }

    private static JsonNode read() {
        try (InputStream in = ClientCalls.class.getResourceAsStream("fabric8-calls.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's jar is damaged", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Map<String, List<String>> alsoOn(JsonNode object) {
        Map<String, List<String>> verbs = new HashMap<>();
        object.properties().forEach(entry -> verbs.put(entry.getKey(), texts(entry.getValue())));
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
