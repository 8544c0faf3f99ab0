package io.github.tokenaudit.rules.rbac;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ids of the rules about one dangerous thing that a grant allows. Findings about what such grants come to (a star in
 * the rule, a binding, a path) contain theirs.
 */
public final class GrantRules {

    private static final List<String> IDS =
            IntStream.rangeClosed(210, 239).mapToObj(number -> "TA" + number).toList();

    private GrantRules() {}

    /** Those ids, after some others, for a rule that contains all of them. */
    public static String[] and(String... others) {
        return Stream.concat(Arrays.stream(others), IDS.stream()).toArray(String[]::new);
    }
}
