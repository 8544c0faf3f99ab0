package io.github.tokenaudit.source;

import io.github.tokenaudit.source.Node.Entry;
import io.github.tokenaudit.source.Node.Mapping;
import io.github.tokenaudit.source.Node.Scalar;
import io.github.tokenaudit.source.Node.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
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
            throw new Refused(
                    at,
                    "a mapping's key is itself a list or mapping, which no Kubernetes object has",
                    "quote the key, or render the template that this file seems to be");
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
                : new Sequence(java.util.Objects.requireNonNull(closed.items), closed.size, closed.start.to(at));
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
        if (!(node instanceof Scalar scalar)) {
            throw new Refused(
                    node.location(),
                    "a mapping's key is itself a list or mapping, which no Kubernetes object has",
                    "quote the key, or render the template that this file seems to be");
        }
        // sigs.k8s.io/yaml turns typed keys into JSON's: `on: x` has the key "true".
        Boolean bool = scalar.bool();
        Long integer = scalar.integer();
        Object typed = bool != null ? bool : integer;
        return typed == null || scalar.text().equals(typed.toString())
                ? scalar
                : new Scalar(typed.toString(), true, scalar.location());
    }

    private void put(Open mapping, Scalar key, Node value) throws Refused {
        Map<String, Entry> entries = java.util.Objects.requireNonNull(mapping.entries);
        if (key.plain() && key.text().equals(MERGE)) {
            merge(entries, value);
            return;
        }
        Entry earlier = entries.put(key.text(), new Entry(key, value));
        if (earlier != null && !earlier.key().equals(key)) {
            problems.add(new Problem(
                    Problem.Kind.DUPLICATE_KEY,
                    key.location(),
                    "the key \"" + key.text() + "\" stands twice in one mapping; this one wins, the one in line "
                            + earlier.key().location().line() + " is lost",
                    "keep one of them: kubectl apply and strict readers refuse the object",
                    List.of(earlier.key().location())));
        }
    }

    private static void merge(Map<String, Entry> entries, Node value) throws Refused {
        if (value instanceof Mapping mapping) {
            entries.putAll(mapping.entries());
        } else if (value instanceof Sequence sequence) {
            // Of several merged mappings the earlier ones take precedence.
            ListIterator<Node> backwards =
                    sequence.items().listIterator(sequence.items().size());
            while (backwards.hasPrevious()) {
                Node item = backwards.previous();
                if (!(item instanceof Mapping mapping)) {
                    throw notMergeable(item);
                }
                entries.putAll(mapping.entries());
            }
        } else {
            throw notMergeable(value);
        }
    }

    private static Refused notMergeable(Node node) {
        return new Refused(
                node.location(),
                "a merge key (<<) names something that is no mapping",
                "let it name a mapping or a list of mappings");
    }

    /** The finished tree; null when nothing was added. */
    @Nullable
    Node root() {
        return root;
    }
}
