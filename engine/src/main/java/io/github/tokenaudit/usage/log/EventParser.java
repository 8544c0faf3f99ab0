package io.github.tokenaudit.usage.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads events. Requests and responses in them, which may hold secrets, are passed over and never kept. */
final class EventParser {

    private static final String LEGACY_TOKEN = "annotations.authentication.k8s.io/legacy-token";
    private static final String STALE_TOKEN = "annotations.authentication.k8s.io/stale-token";
    private static final String DECISION = "annotations.authorization.k8s.io/decision";
    private static final String POD = "user.extra.authentication.kubernetes.io/pod-name";
    private static final String POD_UID = "user.extra.authentication.kubernetes.io/pod-uid";
    private static final int FORBIDDEN = 403;

    /** What is looked into; everything else is passed over. */
    private static final Set<String> OBJECTS =
            Set.of("user", "user.extra", "impersonatedUser", "objectRef", "responseStatus", "annotations");

    private final JsonFactory json = new JsonFactory();

    /**
     * Reads one event.
     *
     * @return null for JSON that is no event
     * @throws IOException if this is no JSON
     */
    @Nullable
    Event parse(byte[] line, int length) throws IOException {
        try (JsonParser parser = json.createParser(line, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, String> texts = new HashMap<>();
            read(parser, "", texts);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is more than one object");
            }
            Instant time = time(texts.get("requestReceivedTimestamp"));
            return time != null && "Event".equals(texts.get("kind")) ? event(texts, time) : null;
        }
    }

    /** Reads the texts of an object and of those in it that matter; of lists the last text, which is the last hop. */
    private static void read(JsonParser parser, String prefix, Map<String, String> texts) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && OBJECTS.contains(name)) {
                read(parser, name + ".", texts);
            } else if (value == JsonToken.START_ARRAY) {
                readLast(parser, name, texts);
            } else if (value.isScalarValue()) {
                texts.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void readLast(JsonParser parser, String name, Map<String, String> texts) throws IOException {
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item.isScalarValue()) {
                texts.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Event event(Map<String, String> texts, Instant time) {
        String decision = texts.get(DECISION);
        boolean allowed =
                decision == null ? !isForbidden(texts.get("responseStatus.code")) : !decision.equals("forbid");
        return new Event(
                texts.getOrDefault("stage", ""),
                texts.getOrDefault("verb", ""),
                texts.getOrDefault("user.username", ""),
                texts.get("impersonatedUser.username"),
                texts.getOrDefault("objectRef.apiGroup", ""),
                texts.get("objectRef.resource"),
                texts.get("objectRef.subresource"),
                texts.get("objectRef.namespace"),
                allowed,
                time,
                texts.containsKey(LEGACY_TOKEN),
                texts.containsKey(STALE_TOKEN),
                texts.get(POD),
                texts.get(POD_UID),
                texts.get("sourceIPs"),
                program(texts.getOrDefault("userAgent", "")));
    }

    private static boolean isForbidden(@Nullable String code) {
        return String.valueOf(FORBIDDEN).equals(code);
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** {@code kubectl/v1.31.0 (linux/amd64)} is kubectl. */
    private static String program(String agent) {
        int end = 0;
        while (end < agent.length() && agent.charAt(end) != '/' && agent.charAt(end) != ' ') {
            end++;
        }
        return agent.substring(0, end);
    }
}
