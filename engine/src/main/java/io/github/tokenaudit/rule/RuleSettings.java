package io.github.tokenaudit.rule;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of rules.
 *
 * @param byId by rule id
 * @param maximumSeconds the longest lifetime of a projected token that counts as short
 */
public record RuleSettings(Map<String, Setting> byId, long maximumSeconds) {

    /** An hour, which is also what a projection gets that asks for nothing. */
    public static final long DEFAULT_MAXIMUM_SECONDS = 3_600;

    /** The rule whose option sets {@link #maximumSeconds}. */
    public static final String MAXIMUM_RULE = "TA108";

    /** The option that sets {@link #maximumSeconds}. */
    public static final String MAXIMUM_OPTION = "maxExpirationSeconds";

    public RuleSettings {
        byId = Map.copyOf(byId);
    }

    /**
     * What a policy says of one rule.
     *
     * @param enabled whether it runs
     * @param severity what all its findings get; null for their own
     * @param options by name
     */
    public record Setting(boolean enabled, @Nullable Severity severity, Map<String, Long> options) {
        public Setting {
            options = Map.copyOf(options);
        }
    }

    /** Every rule as it is. */
    public static RuleSettings defaults() {
        return new RuleSettings(Map.of(), DEFAULT_MAXIMUM_SECONDS);
    }

    boolean isEnabled(RuleInfo rule) {
        Setting setting = byId.get(rule.id());
        return setting == null || setting.enabled();
    }

    Optional<Severity> severity(RuleInfo rule) {
        return Optional.ofNullable(byId.get(rule.id())).map(Setting::severity);
    }

    long option(RuleInfo rule, String name) {
        Setting setting = byId.get(rule.id());
        Long value = setting == null ? null : setting.options().get(name);
        return value != null
                ? value
                : rule.options().stream()
                        .filter(option -> option.name().equals(name))
                        .mapToLong(RuleInfo.Option::defaultValue)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(rule.id() + " declares no option " + name));
    }
}
