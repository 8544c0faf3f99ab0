package io.github.tokenaudit.source;

import io.github.tokenaudit.source.Node.Entry;
import io.github.tokenaudit.source.Node.Mapping;
import io.github.tokenaudit.source.Node.Scalar;
import io.github.tokenaudit.source.Node.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values that a parser meets together to a tree, as go-yaml v2 does: merge keys take effect where they stand,
 * the last of duplicate keys wins, keys become strings. Without recursion, so that depth is bounded by
 * {@link Limits} and not by the stack.
 */
final class TreeBuilder {

    /** An input that Kubernetes refuses as well, or that exceeds a limit. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Location location;
        private final String remedy;

        Refused(Location location, String message, String remedy) {
            super(message);
            this.location = location;
            this.remedy = remedy;
        }

        Location location() {
            return location;
        }

        String remedy() {
            return remedy;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** A list or mapping that is not closed yet. */
    private static final class Open {
        final Location start;
        final @Nullable List<Node> items;
        final @Nullable Map<String, Entry> entries;

        /** Keys that came in by a merge key; most mappings have none. */
        Set<String> merged = Set.of();

        @Nullable
        Scalar key;

        long size = 1;

        Open(Location start, boolean mapping) {
            this.start = start;
            this.items = mapping ? null : new ArrayList<>();
            this.entries = mapping ? new LinkedHashMap<>() : null;
        }
    }

    private static final String MERGE = "<<";

    private final Limits limits;
    private final List<Problem> problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Node root;

    TreeBuilder(Limits limits, List<Problem> problems) {
        this.limits = limits;
        this.problems = problems;
    }

    void startMapping(Location at) throws Refused {
        start(at, true);
    }

    void startSequence(Location at) throws Refused {
        start(at, false);
    }

    private void start(Location at, boolean mapping) throws Refused {
        Open around = open.peek();
        if (around != null && around.entries != null && around.key == null) {
            throw notAKey(at);
        }
        if (open.size() >= limits.depth()) {
            throw new Refused(
                    at,
                    "nested deeper than " + limits.depth() + " levels",
                    "split the object: no API server accepts such depth");
        }
        open.push(new Open(at, mapping));
    }

    /** Closes the innermost list or mapping and gives it. */
    Node end(Location at) throws Refused {
        Open closed = open.pop();
        Node node = closed.entries != null
                ? new Mapping(closed.entries, closed.size, closed.start.to(at))
                : new Sequence(Objects.requireNonNull(closed.items), closed.size, closed.start.to(at));
        add(node);
        return node;
    }

    /** Adds a finished value: a scalar, or the node that an alias names. */
    void add(Node node) throws Refused {
        Open around = open.peek();
        if (around == null) {
            root = node;
            return;
        }
        around.size += node.size();
        if (around.size > limits.nodes()) {
            throw new Refused(
                    node.location(),
                    "more than " + limits.nodes() + " values once aliases are expanded",
                    "write the values out instead of nesting aliases");
        }
        if (around.items != null) {
            around.items.add(node);
        } else if (around.key == null) {
            around.key = asKey(node);
        } else {
            put(around, around.key, node);
            around.key = null;
        }
    }

    private static Scalar asKey(Node node) throws Refused {
        if (!(node instanceof Scalar scalar) || scalar.isNull()) {
            throw notAKey(node.location());
        }
        // sigs.k8s.io/yaml turns typed keys into JSON's: `on: x` has the key "true".
        Boolean bool = scalar.bool();
        Long integer = scalar.integer();
        Object typed = bool != null ? bool : integer;
        return typed == null || scalar.text().equals(typed.toString())
                ? scalar
                : new Scalar(typed.toString(), true, scalar.location());
    }

    private static Refused notAKey(Location at) {
        return new Refused(
                at,
                "a mapping's key is empty, or itself a list or mapping, which no Kubernetes object has",
                "quote the key, or render the template that this file seems to be");
    }

    private void put(Open mapping, Scalar key, Node value) throws Refused {
        Map<String, Entry> entries = Objects.requireNonNull(mapping.entries);
        if (key.plain() && key.text().equals(MERGE)) {
            merge(mapping, key, value);
            return;
        }
        Entry earlier = entries.put(key.text(), new Entry(key, value));
        if (earlier == null) {
            return;
        }
        int line = earlier.key().location().line();
        boolean merged = mapping.merged.contains(key.text());
        duplicate(
                key.location(),
                merged
                        ? "the key \"" + key.text() + "\" overrides the one merged in from line " + line
                        : "the key \"" + key.text() + "\" stands twice in one mapping; this one wins, the one in line "
                                + line + " is lost",
                earlier);
    }

    private void duplicate(Location at, String message, Entry earlier) {
        problems.add(new Problem(
                Problem.Kind.DUPLICATE_KEY,
                at,
                message,
                "keep one of them: strict readers, as kubectl with validation, refuse the object",
                List.of(earlier.key().location())));
    }

    private void merge(Open mapping, Scalar key, Node value) throws Refused {
        Map<String, Entry> entries = Objects.requireNonNull(mapping.entries);
        Set<String> merged = new HashSet<>(mapping.merged);
        for (Entry entry : mergeable(value).values()) {
            String name = entry.key().text();
            Entry earlier = entries.put(name, entry);
            if (earlier != null && !mapping.merged.contains(name)) {
                duplicate(
                        key.location(),
                        "this merge key overwrites \"" + name + "\" of line "
                                + earlier.key().location().line() + ", since it stands below it",
                        earlier);
            }
            merged.add(name);
        }
        mapping.merged = merged;
    }

    /** What a merge key brings in; of several mappings the earlier ones take precedence. */
    private static Map<String, Entry> mergeable(Node value) throws Refused {
        Map<String, Entry> merged = new LinkedHashMap<>();
        for (Node item : value instanceof Sequence sequence ? sequence.items() : List.of(value)) {
            if (!(item instanceof Mapping mapping)) {
                throw new Refused(
                        item.location(),
                        "a merge key (<<) names something that is no mapping",
                        "let it name a mapping or a list of mappings");
            }
            mapping.entries().forEach(merged::putIfAbsent);
        }
        return merged;
    }

    /** The finished tree; null when nothing was added. */
    @Nullable
    Node root() {
        return root;
    }
}
