package io.github.tokenaudit.policy;

import io.github.tokenaudit.source.Location;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code suppress}, or an annotation that says the same in a manifest.
 *
 * @param rule the id of the rule
 * @param object {@code kind/name} or {@code kind/namespace/name}, {@code *} for any run of characters; {@code File/path}
 *     for trouble with a file
 * @param grants what {@link io.github.tokenaudit.rule.Finding#grants} must be for it to count; null for whatever it is
 * @param reason why it is all right
 * @param owner who says so; null when nobody is named
 * @param until the last day on which it counts; null for ever
 * @param location where the entry stands
 */
public record SuppressionEntry(
        String rule,
        String object,
        @Nullable String grants,
        String reason,
        @Nullable String owner,
        @Nullable LocalDate until,
        Location location) {

    /** What {@code grants} looks like. */
    static final Pattern GRANTS = Pattern.compile("sha256:[0-9a-f]{64}");
}
