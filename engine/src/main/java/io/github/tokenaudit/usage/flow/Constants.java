package io.github.tokenaudit.usage.flow;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which constant strings a value can be.
 *
 * @param values the strings; empty where none was seen, or where it can be any
 * @param complete false when it can be any string
 */
public record Constants(Set<String> values, boolean complete) {

    /** No string was seen: null, or a field that nobody has written yet. */
    public static final Constants NONE = new Constants(Set.of(), true);

    /** It can be any string. */
    public static final Constants UNKNOWN = new Constants(Set.of(), false);

    /** The boolean constant {@code true}, which no string of an API looks like. */
    public static final Constants TRUE = of("#1");

    /** The boolean constant {@code false}. */
    public static final Constants FALSE = of("#0");

    /** More strings than this say no more than "any". */
    private static final int MAX = 12;

    /** Exactly this string. */
    public static Constants of(String value) {
        return new Constants(Set.of(value), true);
    }

    /** Whether it is known to be one of {@link #values()}. */
    public boolean isKnown() {
        return complete && !values.isEmpty();
    }

    /** Part of each {@link Value}'s comparison. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Constants constants
                        && complete == constants.complete
                        && values.equals(constants.values));
    }

    @Override
    public int hashCode() {
        return values.hashCode() + (complete ? 1 : 0);
    }

    Constants join(Constants other) {
        if (equals(other) || other.equals(NONE)) {
            return this;
        }
        if (equals(NONE)) {
            return other;
        }
        if (!complete || !other.complete) {
            return UNKNOWN;
        }
        Set<String> all = new LinkedHashSet<>(values);
        all.addAll(other.values);
        return all.size() > MAX ? UNKNOWN : new Constants(Collections.unmodifiableSet(all), true);
    }

    /** The strings that begin with one of these and end with one of those. */
    Constants append(Constants end) {
        if (!isKnown() || !end.isKnown() || values.size() * end.values.size() > MAX) {
            return UNKNOWN;
        }
        Set<String> all = new LinkedHashSet<>();
        values.forEach(left -> end.values.forEach(right -> all.add(left + right)));
        return new Constants(Collections.unmodifiableSet(all), true);
    }
}
