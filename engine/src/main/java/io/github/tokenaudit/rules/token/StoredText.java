package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.source.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that a ConfigMap or Secret holds, decoded.
 *
 * @param field where it is written; its name is the key
 * @param text what a pod reads
 */
record StoredText(Field field, String text) {

    static final String CONFIG_MAP = "ConfigMap";
    static final String SECRET = "Secret";

    /** What an object holds, in the order of the manifest; nothing when it is neither ConfigMap nor Secret. */
    static List<StoredText> of(KubeObject object) {
        List<StoredText> texts = new ArrayList<>();
        if (object.id().group().isEmpty()) {
            switch (object.id().kind()) {
                case CONFIG_MAP -> {
                    addPlain(texts, object.at("data"));
                    addEncoded(texts, object.at("binaryData"));
                }
                case SECRET -> {
                    addEncoded(texts, object.at("data"));
                    addPlain(texts, object.at("stringData"));
                }
                default -> {}
            }
        }
        return texts;
    }

    private static void addPlain(List<StoredText> texts, Field data) {
        for (Field value : data.children()) {
            String text = value.text();
            if (text != null) {
                texts.add(new StoredText(value, text));
            }
        }
    }

    private static void addEncoded(List<StoredText> texts, Field data) {
        for (Field value : data.children()) {
            String text = decoded(value.textOr(""));
            if (text != null) {
                texts.add(new StoredText(value, text));
            }
        }
    }

    /** Base64 as Go reads it: line breaks don't count. Null for what the API server refuses, such as a template's. */
    private static @Nullable String decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replace("\n", "").replace("\r", ""));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
