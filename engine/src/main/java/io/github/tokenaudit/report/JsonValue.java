package io.github.tokenaudit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of a JSON document together with the way to it, for messages: {@code findings[3].severity}. */
final class JsonValue {

    private final @Nullable JsonNode node;
    private final String path;

    JsonValue(@Nullable JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Makes something of an element of a list. */
    interface Reading<T> {
        T of(JsonValue element) throws InvalidReportException;
    }

    /** A field of this object, whether or not it is there. */
    JsonValue get(String name) throws InvalidReportException {
        return new JsonValue(object().get(name), path.isEmpty() ? name : path + "." + name);
    }

    /** Whether it is absent or null. */
    boolean isNull() {
        return node == null || node.isNull();
    }

    String text() throws InvalidReportException {
        if (node == null || !node.isTextual()) {
            throw expected("a text");
        }
        return node.textValue();
    }

    @Nullable
    String textOrNull() throws InvalidReportException {
        return isNull() ? null : text();
    }

    long number() throws InvalidReportException {
        if (node == null || !node.isIntegralNumber() || !node.canConvertToLong()) {
            throw expected("a whole number");
        }
        return node.longValue();
    }

    @Nullable
    Long numberOrNull() throws InvalidReportException {
        return isNull() ? null : number();
    }

    /** A count or a line number: not negative. */
    int count() throws InvalidReportException {
        if (node == null || !node.isInt() || node.intValue() < 0) {
            throw expected("a whole number that is not negative");
        }
        return node.intValue();
    }

    boolean truth() throws InvalidReportException {
        if (node == null || !node.isBoolean()) {
            throw expected("true or false");
        }
        return node.booleanValue();
    }

    /** The constant of an enum whose name is this text, whatever the case. */
    <E extends Enum<E>> E constant(Class<E> type) throws InvalidReportException {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        if (node != null && node.isTextual()) {
            for (E constant : constants) {
                if (Report.label(constant).equals(node.textValue().toLowerCase(Locale.ROOT))) {
                    return constant;
                }
            }
        }
        throw expected("one of " + constants.stream().map(Report::label).collect(Collectors.joining(", ")));
    }

    /** The elements of a list, which must be there. */
    <T> List<T> list(Reading<T> reading) throws InvalidReportException {
        if (node == null || !node.isArray()) {
            throw expected("a list");
        }
        List<T> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            elements.add(reading.of(new JsonValue(element, path + "[" + elements.size() + "]")));
        }
        return elements;
    }

    /** The elements of a list that older reports do not have; none then. */
    <T> List<T> listIfThere(Reading<T> reading) throws InvalidReportException {
        return isNull() ? List.of() : list(reading);
    }

    /** The elements of a list of texts and nulls. */
    List<@Nullable String> textsOrNulls() throws InvalidReportException {
        List<@Nullable String> texts = new ArrayList<>();
        for (JsonValue element : list(element -> element)) {
            texts.add(element.textOrNull());
        }
        return texts;
    }

    /** The names of this object's fields. */
    List<String> names() throws InvalidReportException {
        List<String> names = new ArrayList<>();
        object().fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode object() throws InvalidReportException {
        if (node == null || !node.isObject()) {
            throw expected("an object");
        }
        return node;
    }

    InvalidReportException expected(String what) {
        String place = path.isEmpty() ? "the report" : path;
        String found = node == null ? "nothing" : PlainText.visible(PlainText.bounded(node.toString()));
        return new InvalidReportException(place + ": expected " + what + ", found " + found);
    }
}
