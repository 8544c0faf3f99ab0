package io.github.tokenaudit.usage.bytecode;

import io.github.tokenaudit.usage.bytecode.GenericType.ArrayType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.GenericType.TypeVariable;
import io.github.tokenaudit.usage.bytecode.Signature.TypeParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What generic types say about each other: substitution, supertypes with their arguments, inference. */
public final class Generics {

    /** Types nested deeper are cut to their erasure, for recursive ones have no end. */
    private static final int MAX_NESTING = 4;

    /** A hierarchy with more steps is none that a compiler made. */
    private static final int MAX_STEPS = 60;

    private final ClassPool pool;

    public Generics(ClassPool pool) {
        this.pool = pool;
    }

    /** Puts types for variables; variables without one stay. */
    public GenericType substitute(GenericType type, Map<String, GenericType> variables) {
        return variables.isEmpty() ? type : substitute(type, variables, 0);
    }

    private static GenericType substitute(GenericType type, Map<String, GenericType> variables, int nesting) {
        if (type instanceof TypeVariable variable) {
            return variables.getOrDefault(variable.name(), type);
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(substitute(array.element(), variables, nesting));
        }
        if (!(type instanceof ClassType named) || named.arguments().isEmpty()) {
            return type;
        }
        if (nesting > MAX_NESTING) {
            return new ClassType(named.name());
        }
        List<GenericType> arguments = new ArrayList<>(named.arguments().size());
        for (GenericType argument : named.arguments()) {
            arguments.add(substitute(argument, variables, nesting + 1));
        }
        return new ClassType(named.name(), arguments);
    }

    /** Puts their bounds for the variables that are still open, of a method and of the classes around it. */
    public GenericType close(GenericType type, List<TypeParameter> ofMethod, ClassInfo owner) {
        if (type instanceof TypeVariable variable) {
            return erase(boundOf(variable, ofMethod, owner));
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(close(array.element(), ofMethod, owner));
        }
        if (!(type instanceof ClassType named) || named.arguments().isEmpty()) {
            return type;
        }
        List<GenericType> arguments = new ArrayList<>(named.arguments().size());
        for (GenericType argument : named.arguments()) {
            arguments.add(close(argument, ofMethod, owner));
        }
        return new ClassType(named.name(), arguments);
    }

    private GenericType boundOf(TypeVariable variable, List<TypeParameter> ofMethod, ClassInfo owner) {
        GenericType bound = variable;
        for (int steps = 0; bound instanceof TypeVariable open && steps < MAX_NESTING; steps++) {
            bound = declaredBound(open, ofMethod, owner);
        }
        return bound;
    }

    private GenericType declaredBound(TypeVariable variable, List<TypeParameter> ofMethod, ClassInfo owner) {
        for (TypeParameter parameter : ofMethod) {
            if (parameter.name().equals(variable.name())) {
                return parameter.bound();
            }
        }
        for (ClassInfo around = owner; around != null; around = outer(around)) {
            for (TypeParameter parameter : around.signature().parameters()) {
                if (parameter.name().equals(variable.name())) {
                    return parameter.bound();
                }
            }
        }
        return ClassType.OBJECT;
    }

    private @Nullable ClassInfo outer(ClassInfo inner) {
        int dollar = inner.name().lastIndexOf('$');
        return dollar < 0 ? null : pool.find(inner.name().substring(0, dollar));
    }

    private static GenericType erase(GenericType type) {
        if (type instanceof ClassType named) {
            return new ClassType(named.name());
        }
        return type instanceof ArrayType array ? new ArrayType(erase(array.element())) : ClassType.OBJECT;
    }

    /** The type arguments of a class by the names of its parameters; those that the type leaves out are their bounds. */
    public Map<String, GenericType> variablesOf(ClassType type) {
        Map<String, GenericType> variables = new HashMap<>();
        ClassInfo info = pool.find(type.name());
        if (info != null && !info.signature().parameters().isEmpty()) {
            List<TypeParameter> parameters = info.signature().parameters();
            for (int i = 0; i < parameters.size(); i++) {
                String name = parameters.get(i).name();
                GenericType argument = i < type.arguments().size()
                        ? type.arguments().get(i)
                        : close(new TypeVariable(name), List.of(), info);
                variables.put(name, argument);
            }
        }
        return variables;
    }

    /** The type as one of a class that it extends or implements, with that class's arguments; null when it does not. */
    public @Nullable ClassType asSupertype(ClassType type, String supertype) {
        return asSupertype(type, supertype, 0);
    }

    private @Nullable ClassType asSupertype(ClassType type, String supertype, int steps) {
        if (type.name().equals(supertype)) {
            return type;
        }
        ClassInfo info = pool.isSubtype(type.name(), supertype) ? pool.find(type.name()) : null;
        if (info == null) {
            return null;
        }
        if (steps < MAX_STEPS) {
            Map<String, GenericType> variables = variablesOf(type);
            for (ClassType parent : info.signature().supertypes()) {
                ClassType found = pool.isSubtype(parent.name(), supertype)
                        ? asSupertype((ClassType) substitute(parent, variables), supertype, steps + 1)
                        : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return new ClassType(supertype);
    }

    /** A subclass with those arguments that the type of its superclass determines. */
    public ClassType asSubclass(String subclass, ClassType type) {
        ClassInfo info = pool.find(subclass);
        if (info == null || info.signature().parameters().isEmpty()) {
            return new ClassType(subclass);
        }
        List<GenericType> open = new ArrayList<>();
        info.signature().parameters().forEach(parameter -> open.add(new TypeVariable(parameter.name())));
        ClassType upward = asSupertype(new ClassType(subclass, open), type.name());
        Map<String, GenericType> variables = new HashMap<>();
        if (upward != null) {
            for (int i = 0;
                    i < Math.min(upward.arguments().size(), type.arguments().size());
                    i++) {
                infer(upward.arguments().get(i), type.arguments().get(i), variables);
            }
        }
        return instance(info, variables);
    }

    /** A class with arguments for its parameters, bounds for those that are missing; raw when all are. */
    public ClassType instance(ClassInfo info, Map<String, GenericType> variables) {
        List<GenericType> arguments = new ArrayList<>();
        boolean any = false;
        for (TypeParameter parameter : info.signature().parameters()) {
            GenericType known = variables.get(parameter.name());
            any |= known != null;
            arguments.add(known == null ? close(new TypeVariable(parameter.name()), List.of(), info) : known);
        }
        return any ? new ClassType(info.name(), arguments) : new ClassType(info.name());
    }

    /** Finds types for the variables of a declared type, so that it fits an actual one; the first find counts. */
    public void infer(GenericType declared, GenericType actual, Map<String, GenericType> variables) {
        if (declared instanceof TypeVariable variable) {
            variables.putIfAbsent(variable.name(), actual);
        } else if (declared instanceof ArrayType to && actual instanceof ArrayType from) {
            infer(to.element(), from.element(), variables);
        } else if (declared instanceof ClassType to
                && actual instanceof ClassType from
                && !to.arguments().isEmpty()) {
            ClassType seen = asSupertype(from, to.name());
            if (seen != null) {
                for (int i = 0;
                        i < Math.min(to.arguments().size(), seen.arguments().size());
                        i++) {
                    infer(to.arguments().get(i), seen.arguments().get(i), variables);
                }
            }
        }
    }

    /** Whether one object can be of both types; classes of which nothing is known may be anything. */
    public boolean mayBeBoth(GenericType one, GenericType other) {
        if (!(one instanceof ClassType a) || !(other instanceof ClassType b)) {
            return true;
        }
        if (pool.isSubtype(a.name(), b.name()) || pool.isSubtype(b.name(), a.name())) {
            return true;
        }
        ClassInfo first = pool.find(a.name());
        ClassInfo second = pool.find(b.name());
        return first != null && first.isInterface() && second != null && second.isInterface();
    }
}
