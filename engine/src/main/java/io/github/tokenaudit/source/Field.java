package io.github.tokenaudit.source;

import io.github.tokenaudit.source.Node.Entry;
import io.github.tokenaudit.source.Node.Mapping;
import io.github.tokenaudit.source.Node.Scalar;
import io.github.tokenaudit.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document: a node together with the way to it. Asking for what is not there gives a field that
 * {@linkplain #exists() does not exist} rather than null, so that readers can follow a path in one expression; such a
 * field stands, for a person, at the nearest parent that does exist.
 */
public final class Field {

    private final @Nullable Field parent;
    private final @Nullable Scalar key;
    private final String name;
    private final int index;
    private final @Nullable Node node;

    private Field(@Nullable Field parent, @Nullable Scalar key, String name, int index, @Nullable Node node) {
        this.parent = parent;
        this.key = key;
        this.name = name;
        this.index = index;
        this.node = node;
    }

    /** The field of a document's root. */
    public static Field root(Node node) {
        return new Field(null, null, "", -1, node);
    }

    /** Starts paths anew at this field: an object inside a list counts its paths from itself. */
    public Field asRoot() {
        return new Field(null, key, "", -1, node);
    }

    /** Whether this field is a part of another one, at whatever depth. */
    public boolean isBelow(Field other) {
        for (Field field = parent; field != null; field = field.parent) {
            if (field.node == other.node) {
                return true;
            }
        }
        return false;
    }

    /** The value of a key of this mapping; absent when there is none or this is no mapping. */
    public Field get(String child) {
        Entry entry = node instanceof Mapping mapping ? mapping.entries().get(child) : null;
        return entry == null
                ? new Field(this, null, child, -1, null)
                : new Field(this, entry.key(), child, -1, entry.value());
    }

    /** Follows several keys. */
    public Field at(String... path) {
        Field field = this;
        for (String step : path) {
            field = field.get(step);
        }
        return field;
    }

    /** The items of this list, in order; empty when this is no list. */
    public List<Field> items() {
        if (!(node instanceof Sequence sequence)) {
            return List.of();
        }
        List<Field> items = new ArrayList<>(sequence.items().size());
        for (Node item : sequence.items()) {
            items.add(new Field(this, null, "", items.size(), item));
        }
        return items;
    }

    /** The values of this mapping, in order; empty when this is no mapping. */
    public List<Field> children() {
        if (!(node instanceof Mapping mapping)) {
            return List.of();
        }
        List<Field> children = new ArrayList<>(mapping.entries().size());
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            children.add(new Field(
                    this,
                    entry.getValue().key(),
                    entry.getKey(),
                    -1,
                    entry.getValue().value()));
        }
        return children;
    }

    /** The key by which the parent holds this field; empty for a list item or a root. */
    public String name() {
        return name;
    }

    /** Whether anything is written here, be it {@code null}. */
    public boolean exists() {
        return node != null;
    }

    /** Whether there is a value here; Kubernetes takes {@code null} for absence. */
    public boolean isSet() {
        return node != null && !(node instanceof Scalar scalar && scalar.isNull());
    }

    /** The node itself; null when absent. */
    public @Nullable Node node() {
        return node;
    }

    /** The text of a scalar, whatever its type; null when absent, null, a list or a mapping. */
    public @Nullable String text() {
        return node instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : null;
    }

    /** The text of a scalar, or a default. */
    public String textOr(String fallback) {
        String text = text();
        return text == null ? fallback : text;
    }

    /** The boolean that Kubernetes reads here; null when absent or of another type. */
    public @Nullable Boolean bool() {
        return node instanceof Scalar scalar ? scalar.bool() : null;
    }

    /** The integer that Kubernetes reads here; null when absent or of another type. */
    public @Nullable Long integer() {
        return node instanceof Scalar scalar ? scalar.integer() : null;
    }

    /** The texts of a list's scalars, in order; empty when this is no list. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Field item : items()) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The scalars of this mapping by key, in order; empty when this is no mapping. */
    public Map<String, String> textMap() {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        for (Field child : children()) {
            String text = child.text();
            if (text != null) {
                texts.put(child.name(), text);
            }
        }
        return texts;
    }

    /**
     * Where a person looks for this field: key and value of a short scalar, the key of anything longer, the head of a
     * list item, and for an absent field the nearest parent that is written.
     */
    public Location location() {
        if (node == null) {
            if (parent == null) {
                throw new IllegalStateException("a root always exists");
            }
            return parent.location();
        }
        if (key != null) {
            boolean oneLine = node instanceof Scalar
                    && node.location().line() == key.location().line()
                    && node.location().endLine() == key.location().line()
                    && node.location().file().equals(key.location().file());
            return oneLine ? key.location().to(node.location()) : key.location();
        }
        if (node instanceof Mapping mapping && !mapping.entries().isEmpty()) {
            return children().get(0).location();
        }
        return node.location();
    }

    /** The way from the root, as kubectl prints it: {@code spec.containers[0].image}; empty for a root. */
    public String path() {
        StringBuilder path = new StringBuilder();
        appendPath(path, false);
        return path.toString();
    }

    /**
     * The way from the root by names where items have them: {@code spec.containers[manager].image}. Unlike
     * {@link #path()} it stays the same when items move.
     */
    public String stablePath() {
        StringBuilder path = new StringBuilder();
        appendPath(path, true);
        return path.toString();
    }

    private void appendPath(StringBuilder path, boolean byName) {
        if (parent == null) {
            return;
        }
        parent.appendPath(path, byName);
        if (index >= 0) {
            String itemName = byName ? get("name").text() : null;
            path.append('[')
                    .append(itemName == null ? Integer.toString(index) : itemName)
                    .append(']');
        } else {
            if (path.length() > 0) {
                path.append('.');
            }
            path.append(name);
        }
    }

    @Override
    public String toString() {
        return path() + (exists() ? " at " + location() : " (absent)");
    }
}
