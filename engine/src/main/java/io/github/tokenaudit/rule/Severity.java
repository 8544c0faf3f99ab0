package io.github.tokenaudit.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad a finding is. The order is that of badness. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** Mend it when you are there. */
    LOW,
    /** Plan to mend it. */
    MEDIUM,
    /** Mend it before the release. */
    HIGH,
    /** Mend it now. */
    CRITICAL;

    /** The name in policies and reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of a label; empty for anything else. */
    public static Optional<Severity> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(severity -> severity.label().equals(label))
                .findFirst();
    }

    /** One level down, at most to INFO. */
    public Severity lower() {
        return switch (this) {
            case INFO, LOW -> INFO;
            case MEDIUM -> LOW;
            case HIGH -> MEDIUM;
            case CRITICAL -> HIGH;
        };
    }

    /** One level up, at most to CRITICAL. */
    public Severity higher() {
        return switch (this) {
            case INFO -> LOW;
            case LOW -> MEDIUM;
            case MEDIUM -> HIGH;
            case HIGH, CRITICAL -> CRITICAL;
        };
    }

    /** Whether this is as bad as another one, or worse. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
