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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Finds the type variables of a call from its receiver and arguments; lambdas are followed on the way. */
final class Inference {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private static final int MAX_ALTERNATIVES = 32;

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
     * The variables of the method and of its class, by name; those that nothing tells are missing. Several where arguments
     * are of several types; none when they depend on a lambda that has not returned yet.
     */
    List<Map<String, GenericType>> variablesOf(Call call, MethodInfo method, ClassType receiver) {
        List<Map<String, GenericType>> found = new ArrayList<>();
        for (Map<String, GenericType> variables : ofArguments(call, method, ofReceiver(call, method, receiver))) {
            boolean returned = true;
            List<GenericType> parameters = method.signature().parameters();
            for (int i = 0; i < Math.min(parameters.size(), call.arguments().size()); i++) {
                Value argument = call.arguments().get(i);
                if (!argument.lambdas().isEmpty()) {
                    returned &= fromLambdas(call, method, parameters.get(i), argument, variables);
                }
            }
            if (returned) {
                found.add(variables);
            }
        }
        return found;
    }

    /**
     * What an object is by what is put into it, as {@code List<Pod>} after {@code list.add(pod)}: the type that declares
     * the method with arguments as they fit; empty where the call tells nothing of them.
     */
    List<ClassType> shownBy(Call call, MethodInfo method) {
        return ofArguments(call, method, Map.of()).stream()
                .map(variables -> generics.instance(method.owner(), variables))
                .filter(shown -> !shown.arguments().isEmpty())
                .toList();
    }

    private Map<String, GenericType> ofReceiver(Call call, MethodInfo method, ClassType receiver) {
        boolean isOpen = call.receiver() == null
                || (call.isConstructor() && receiver.arguments().isEmpty());
        Map<String, GenericType> variables = isOpen ? new HashMap<>() : generics.variablesOf(receiver);
        method.signature().typeParameters().forEach(parameter -> variables.remove(parameter.name()));
        return variables;
    }

    /** One alternative for each combination of types that arguments give to variables. */
    private List<Map<String, GenericType>> ofArguments(
            Call call, MethodInfo method, Map<String, GenericType> ofReceiver) {
        if (!method.isGeneric()) {
            return List.of(ofReceiver);
        }
        Map<String, Set<GenericType>> candidates = new LinkedHashMap<>();
        List<GenericType> parameters = method.signature().parameters();
        for (int i = 0; i < Math.min(parameters.size(), call.arguments().size()); i++) {
            if (call.arguments().get(i).lambdas().isEmpty()) {
                for (GenericType type : call.arguments().get(i).types()) {
                    Map<String, GenericType> ofType = new HashMap<>();
                    generics.infer(parameters.get(i), type, ofType);
                    ofType.forEach((name, known) -> candidates
                            .computeIfAbsent(name, variable -> new LinkedHashSet<>())
                            .add(known));
                }
            }
        }
        candidates.keySet().removeAll(ofReceiver.keySet());
        List<Map<String, GenericType>> alternatives = new ArrayList<>(List.of(ofReceiver));
        for (Map.Entry<String, Set<GenericType>> variable : candidates.entrySet()) {
            alternatives = combine(alternatives, variable.getKey(), mostInformative(variable.getValue()));
        }
        return alternatives;
    }

    private static List<Map<String, GenericType>> combine(
            List<Map<String, GenericType>> alternatives, String variable, List<GenericType> types) {
        List<Map<String, GenericType>> combined = new ArrayList<>();
        for (Map<String, GenericType> alternative : alternatives) {
            for (GenericType type : types) {
                if (combined.size() < MAX_ALTERNATIVES) {
                    Map<String, GenericType> more = new HashMap<>(alternative);
                    more.put(variable, type);
                    combined.add(more);
                }
            }
        }
        return combined;
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
            List<GenericType> best = mostInformative(returned.types());
            GenericType type =
                    best.isEmpty() || best.get(0).equals(ClassType.OBJECT) ? declaredResult(lambda) : best.get(0);
            if (type != null) {
                generics.infer(result, type, variables);
            }
        }
        return anyReturns || method.owner().hasCode();
    }

    private static @Nullable GenericType declaredResult(Lambda lambda) {
        Type declared = lambda.instantiated().getReturnType();
        return declared.getSort() == Type.OBJECT ? Signature.ofErased(declared) : null;
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

    /** Of several types those that no other one says more than: subclasses before superclasses, generic before raw. */
    private List<GenericType> mostInformative(Set<GenericType> types) {
        if (types.size() < 2) {
            return List.copyOf(types);
        }
        return types.stream()
                .filter(type -> !type.equals(Value.NOTHING))
                .filter(type -> types.stream()
                        .noneMatch(other -> other instanceof ClassType better
                                && type instanceof ClassType known
                                && !better.equals(known)
                                && saysMore(better, known)))
                .toList();
    }

    private boolean saysMore(ClassType other, ClassType known) {
        return other.name().equals(known.name())
                ? known.arguments().isEmpty() && !other.arguments().isEmpty()
                : pool.isSubtype(other.name(), known.name());
    }
}
