package io.github.tokenaudit.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML or JSON document. Merge keys and aliases are already resolved, so an aliased node may stand in
 * several places of a tree; it keeps the location of its anchor.
 */
public sealed interface Node {

    /** Where the value is written. */
    Location location();

    /** How many nodes a reader walks below and including this one, aliases expanded. */
    long size();

    /**
     * A scalar.
     *
     * @param text the value without quotes and escapes
     * @param plain whether it stands unquoted and untagged, so that its text decides its type
     */
    record Scalar(String text, boolean plain, Location location) implements Node {
        @Override
        public long size() {
            return 1;
        }

        /** The boolean that go-yaml v2, and so Kubernetes, reads; null when it is none. */
        public @Nullable Boolean bool() {
            return plain ? PlainScalars.bool(text) : null;
        }

        /** The integer that Kubernetes reads; null when it is none, or beyond 64 bits. */
        public @Nullable Long integer() {
            return plain ? PlainScalars.integer(text) : null;
        }

        /** Whether Kubernetes reads no value here: nothing at all, {@code ~} or {@code null}. */
        public boolean isNull() {
            return plain && PlainScalars.isNull(text);
        }

        /** Whether Kubernetes reads a string: anything quoted, or plain and of no other type. */
        public boolean isString() {
            return !plain || PlainScalars.isString(text);
        }
    }

    /** A list. */
    record Sequence(List<Node> items, long size, Location location) implements Node {
        public Sequence {
            items = Collections.unmodifiableList(items);
        }
    }

    /**
     * An object.
     *
     * @param entries by key, in the order of the document; of duplicate keys the last one
     */
    record Mapping(Map<String, Entry> entries, long size, Location location) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(entries);
        }

        /** The value of a key, or null. */
        public @Nullable Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }
    }

    /** A key with its value. */
    record Entry(Scalar key, Node value) {}
}
