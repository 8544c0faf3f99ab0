package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Follows values from entry points through all methods that they reach, until nothing new is found: a work-list over
 * contexts. Methods are followed anew for each kind of receiver and arguments; what they return and what they write to
 * fields goes back to those who use it.
 */
public final class FlowAnalysis {

    private static final Set<String> OF_EVERY_OBJECT =
            Set.of("java/lang/Object", "java/lang/Enum", "java/lang/Record", "java/lang/Comparable");

    /** So many methods are followed within each other; more would need a larger stack. */
    private static final int MAX_DEPTH = 30;

    private final ClassPool pool;
    private final Generics generics;
    private final CallModel model;
    private final FlowLimits limits;
    private final Relevance relevance;
    private final Fields fields = new Fields();
    private final Narrowing narrowing;
    private final Calls calls;
    private final Map<MethodInsnNode, Optional<MethodInfo>> named = new HashMap<>();
    private final Map<ContextKey, Context> contexts = new HashMap<>();
    private final Map<ContextKey, Integer> contextsPerMethod = new HashMap<>();
    private final Deque<Context> queue = new ArrayDeque<>();
    private final Set<Context> queued = new HashSet<>();
    private final Set<Context> entered = new LinkedHashSet<>();
    private final Set<Context> unreached = new LinkedHashSet<>();
    private final Map<Context, Integer> runsOf = new HashMap<>();
    private final Set<String> instantiated = new LinkedHashSet<>();
    private final Map<String, Set<Context>> dispatchers = new HashMap<>();
    private final Map<String, Set<ClassType>> objects = new HashMap<>();
    private final Set<ClassInfo> initialised = new HashSet<>();
    private final Set<MethodInfo> followed = new HashSet<>();
    private final List<FlowProblem> problems = new ArrayList<>();
    private boolean fromEntryPoints = true;
    private int runs;
    private int depth;
    private long openSlots;

    /** What tells contexts apart; {@code arguments} is null for the one that all further arguments are joined in. */
    private record ContextKey(
            MethodInfo method,
            @Nullable Value self,
            @Nullable List<Value> arguments) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ContextKey key
                    && method == key.method
                    && Objects.equals(self, key.self)
                    && Objects.equals(arguments, key.arguments);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * method.hashCode() + Objects.hashCode(self)) + Objects.hashCode(arguments);
        }
    }

    public FlowAnalysis(ClassPool pool, CallModel model, FlowLimits limits) {
        this.pool = pool;
        this.generics = new Generics(pool);
        this.model = model;
        this.limits = limits;
        this.relevance = new Relevance(pool, model);
        this.narrowing = new Narrowing(pool, generics, model);
        this.calls = new Calls(this);
    }

    /** The classes. */
    public ClassPool pool() {
        return pool;
    }

    /** What their generic types say about each other. */
    public Generics generics() {
        return generics;
    }

    /** The method that a call names, whatever it is called on; null when it isn't known. */
    @Nullable
    MethodInfo named(MethodInsnNode call) {
        Optional<MethodInfo> known = named.get(call);
        if (known == null) {
            known = Optional.ofNullable(pool.resolve(call.owner, call.name + call.desc));
            named.put(call, known);
        }
        return known.orElse(null);
    }

    CallModel model() {
        return model;
    }

    Fields fields() {
        return fields;
    }

    Narrowing narrowing() {
        return narrowing;
    }

    /**
     * Adds an entry point: somebody outside calls the method with arguments of its declared types.
     *
     * @param self the class of the object that it is called on; null for a static method
     */
    public void enter(MethodInfo method, @Nullable ClassType self) {
        List<Value> unknown =
                method.signature().parameters().stream().map(Value::of).toList();
        follow(method, method.isStatic() || self == null ? null : Value.instanceOf(self), unknown, null, false);
    }

    /** Says that a class may have instances, made here or by somebody outside. */
    public void instantiate(String className) {
        ClassInfo type = pool.find(className);
        if (type == null || !type.hasCode() || !instantiated.add(className)) {
            return;
        }
        for (String supertype : pool.supertypes(className)) {
            dispatchers.getOrDefault(supertype, Set.of()).forEach(this::enqueue);
        }
        if (!type.isAbstract()) {
            enterCallbacks(type);
        }
        model.instantiated(type, this);
    }

    /** Libraries call what overrides their methods. */
    private void enterCallbacks(ClassInfo type) {
        Set<String> ofLibraries = new HashSet<>();
        List<ClassInfo> own = new ArrayList<>();
        for (String supertype : pool.supertypes(type.name())) {
            ClassInfo info = pool.find(supertype);
            if (info != null && info.hasCode()) {
                own.add(info);
            } else if (info != null && !OF_EVERY_OBJECT.contains(supertype)) {
                info.methods().stream()
                        .filter(method -> !method.isStatic())
                        .forEach(method -> ofLibraries.add(method.key()));
            }
        }
        Set<String> entered = new HashSet<>();
        for (ClassInfo info : own) {
            for (MethodInfo method : info.methods()) {
                boolean isCalled = ofLibraries.contains(method.key()) || model.isCalledByFramework(method);
                boolean canBe = !method.isStatic() && !method.isConstructor() && method.hasBody();
                if (isCalled && canBe && entered.add(method.key())) {
                    enter(method, new ClassType(type.name()));
                }
            }
        }
    }

    boolean isInstantiated(ClassInfo type) {
        return instantiated.contains(type.name());
    }

    /** Notes that a call depends on which subclasses of a class have instances. */
    void dispatches(String className, Context context) {
        dispatchers.computeIfAbsent(className, name -> new LinkedHashSet<>()).add(context);
    }

    /** A class is used, so its static initializer runs: first, as in Java, or all who read its fields were followed twice. */
    void initialise(ClassInfo type) {
        if (type.hasCode() && initialised.add(type)) {
            MethodInfo initializer = type.method("<clinit>()V");
            if (initializer != null) {
                enter(initializer, null);
            }
        }
    }

    /** Follows everything that the entry points lead to. */
    public void run() {
        while (!queue.isEmpty() && runs < limits.runs()) {
            Context context = queue.remove();
            queued.remove(context);
            if (runsOf.merge(context, 1, Integer::sum) <= limits.runsPerContext()) {
                follow(context);
            }
        }
        if (!queue.isEmpty()) {
            queue.clear();
            problems.add(new FlowProblem(
                    null, "the code is too large: after following " + runs + " calls the analysis stopped"));
        }
    }

    /** Follows the operator's code that no entry point leads to: it shows less, for it may never run. */
    public void runUnreached() {
        fromEntryPoints = false;
        Set<MethodInfo> reached = Set.copyOf(followed);
        for (ClassInfo type : pool.operatorClasses()) {
            if (!type.isAbstract()) {
                instantiate(type.name());
            }
            for (MethodInfo method : type.methods()) {
                boolean own = method.hasBody() && !method.isSynthetic() && !method.isAbstract();
                if (own && !reached.contains(method)) {
                    enterOnAny(method, type);
                }
            }
        }
        run();
    }

    private void enterOnAny(MethodInfo method, ClassInfo type) {
        if (method.isStatic()) {
            enter(method, null);
            return;
        }
        pool.subclassesWithCode(type.name()).stream()
                .filter(subclass -> !subclass.isAbstract() && (type.isAbstract() || subclass.equals(type)))
                .flatMap(subclass -> objectsOf(subclass.name()).stream())
                .forEach(object -> enter(method, object));
    }

    /** What objects of a class were seen to be; of a generic one of which nobody makes any, its name alone. */
    private List<ClassType> objectsOf(String className) {
        return List.copyOf(objects.getOrDefault(className, Set.of(new ClassType(className))));
    }

    /** Marks what still counts, now that everything is known: what entry points lead to by the calls that remain. */
    public void settle() {
        settle(entered);
        settle(unreached);
    }

    private static void settle(Set<Context> from) {
        Deque<Context> open = new ArrayDeque<>();
        for (Context context : from) {
            if (context.count(null, false)) {
                open.add(context);
            }
        }
        while (!open.isEmpty()) {
            Context context = open.remove();
            context.calls().forEach((called, byGuess) -> {
                if (called.count(context, byGuess || context.isGuess())) {
                    open.add(called);
                }
            });
        }
    }

    /** What could not be followed, or not exactly. */
    public List<FlowProblem> problems() {
        return List.copyOf(problems);
    }

    /** How many contexts there are, for figures. */
    public int contexts() {
        return contexts.size();
    }

    /**
     * Follows a call into a method.
     *
     * @return what it returns as far as is known yet; null when the method isn't worth following. When more becomes
     *     known, the caller is followed again
     */
    @Nullable
    Value follow(MethodInfo method, @Nullable Value self, List<Value> actual, @Nullable Context caller, boolean guess) {
        if (!method.hasBody()) {
            return null;
        }
        if (!relevance.isRelevant(method)) {
            relevance.instantiatedBy(method).forEach(this::instantiate);
            return null;
        }
        List<Value> arguments = narrowing.arguments(method, self, actual);
        Context context = contextOf(method, self, arguments, caller);
        if (caller == null) {
            (fromEntryPoints ? entered : unreached).add(context);
        } else {
            caller.calls(context, guess);
        }
        Value returned = context.returned();
        return returned == null ? Value.PENDING : returned;
    }

    private Context contextOf(
            MethodInfo method, @Nullable Value self, List<Value> arguments, @Nullable Context caller) {
        ContextKey key = new ContextKey(method, self, arguments);
        Context known = contexts.get(key);
        if (known != null) {
            return known;
        }
        ContextKey joined = new ContextKey(method, self, null);
        if (contextsPerMethod.merge(joined, 1, Integer::sum) > limits.contextsPerMethod()) {
            Context all = contexts.get(joined);
            if (all != null) {
                if (all.widen(arguments)) {
                    enqueue(all);
                }
                return all;
            }
            key = joined;
        }
        boolean ofNoObject = caller == null ? isRaw(self) : caller.isOfNoObject();
        Context context = new Context(method, self, arguments, fromEntryPoints, ofNoObject);
        noteObjects(self);
        contexts.put(key, context);
        followed.add(method);
        boolean isWaitedFor = caller != null || method.isStaticInitializer();
        if (isWaitedFor && depth < MAX_DEPTH && runs < limits.runs()) {
            // At once, so that the caller needs not be followed again for what it returns.
            runsOf.put(context, 1);
            follow(context);
        } else {
            enqueue(context);
        }
        return context;
    }

    private boolean isRaw(@Nullable Value self) {
        return self != null
                && classesOf(self).stream().anyMatch(type -> type.arguments().isEmpty() && isGeneric(type.name()));
    }

    private boolean isGeneric(String className) {
        ClassInfo type = pool.find(className);
        return type != null && !type.signature().parameters().isEmpty();
    }

    private void noteObjects(@Nullable Value self) {
        if (self != null) {
            for (ClassType type : classesOf(self)) {
                if (!type.arguments().isEmpty()) {
                    objects.computeIfAbsent(type.name(), name -> new LinkedHashSet<>())
                            .add(type);
                }
            }
        }
    }

    void enqueue(Context context) {
        if (queued.add(context)) {
            queue.add(context);
        }
    }

    private void follow(Context context) {
        MethodInfo method = context.method();
        long slots = (long) method.node().instructions.size() * (method.node().maxLocals + method.node().maxStack);
        if (slots > limits.frameSlots()) {
            giveUp(context, "the method is too large to be followed");
        } else if (openSlots + slots > limits.frameSlots()) {
            runsOf.remove(context);
            enqueue(context);
        } else {
            runs++;
            depth++;
            openSlots += slots;
            interpret(context);
            openSlots -= slots;
            depth--;
        }
    }

    private void interpret(Context context) {
        MethodInfo method = context.method();
        try {
            Interpreter interpreter;
            int rounds = 0;
            do {
                context.begin();
                model.begin(context);
                interpreter = new Interpreter(this, calls, context);
                new Analyzer<>(interpreter).analyze(context.owner().name(), method.node());
            } while (interpreter.learnt() && ++rounds < limits.runsPerContext());
            Value returned = interpreter.returned();
            if (returned != null && !returned.isPending() && context.returns(returned)) {
                context.callers().forEach(this::enqueue);
            }
        } catch (AnalyzerException | RuntimeException e) {
            // Class files that no compiler made can contradict themselves in any way.
            giveUp(context, "the method can't be followed (" + e.getMessage() + ")");
        }
    }

    /** All that is known then is the type that the method says it returns. */
    private void giveUp(Context context, String message) {
        MethodInfo method = context.method();
        problems.add(new FlowProblem(method, message));
        GenericType declared =
                generics.close(method.signature().returned(), method.signature().typeParameters(), method.owner());
        if (context.returns(Value.of(declared))) {
            context.callers().forEach(this::enqueue);
        }
    }

    /** The static types of a value that are classes. */
    static List<ClassType> classesOf(Value value) {
        List<ClassType> classes = new ArrayList<>();
        for (GenericType type : value.types()) {
            if (type instanceof ClassType named) {
                classes.add(named);
            }
        }
        return classes;
    }
}
