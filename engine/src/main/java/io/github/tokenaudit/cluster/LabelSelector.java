package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition on labels: all of its requirements hold (Kubernetes API, {@code LabelSelector v1 meta}). One without
 * requirements selects everything.
 *
 * @param requirements what must hold
 */
public record LabelSelector(List<Requirement> requirements) {

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** How a requirement looks at a label. */
    public enum Operator {
        /** The label is there, with one of the values. */
        IN,
        /** The label is not there, or has another value. */
        NOT_IN,
        /** The label is there. */
        EXISTS,
        /** The label is not there. */
        DOES_NOT_EXIST,
        /** None of those: the API server refuses the selector, so it selects nothing. */
        INVALID;

        private static Operator of(String text) {
            return switch (text) {
                case "In" -> IN;
                case "NotIn" -> NOT_IN;
                case "Exists" -> EXISTS;
                case "DoesNotExist" -> DOES_NOT_EXIST;
                default -> INVALID;
            };
        }
    }

    /**
     * What a selector asks of one label.
     *
     * @param key of the label
     * @param operator how it is looked at
     * @param values compared with; empty where the operator compares nothing
     */
    public record Requirement(String key, Operator operator, List<String> values) {

        public Requirement {
            values = List.copyOf(values);
        }

        private String text() {
            return switch (operator) {
                case IN -> values.size() == 1 ? key + "=" + values.get(0) : key + " in " + set();
                case NOT_IN -> values.size() == 1 ? key + "!=" + values.get(0) : key + " notin " + set();
                case EXISTS -> key;
                case DOES_NOT_EXIST -> "!" + key;
                case INVALID -> key + " (no operator of Kubernetes)";
            };
        }

        private String set() {
            return "(" + String.join(",", values) + ")";
        }

        boolean holdsFor(Map<String, String> labels) {
            @Nullable String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
                case INVALID -> false;
            };
        }
    }

    /** A selector that asks for labels with these very values. */
    public static LabelSelector ofLabels(Map<String, String> labels) {
        return new LabelSelector(labels.entrySet().stream()
                .map(label -> new Requirement(label.getKey(), Operator.IN, List.of(label.getValue())))
                .toList());
    }

    static LabelSelector of(Field field) {
        List<Requirement> requirements =
                new ArrayList<>(ofLabels(field.get("matchLabels").textMap()).requirements());
        for (Field expression : field.get("matchExpressions").items()) {
            requirements.add(new Requirement(
                    expression.get("key").textOr(""),
                    Operator.of(expression.get("operator").textOr("")),
                    expression.get("values").texts()));
        }
        return new LabelSelector(requirements);
    }

    /** As Kubernetes writes selectors in one line (Kubernetes docs, "Labels and Selectors"); empty where it selects all. */
    public String text() {
        return requirements.stream().map(Requirement::text).collect(Collectors.joining(","));
    }

    /** Whether something with these labels is selected. */
    public boolean selects(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holdsFor(labels));
    }
}
