package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** What a call returns: by generic types, by following the methods that may run, and by what the model knows. */
final class Calls {

    private final FlowAnalysis analysis;
    private final ClassPool pool;
    private final Generics generics;
    private final Lambdas lambdas;
    private final Inference inference;

    Calls(FlowAnalysis analysis) {
        this.analysis = analysis;
        this.pool = analysis.pool();
        this.generics = analysis.generics();
        this.lambdas = new Lambdas(analysis, this);
        this.inference = new Inference(analysis, lambdas);
    }

    Lambdas lambdas() {
        return lambdas;
    }

    /**
     * What an object of a generic class of the JDK is by what is put into it, which {@code new ArrayList<>()} doesn't say.
     *
     * @return its types with arguments; empty where the call tells nothing of them
     */
    Set<GenericType> shownBy(Call call) {
        MethodInfo method = call.method();
        Value object = call.receiver();
        Set<GenericType> shown = new LinkedHashSet<>();
        if (method != null
                && object != null
                && !call.isConstructor()
                && call.owner().startsWith("java/util/")) {
            for (ClassType declaring : inference.shownBy(call, method)) {
                for (ClassType type : FlowAnalysis.classesOf(object)) {
                    shown.add(generics.asSubclass(type.name(), declaring));
                }
            }
        }
        return shown;
    }

    /** Follows a call; of a constructor, returns the object that it made. */
    Value invoke(Call call) {
        MethodInfo method = call.method();
        Type returnType = Type.getReturnType(call.descriptor());
        if (isUnreached(call)) {
            return isReference(returnType) ? Value.PENDING : Value.of(returnType);
        }
        if (method == null) {
            call.arguments().forEach(argument -> lambdas.escape(call.caller(), argument));
            return analysis.model().after(call, Value.of(returnType), analysis);
        }
        if (call.kind() == Call.Kind.STATIC) {
            analysis.initialise(method.owner());
        }
        Value direct = callLambda(call, method);
        if (direct != null) {
            return direct;
        }
        Value returned = byTypes(call, method, returnType);
        Value seen = follow(call, method);
        boolean isPending = returned.isPending() || (isReference(returnType) && seen != null && seen.isPending());
        if (isPending) {
            return isReference(returnType) || call.isConstructor() ? Value.PENDING : Value.of(returnType);
        }
        if (seen != null && isReference(returnType)) {
            returned = analysis.narrowing().refine(returned, seen);
        }
        return analysis.model().after(call, returned, analysis);
    }

    /** Whether one of its operands comes from a call that has not returned yet. */
    private static boolean isUnreached(Call call) {
        boolean isUnreached = call.receiver() != null && call.receiver().isPending();
        for (Value argument : call.arguments()) {
            isUnreached |= argument.isPending();
        }
        return isUnreached;
    }

    private static boolean isReference(Type type) {
        return type.getSort() >= Type.ARRAY;
    }

    /** A call of a functional interface's method on lambdas that are known. */
    private @Nullable Value callLambda(Call call, MethodInfo method) {
        Value result = null;
        if (call.receiver() != null && method.isAbstract()) {
            for (Lambda lambda : call.receiver().lambdas()) {
                if (lambda.method().equals(call.name())) {
                    result = Value.either(result, lambdas.call(call.caller(), lambda, call.arguments(), call.guess()));
                }
            }
        }
        return result;
    }

    private Value byTypes(Call call, MethodInfo method, Type returnType) {
        Set<GenericType> returned = new LinkedHashSet<>();
        Set<GenericType> constructed = new LinkedHashSet<>();
        for (ClassType receiver : receivers(call, method)) {
            for (Map<String, GenericType> variables : inference.variablesOf(call, method, receiver)) {
                returned.add(generics.close(
                        generics.substitute(method.signature().returned(), variables),
                        method.signature().typeParameters(),
                        method.owner()));
                if (call.isConstructor()) {
                    constructed.add(generics.instance(method.owner(), variables));
                }
            }
        }
        if (returned.isEmpty()) {
            return Value.PENDING;
        }
        if (call.isConstructor()) {
            return call.receiver() == null ? Value.WORD : constructed(call.receiver(), method.owner(), constructed);
        }
        Value byType = isReference(returnType) ? Value.ofTypes(returned) : Value.of(returnType);
        return JavaLibrary.after(call, byType);
    }

    /** The type arguments of {@code new X<>(…)}, as its arguments show them. */
    private static Value constructed(Value object, ClassInfo type, Set<GenericType> shown) {
        if (object.site() == Value.NOWHERE || type.signature().parameters().isEmpty()) {
            return object;
        }
        boolean isOpen = object.types().size() == 1 && object.types().stream().allMatch(JavaLibrary::isEmpty);
        boolean isShown = shown.stream().noneMatch(JavaLibrary::isEmpty);
        return isOpen && isShown ? object.withTypes(shown) : object;
    }

    /** The receiver's types as the class that declares the method; that class itself where they tell nothing. */
    private List<ClassType> receivers(Call call, MethodInfo method) {
        List<ClassType> receivers = new ArrayList<>();
        if (call.receiver() != null) {
            for (ClassType type : FlowAnalysis.classesOf(call.receiver())) {
                ClassType seen = generics.asSupertype(type, method.owner().name());
                if (seen != null) {
                    receivers.add(seen);
                }
            }
        }
        return receivers.isEmpty() ? List.of(new ClassType(method.owner().name())) : receivers;
    }

    /** Follows the call into all methods that may run; null when none of them is known to return anything. */
    private @Nullable Value follow(Call call, MethodInfo method) {
        Value receiver = call.receiver();
        if (receiver == null) {
            return analysis.follow(method, null, call.arguments(), call.caller(), call.guess());
        }
        if (call.kind() == Call.Kind.SPECIAL) {
            Set<GenericType> types =
                    receiver.types().isEmpty() ? Set.of(new ClassType(call.owner())) : receiver.types();
            return analysis.follow(
                    method, self(types, receiver.exact()), call.arguments(), call.caller(), call.guess());
        }
        Value result = null;
        List<ClassType> types = FlowAnalysis.classesOf(receiver);
        for (ClassType type : types.isEmpty() ? List.of(new ClassType(call.owner())) : types) {
            for (ClassType target : targets(call, method, type, receiver.exact())) {
                MethodInfo override = pool.resolve(target.name(), call.key());
                Value returned = override == null
                        ? null
                        : analysis.follow(
                                override, self(Set.of(target), true), call.arguments(), call.caller(), call.guess());
                result = returned == null ? result : Value.either(result, returned);
            }
        }
        return result;
    }

    private static Value self(Set<GenericType> types, boolean exact) {
        return new Value(1, types, Facts.NONE, Constants.NONE, Set.of(), exact, Value.NOWHERE);
    }

    /** The classes of which the object may be: those with instances whose type arguments fit. */
    private Set<ClassType> targets(Call call, MethodInfo method, ClassType type, boolean exact) {
        ClassInfo info = pool.find(type.name());
        if (info == null) {
            return Set.of();
        }
        if (exact && !info.isAbstract()) {
            return info.hasCode() || method.owner().hasCode() ? Set.of(type) : Set.of();
        }
        if (!info.hasCode() && (!info.isAbstract() || !method.owner().hasCode())) {
            // Implementations of a library's interfaces are entry points: the library calls them.
            return Set.of();
        }
        analysis.dispatches(type.name(), call.caller());
        Set<ClassType> targets = new LinkedHashSet<>();
        for (ClassInfo subclass : pool.subclassesWithCode(type.name())) {
            if (!subclass.isAbstract() && analysis.isInstantiated(subclass)) {
                ClassType target =
                        subclass.name().equals(type.name()) ? type : generics.asSubclass(subclass.name(), type);
                if (fits(target, type)) {
                    targets.add(target);
                }
            }
        }
        return targets;
    }

    private boolean fits(ClassType target, ClassType type) {
        ClassType upward = generics.asSupertype(target, type.name());
        boolean fits = true;
        if (upward != null && upward.arguments().size() == type.arguments().size()) {
            for (int i = 0; i < type.arguments().size(); i++) {
                fits &= generics.mayBeBoth(
                        upward.arguments().get(i), type.arguments().get(i));
            }
        }
        return fits;
    }
}
