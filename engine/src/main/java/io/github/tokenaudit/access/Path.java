package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.source.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way from an account's token to something that it was not meant for, told as steps.
 *
 * @param goal where it ends
 * @param capability what having come there amounts to, conditions considered
 * @param steps in order
 * @param conditions what must be so on the cluster, and manifests can't show; empty for a way that is open on any cluster
 * @param others other ways there, by other grants
 * @param becomes the account whose token it leads to; null where it is any one's, or the end is another
 */
public record Path(
        Goal goal,
        Capability capability,
        List<Step> steps,
        List<String> conditions,
        List<Other> others,
        @Nullable Account becomes) {

    public Path {
        steps = List.copyOf(steps);
        conditions = List.copyOf(conditions);
        others = List.copyOf(others);
    }

    /**
     * Another way to the same goal.
     *
     * @param step its first step
     * @param conditions what must be so for the whole of it; empty for a way that is open on any cluster
     * @param through what of the input it goes on through, as a sentence without a full stop; null where that goes without
     *     saying
     */
    public record Other(
            Step step, List<String> conditions, @Nullable String through) {

        public Other {
            conditions = List.copyOf(conditions);
        }

        /** What the holder does, as a sentence without a full stop. */
        public String text() {
            Ability ability = step.ability();
            return step.text()
                    + (ability == null ? "" : " (" + ability.requests() + ")")
                    + (through == null ? "" : "; " + through);
        }
    }

    /** The other ways that are as open as this one: who takes only this one's grant away has won nothing. */
    public List<Other> asOpen() {
        return others.stream()
                .filter(other -> Conditions.weight(other.conditions) <= Conditions.weight(conditions))
                .toList();
    }

    /** The other ways that are less open: they stay, where their conditions hold, when all that are as open are closed. */
    public List<Other> lessOpen() {
        return others.stream()
                .filter(other -> Conditions.weight(other.conditions) > Conditions.weight(conditions))
                .toList();
    }

    Path with(List<Other> found) {
        return new Path(goal, capability, steps, conditions, found, becomes);
    }

    /** The step whose grant decides what the way amounts to, and is the one to take away. */
    public Step deciding() {
        return steps.stream()
                .filter(step -> !step.prepares())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a way of nothing but preparations"));
    }

    /** Whether it is open on any cluster. */
    public boolean isCertain() {
        return conditions.isEmpty();
    }

    /** Whether it, and every other way that is as open, takes an API that OpenShift alone serves. */
    public boolean isOnOpenShift() {
        return steps.stream().anyMatch(Step::isOnOpenShift)
                && asOpen().stream().allMatch(other -> other.step.isOnOpenShift());
    }

    /** Whether it takes no API but such as every cluster serves, and no condition. */
    public boolean isOnAnyCluster() {
        return isCertain() && steps.stream().allMatch(step -> step.ability == null || step.ability.isOnAnyCluster());
    }

    /** Where paths lead. The order is that of badness. */
    public enum Goal {
        /** As good as cluster-admin. */
        CLUSTER_ADMIN("cluster-admin"),
        /** Root on a node. */
        NODE("root on a node"),
        /** The token of an account that was not meant to be this one's: of another namespace, or with more power. */
        FOREIGN_TOKEN("tokens of other accounts"),
        /** An identity of the cloud. */
        CLOUD_IDENTITY("an identity of the cloud");

        private final String words;

        Goal(String words) {
            this.words = words;
        }

        /** In plain words. */
        public String words() {
            return words;
        }
    }

    /**
     * A step.
     *
     * @param text what the holder does, as a sentence without a full stop
     * @param location what lets him; null for what Kubernetes itself brings
     * @param holder the account that holds the grant; null where none is needed
     * @param ability what lets him; null where no grant is needed
     * @param prepares whether it only prepares the step after it, so that the grant of that one is to be taken away
     * @param source where this attack is written up
     */
    public record Step(
            String text,
            @Nullable Location location,
            @Nullable Account holder,
            @Nullable Ability ability,
            boolean prepares,
            String source) {

        /** The grant that lets him; null where none is needed. */
        public @Nullable Grant grant() {
            return ability == null ? null : ability.grant();
        }

        /** Whether it takes an API that OpenShift alone serves. */
        boolean isOnOpenShift() {
            return ability != null && ability.isOnOpenShift();
        }

        /** A step that needs no grant. */
        static Step shown(String text, @Nullable Location location, String source) {
            return new Step(text, location, null, null, false, source);
        }
    }
}
