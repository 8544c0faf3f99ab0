package io.github.tokenaudit.usage.flow;

/**
 * How far values are followed. A bound that is hit makes the analysis less exact or incomplete, and it says so.
 *
 * @param contextsPerMethod kinds of arguments that are told apart for one method and receiver; beyond, they are joined
 * @param runs followings of methods in all
 * @param runsPerContext followings of one method for the same arguments
 * @param frameSlots variables and stack slots of one method over all its instructions, which is memory
 */
public record FlowLimits(int contextsPerMethod, int runs, int runsPerContext, long frameSlots) {

    /** Some ten times what the largest known operators need. */
    public static FlowLimits standard() {
        return new FlowLimits(40, 100_000, 60, 20_000_000);
    }
}
