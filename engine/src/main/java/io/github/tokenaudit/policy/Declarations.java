package io.github.tokenaudit.policy;

import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.access.BuiltinPolicy;
import io.github.tokenaudit.rule.Declaration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a permission as people write it: {@code apps/deployments/scale:get,update}, {@code pods/log:get}. */
final class Declarations {

    private static final String WORD = "([a-z0-9.*-]+)";
    private static final Pattern PERMISSION =
            Pattern.compile(WORD + "(?:/" + WORD + ")?(?:/" + WORD + ")?:\\s*(\\*|[a-z:-]+(?:\\s*,\\s*[a-z:-]+)*)");

    private Declarations() {}

    /** What a permission declares; empty when it is none. */
    static Optional<Declaration> parse(String permission, String reason) {
        Matcher matcher = PERMISSION.matcher(permission);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> verbs = List.of(matcher.group(4).split("\\s*,\\s*", -1));
        String first = matcher.group(1);
        String second = matcher.group(2);
        String third = matcher.group(3);
        if (third != null) {
            return Optional.of(new Declaration(first, second + "/" + third, verbs, reason));
        }
        // Of two words the first is the group, unless it is a resource of the core group with its subresource.
        boolean isCore =
                second == null || ApiResources.of(BuiltinPolicy.newestVersion()).isServed("", first + "/" + second);
        return Optional.of(
                isCore
                        ? new Declaration("", second == null ? first : first + "/" + second, verbs, reason)
                        : new Declaration(first, second, verbs, reason));
    }
}
