package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.bytecode.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Finds the type variables of a call from its receiver and arguments; lambdas are followed on the way. */
final class Inference {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private final FlowAnalysis analysis;
    private final ClassPool pool;
    private final Generics generics;
    private final Lambdas lambdas;

    Inference(FlowAnalysis analysis, Lambdas lambdas) {
        this.analysis = analysis;
        this.pool = analysis.pool();
        this.generics = analysis.generics();
        this.lambdas = lambdas;
    }

    /**
     * The variables of the method and of its class, by name; those that nothing tells are missing. Null when they depend
     * on a lambda that has not returned yet.
     */
    @Nullable
    Map<String, GenericType> variablesOf(Call call, MethodInfo method, ClassType receiver) {
        boolean isOpen = call.receiver() == null
                || (call.isConstructor() && receiver.arguments().isEmpty());
        Map<String, GenericType> variables = isOpen ? new HashMap<>() : generics.variablesOf(receiver);
        method.signature().typeParameters().forEach(parameter -> variables.remove(parameter.name()));
        List<GenericType> parameters = method.signature().parameters();
        int count = Math.min(parameters.size(), call.arguments().size());
        for (int i = 0; i < count; i++) {
            Value argument = call.arguments().get(i);
            GenericType type = argument.lambdas().isEmpty() ? mostInformative(argument.types()) : null;
            if (type != null) {
                generics.infer(parameters.get(i), type, variables);
            }
        }
        boolean returned = true;
        for (int i = 0; i < count; i++) {
            Value argument = call.arguments().get(i);
            if (!argument.lambdas().isEmpty()) {
                returned &= fromLambdas(call, method, parameters.get(i), argument, variables);
            }
        }
        return returned ? variables : null;
    }

    /** Whether all of the lambdas return, as far as is known. */
    private boolean fromLambdas(
            Call call, MethodInfo method, GenericType declared, Value argument, Map<String, GenericType> variables) {
        MethodInfo functional = declared instanceof ClassType named ? functionalMethod(named.name()) : null;
        if (functional == null) {
            lambdas.escape(call.caller(), argument);
            return true;
        }
        ClassType asDeclarer =
                generics.asSupertype((ClassType) declared, functional.owner().name());
        Map<String, GenericType> ofInterface = generics.variablesOf(
                asDeclarer == null ? new ClassType(functional.owner().name()) : asDeclarer);
        List<Value> passed = new ArrayList<>();
        for (GenericType parameter : functional.signature().parameters()) {
            GenericType known = generics.substitute(generics.substitute(parameter, ofInterface), variables);
            GenericType closed = generics.close(known, method.signature().typeParameters(), method.owner());
            passed.add(analysis.model().passed(call, Value.of(closed)));
        }
        GenericType result = generics.substitute(functional.signature().returned(), ofInterface);
        // Whoever has code calls the lambda itself, with better knowledge; this is for what it returns.
        boolean guess = call.guess() || method.owner().hasCode();
        boolean anyReturns = false;
        for (Lambda lambda : argument.lambdas()) {
            Value returned = lambdas.call(call.caller(), lambda, passed, guess);
            if (returned.isPending()) {
                continue;
            }
            anyReturns = true;
            GenericType type = mostInformative(returned.types());
            if (type == null || type.equals(ClassType.OBJECT)) {
                type = declaredResult(lambda);
            }
            if (type != null) {
                generics.infer(result, type, variables);
            }
        }
        return anyReturns || method.owner().hasCode();
    }

    private static @Nullable GenericType declaredResult(Lambda lambda) {
        Type declared = lambda.instantiated().getReturnType();
        return declared.getSort() == Type.OBJECT ? Signature.ofType(declared.getDescriptor()) : null;
    }

    /** The one abstract method of a functional interface; null when the type is none. */
    private @Nullable MethodInfo functionalMethod(String name) {
        ClassInfo type = pool.find(name);
        if (type == null || !type.isInterface()) {
            return null;
        }
        for (String supertype : pool.supertypes(name)) {
            ClassInfo info = pool.find(supertype);
            if (info != null && info.isInterface()) {
                for (MethodInfo method : info.methods()) {
                    if (method.isAbstract() && !method.isStatic() && !OF_EVERY_OBJECT.contains(method.name())) {
                        return method;
                    }
                }
            }
        }
        return null;
    }

    /** Of several types the one that says most: subclasses before superclasses, generic before raw. */
    private @Nullable GenericType mostInformative(Set<GenericType> types) {
        GenericType best = null;
        for (GenericType type : types) {
            if (best == null) {
                best = type;
            } else if (best instanceof ClassType known && type instanceof ClassType other && saysMore(other, known)) {
                best = other;
            }
        }
        return best;
    }

    private boolean saysMore(ClassType other, ClassType known) {
        return other.name().equals(known.name())
                ? known.arguments().isEmpty()
                : pool.isSubtype(other.name(), known.name());
    }
}
