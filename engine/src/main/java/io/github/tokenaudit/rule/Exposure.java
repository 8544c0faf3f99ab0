package io.github.tokenaudit.rule;

import io.github.tokenaudit.cluster.TokenMount;
import java.util.List;
import java.util.Locale;

/** How easily a token gets into wrong hands. The order is that of badness. */
public enum Exposure {
    /** No workload of the input mounts it. */
    NONE,
    /** Projected into one container, for no longer than the maximum. */
    NARROW,
    /** Automounted, or projected into several containers, or for longer than the maximum. */
    WIDE,
    /** Outlives its pod: a static Secret, a literal. */
    LONG_LIVED;

    /** The word for it in reports and docs: {@code long-lived}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The exposure of an account's token by the mounts of one workload.
     *
     * @param mounts the mounts that speak for the account, to the API server
     * @param maximumSeconds the longest lifetime that the policy calls short
     */
    static Exposure of(List<TokenMount> mounts, long maximumSeconds) {
        Exposure worst = NONE;
        long projectedInto = mounts.stream()
                .filter(mount -> mount.kind() == TokenMount.Kind.PROJECTED)
                .map(mount -> mount.container().name())
                .distinct()
                .count();
        for (TokenMount mount : mounts) {
            Exposure one = switch (mount.kind()) {
                case SECRET -> LONG_LIVED;
                case AUTOMOUNTED -> WIDE;
                case PROJECTED -> projectedInto > 1 || requested(mount) > maximumSeconds ? WIDE : NARROW;
            };
            worst = one.compareTo(worst) > 0 ? one : worst;
        }
        return worst;
    }

    private static long requested(TokenMount mount) {
        Long seconds = mount.requestedSeconds();
        return seconds == null ? Long.MAX_VALUE : seconds;
    }
}
