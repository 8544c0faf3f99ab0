package io.github.tokenaudit.rule;

import io.github.tokenaudit.access.Capability;
import org.jspecify.annotations.Nullable;

/** Severity follows reach: what a token may do, times how exposed it is. The one place that says how. */
public final class SeverityTable {

    private SeverityTable() {}

    /** The severity; null for a harmless identity whose token is narrow or not mounted. */
    public static @Nullable Severity severity(Capability capability, Exposure exposure) {
        return switch (capability) {
            case CLUSTER, NODE -> pick(exposure, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL, Severity.CRITICAL);
            case TENANT -> pick(exposure, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL);
            case NAMESPACE -> pick(exposure, Severity.INFO, Severity.LOW, Severity.MEDIUM, Severity.HIGH);
            case OWN -> pick(exposure, null, null, Severity.LOW, Severity.HIGH);
        };
    }

    private static @Nullable Severity pick(
            Exposure exposure, @Nullable Severity none, @Nullable Severity narrow, Severity wide, Severity longLived) {
        return switch (exposure) {
            case NONE -> none;
            case NARROW -> narrow;
            case WIDE -> wide;
            case LONG_LIVED -> longLived;
        };
    }
}
