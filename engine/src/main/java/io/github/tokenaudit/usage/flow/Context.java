package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method as it is followed for one kind of receiver and arguments. */
public final class Context {

    private static final int MAX_CHAIN = 24;

    private final MethodInfo method;
    private final @Nullable Value self;
    private @Nullable Context from;
    private final boolean reached;
    private final boolean ofNoObject;
    private final Set<Context> callers = new LinkedHashSet<>();
    private final Map<Integer, Allocation> allocations = new HashMap<>();
    private final Map<String, Value> ownFields = new HashMap<>();
    private List<Value> arguments;
    private @Nullable Value returned;
    private final Map<Context, Boolean> calls = new LinkedHashMap<>();
    private boolean counts;
    private boolean guess = true;

    /** What is known of the objects and arrays that one instruction makes. */
    record Allocation(Set<GenericType> types, Facts facts, Value elements) {
        static final Allocation UNKNOWN = new Allocation(Set.of(), Facts.NONE, Value.WORD);
    }

    Context(MethodInfo method, @Nullable Value self, List<Value> arguments, boolean reached, boolean ofNoObject) {
        this.method = method;
        this.self = self;
        this.arguments = List.copyOf(arguments);
        this.reached = reached;
        this.ofNoObject = ofNoObject;
    }

    /** The method that is followed. */
    public MethodInfo method() {
        return method;
    }

    /** The class that declares it. */
    public ClassInfo owner() {
        return method.owner();
    }

    /** Whether an entry point of the program leads here; else it is only known that the code is there. */
    public boolean isReached() {
        return reached;
    }

    /** Whether it is followed for an object of a generic class of which nothing in the code makes one. */
    public boolean isOfNoObject() {
        return ofNoObject;
    }

    /**
     * Whether it is followed only for want of better knowledge: a lambda with the types that its maker knew, before
     * anybody was seen to call it.
     */
    public boolean isGuess() {
        return guess;
    }

    /** Methods from the entry point to this one, by a shortest way; only this one before the analysis has settled. */
    public List<MethodInfo> chain() {
        List<MethodInfo> chain = new ArrayList<>();
        for (Context context = this; context != null && chain.size() < MAX_CHAIN; context = context.from) {
            chain.add(0, context.method);
        }
        return chain;
    }

    @Nullable
    Value self() {
        return self;
    }

    List<Value> arguments() {
        return arguments;
    }

    /** Takes in other arguments; whether that says anything new. */
    boolean widen(List<Value> more) {
        List<Value> joined = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            joined.add(arguments.get(i).join(more.get(i)));
        }
        boolean changed = !joined.equals(arguments);
        arguments = List.copyOf(joined);
        return changed;
    }

    /**
     * Whether it is still called in the end. Others were followed for what looked possible before more was known, and
     * what they request does not count.
     */
    public boolean counts() {
        return counts;
    }

    /** It is followed once more, so what it called before no longer counts. */
    void begin() {
        calls.clear();
    }

    void calls(Context called, boolean asGuess) {
        calls.merge(called, asGuess, Boolean::logicalAnd);
        called.callers.add(this);
    }

    /** What it calls, and whether only by a guess. */
    Map<Context, Boolean> calls() {
        return calls;
    }

    /**
     * It counts, by a guess or not; whether that says anything new.
     *
     * @param by the method that calls it; null for an entry point
     */
    boolean count(@Nullable Context by, boolean asGuess) {
        boolean isNew = !counts || (guess && !asGuess);
        from = isNew ? by : from;
        counts = true;
        guess &= asGuess;
        return isNew;
    }

    Set<Context> callers() {
        return callers;
    }

    /** What it returns as far as it has been followed; null before it has. */
    @Nullable
    Value returned() {
        return returned;
    }

    /** Takes in what one more run returns; whether that says anything new. */
    boolean returns(Value value) {
        Value joined = Value.either(returned, value.carried());
        boolean changed = !joined.equals(returned);
        returned = joined;
        return changed;
    }

    Allocation allocation(int site) {
        return allocations.getOrDefault(site, Allocation.UNKNOWN);
    }

    /** Notes what is known of what one instruction makes; whether that says anything new. */
    boolean allocates(int site, Allocation known) {
        return !known.equals(allocations.put(site, known));
    }

    /** What a constructor has just written to the object that it makes, by field. */
    Map<String, Value> ownFields() {
        return ownFields;
    }

    @Override
    public String toString() {
        return method + " of " + self;
    }
}
