package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.GenericType.PrimitiveType;
import io.github.tokenaudit.usage.bytecode.Signature;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * All that is known of what a variable or stack slot can hold at one instruction.
 *
 * @param size slots that it takes: 2 for long and double, else 1
 * @param types its types; empty for primitives, null and what nobody has written yet
 * @param facts what fluent calls told
 * @param constants which strings it can be; for arrays and collections of strings, which they can contain
 * @param lambdas which lambdas it can be
 * @param exact whether {@code types} are the very classes, not superclasses of them
 * @param site index of the one instruction of this method that makes it, else {@link #NOWHERE}
 */
public record Value(
        int size,
        Set<GenericType> types,
        Facts facts,
        Constants constants,
        Set<Lambda> lambdas,
        boolean exact,
        int site)
        implements org.objectweb.asm.tree.analysis.Value {

    /** Made somewhere else, or in several places. */
    public static final int NOWHERE = -1;

    /** A type that stands for more types than are worth telling apart. */
    public static final ClassType ANYTHING = new ClassType("?");

    /** What an empty collection holds. */
    static final ClassType NOTHING = new ClassType("!");

    /** A primitive of one slot, or a reference of which nothing is known yet. */
    public static final Value WORD = empty(1, NOWHERE);

    /** A long or double. */
    public static final Value DOUBLE_WORD = empty(2, NOWHERE);

    /**
     * What a call returns that was not seen to return yet. Code behind it is not reached as long as it does not; when it
     * does, that code is followed anew.
     */
    static final Value PENDING = empty(1, NOWHERE - 1);

    private static final int MAX_MEMBERS = 64;

    private static Value empty(int size, int site) {
        return new Value(size, Set.of(), Facts.NONE, Constants.NONE, Set.of(), false, site);
    }

    /** A value of which the type is known, or a supertype of it. */
    public static Value of(GenericType type) {
        return ofTypes(Set.of(type));
    }

    /** A value of which only the erased type is known. */
    static Value of(Type erased) {
        return of(Signature.ofErased(erased));
    }

    static Value ofTypes(Set<GenericType> types) {
        GenericType only = types.size() == 1 ? types.iterator().next() : ANYTHING;
        if (only instanceof PrimitiveType primitive) {
            return primitive.slots() == 2 ? DOUBLE_WORD : WORD;
        }
        return new Value(1, types, Facts.NONE, Constants.UNKNOWN, Set.of(), false, NOWHERE);
    }

    /** An object of exactly this class. */
    static Value instanceOf(ClassType type) {
        return new Value(1, Set.of(type), Facts.NONE, Constants.NONE, Set.of(), true, NOWHERE);
    }

    /** A constant string. */
    public static Value text(String value) {
        return of(new ClassType("java/lang/String")).with(Constants.of(value));
    }

    @Override
    public int getSize() {
        return size;
    }

    /** Compared by ASM at each instruction, for which what records bring by themselves is too slow. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Value value
                        && size == value.size
                        && site == value.site
                        && exact == value.exact
                        && types.equals(value.types)
                        && facts.equals(value.facts)
                        && constants.equals(value.constants)
                        && lambdas.equals(value.lambdas));
    }

    @Override
    public int hashCode() {
        int hash = 31 * types.hashCode() + facts.hashCode();
        hash = 31 * hash + constants.hashCode();
        return 31 * hash + lambdas.hashCode();
    }

    /** The same of other types. */
    Value withTypes(Set<GenericType> other) {
        return new Value(size, other, facts, constants, lambdas, exact, site);
    }

    /** The same with other facts. */
    public Value with(Facts other) {
        return new Value(size, types, other, constants, lambdas, exact, site);
    }

    /** The same with other strings. */
    public Value with(Constants other) {
        return new Value(size, types, facts, other, lambdas, exact, site);
    }

    boolean isPending() {
        return site == PENDING.site;
    }

    /** The same as seen from outside the method that makes it. */
    Value carried() {
        return site < 0 ? this : new Value(size, types, facts, constants, lambdas, exact, NOWHERE);
    }

    /** The same without its lambdas. */
    Value withoutLambdas() {
        return lambdas.isEmpty() ? this : new Value(size, types, facts, constants, Set.of(), exact, site);
    }

    private boolean isUnwritten() {
        return types.isEmpty() && lambdas.isEmpty() && facts.equals(Facts.NONE) && constants.equals(Constants.NONE);
    }

    /** What can be either. */
    Value join(Value other) {
        if (equals(other) || other.isPending() || (other.isUnwritten() && !isPending())) {
            return this;
        }
        if (isUnwritten()) {
            return other;
        }
        return new Value(
                size,
                unionOfTypes(types, other.types),
                facts.join(other.facts),
                constants.join(other.constants),
                unionOfLambdas(lambdas, other.lambdas),
                exact && other.exact,
                site == other.site ? site : NOWHERE);
    }

    /** What can be either, where the one may still be missing. */
    static Value either(@Nullable Value one, Value other) {
        return one == null ? other : one.join(other);
    }

    static Set<GenericType> unionOfTypes(Set<GenericType> one, Set<GenericType> other) {
        Set<GenericType> all = union(one, other);
        return all.size() > MAX_MEMBERS || (all.size() > 1 && all.contains(ANYTHING)) ? Set.of(ANYTHING) : all;
    }

    /** Of too many the first ones stay: each has been followed for itself where it was made. */
    private static Set<Lambda> unionOfLambdas(Set<Lambda> one, Set<Lambda> other) {
        return one.size() >= MAX_MEMBERS ? one : union(one, other);
    }

    static <T> Set<T> union(Set<T> one, Set<T> other) {
        if (other.isEmpty() || one.containsAll(other)) {
            return one;
        }
        if (one.isEmpty()) {
            return other;
        }
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return Collections.unmodifiableSet(all);
    }
}
