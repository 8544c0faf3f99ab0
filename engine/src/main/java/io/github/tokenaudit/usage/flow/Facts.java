package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.GenericType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value beyond its type: the calls of a fluent client leave such facts on their way. They travel
 * with the value because the type loses them; {@code withGracePeriod} of any resource gives a mere {@code Deletable}.
 *
 * @param resources the model classes it is about, as types; empty where only the value's own type tells
 * @param reach where it looks for them; empty where nobody said
 * @param target whether it is about one named object; empty where nobody said
 * @param texts named texts: a subresource, an object's name, group and kind of a dynamic resource
 */
public record Facts(Set<GenericType> resources, Set<Reach> reach, Set<Target> target, Map<String, Constants> texts) {

    /** Where a client looks for objects. */
    public enum Reach {
        /** In a namespace that the code names. */
        NAMESPACE,
        /** In all namespaces. */
        ALL_NAMESPACES
    }

    /** How many objects a call is about. */
    public enum Target {
        /** One, by its name. */
        NAMED,
        /** All of a kind, or those that a selector picks. */
        COLLECTION
    }

    /** Nothing known. */
    public static final Facts NONE = new Facts(Set.of(), Set.of(), Set.of(), Map.of());

    /** The same about other resources. */
    public Facts withResources(Set<GenericType> about) {
        return new Facts(about, reach, target, texts);
    }

    /** The same in a known place. */
    public Facts in(Reach place) {
        return new Facts(resources, Set.of(place), target, texts);
    }

    /** The same with a known target. */
    public Facts with(Target known) {
        return new Facts(resources, reach, Set.of(known), texts);
    }

    /** The same with a text more. */
    public Facts with(String key, Constants value) {
        Map<String, Constants> more = new TreeMap<>(texts);
        more.put(key, value);
        return new Facts(resources, reach, target, more);
    }

    /** A text; {@link Constants#NONE} where there is none of that name. */
    public Constants text(String key) {
        return texts.getOrDefault(key, Constants.NONE);
    }

    /** Part of each {@link Value}'s comparison. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Facts facts
                        && resources.equals(facts.resources)
                        && reach.equals(facts.reach)
                        && target.equals(facts.target)
                        && texts.equals(facts.texts));
    }

    @Override
    public int hashCode() {
        int hash = 31 * resources.hashCode() + texts.hashCode();
        // The hashes of enums differ from run to run.
        return 31 * hash + 7 * reach.size() + target.size();
    }

    Facts join(Facts other) {
        if (equals(other) || other.equals(NONE)) {
            return this;
        }
        if (equals(NONE)) {
            return other;
        }
        Map<String, Constants> bothTexts = texts;
        if (!texts.equals(other.texts)) {
            bothTexts = new TreeMap<>(texts);
            for (Map.Entry<String, Constants> text : other.texts.entrySet()) {
                bothTexts.merge(text.getKey(), text.getValue(), Constants::join);
            }
        }
        return new Facts(
                Value.unionOfTypes(resources, other.resources),
                Value.union(reach, other.reach),
                Value.union(target, other.target),
                bothTexts);
    }
}
