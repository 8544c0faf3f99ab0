package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ArrayType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.GenericType.PrimitiveType;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of a value goes on into a method, field or variable of a declared type: no more than can make a difference. */
final class Narrowing {

    /** What can be a name, group, version, kind or plural; a method is not followed anew for each log message. */
    private static final Pattern API_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./-]{0,252}|");

    private final ClassPool pool;
    private final Generics generics;
    private final CallModel model;

    Narrowing(ClassPool pool, Generics generics, CallModel model) {
        this.pool = pool;
        this.generics = generics;
        this.model = model;
    }

    /** The arguments of a call as the called method sees them. */
    List<Value> arguments(MethodInfo method, @Nullable Value self, List<Value> actual) {
        Map<String, GenericType> variables = Map.of();
        if (self != null) {
            for (ClassType type : FlowAnalysis.classesOf(self)) {
                ClassType seen = generics.asSupertype(type, method.owner().name());
                variables = seen == null ? variables : generics.variablesOf(seen);
            }
        }
        List<Value> arguments = new ArrayList<>();
        List<GenericType> parameters = method.signature().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            GenericType declared = generics.close(
                    generics.substitute(parameters.get(i), variables),
                    method.signature().typeParameters(),
                    method.owner());
            arguments.add(i < actual.size() ? argument(declared, actual.get(i)) : Value.of(declared));
        }
        return arguments;
    }

    private Value argument(GenericType declared, Value actual) {
        if (declared instanceof PrimitiveType) {
            return Value.of(declared);
        }
        Set<GenericType> types = narrowed(declared, actual.types());
        boolean isNarrowed = types != null;
        return new Value(
                1,
                types == null ? Set.of(declared) : types,
                actual.facts(),
                texts(declared, actual.constants()),
                actual.lambdas(),
                actual.exact() && isNarrowed,
                Value.NOWHERE);
    }

    private static Constants texts(GenericType declared, Constants actual) {
        GenericType element = declared instanceof ArrayType array ? array.element() : declared;
        if (!(element instanceof ClassType named) || !named.name().startsWith("java/")) {
            return Constants.NONE;
        }
        return actual.isKnown() && areNames(actual) ? actual : Constants.UNKNOWN;
    }

    private static boolean areNames(Constants texts) {
        for (String text : texts.values()) {
            if (!API_NAME.matcher(text).matches()) {
                return false;
            }
        }
        return true;
    }

    /** The actual types where all of them are worth telling and fit, else null. */
    private @Nullable Set<GenericType> narrowed(GenericType declared, Set<GenericType> actual) {
        Set<GenericType> types = new LinkedHashSet<>();
        for (GenericType type : actual) {
            if (!isWorthTelling(type)) {
                return null;
            }
            if (type instanceof ClassType named
                    && declared instanceof ClassType wanted
                    && pool.isSubtype(named.name(), wanted.name())) {
                types.add(moreSpecific(named, wanted));
            } else if (type instanceof ArrayType && declared instanceof ArrayType) {
                types.add(type);
            } else {
                return null;
            }
        }
        return types.isEmpty() ? null : types;
    }

    boolean isWorthTelling(GenericType type) {
        if (type instanceof ArrayType array) {
            return isWorthTelling(array.element());
        }
        if (!(type instanceof ClassType named)) {
            return false;
        }
        if (named.isClassLiteral() || named.equals(Value.NOTHING) || model.isWorthTelling(named.name())) {
            return true;
        }
        ClassInfo info = pool.find(named.name());
        boolean isWorth = info != null && info.hasCode();
        for (GenericType argument : named.arguments()) {
            isWorth = isWorth || isWorthTelling(argument);
        }
        return isWorth;
    }

    /** The actual class; where it is the declared one, of each type argument the one that says more. */
    ClassType moreSpecific(ClassType actual, ClassType declared) {
        if (!actual.name().equals(declared.name()) || declared.arguments().isEmpty()) {
            return actual;
        }
        if (actual.arguments().size() != declared.arguments().size()) {
            return declared;
        }
        List<GenericType> arguments = new ArrayList<>();
        for (int i = 0; i < actual.arguments().size(); i++) {
            GenericType ours = actual.arguments().get(i);
            GenericType theirs = declared.arguments().get(i);
            boolean theirsSaysMore = ours instanceof ClassType a
                    && theirs instanceof ClassType b
                    && !a.name().equals(b.name())
                    && pool.isSubtype(b.name(), a.name());
            arguments.add(theirsSaysMore ? theirs : ours);
        }
        return new ClassType(actual.name(), arguments);
    }

    /** A value of a declared type, of which more was seen elsewhere. */
    Value refine(Value declared, Value seen) {
        GenericType only =
                declared.types().size() == 1 ? declared.types().iterator().next() : Value.ANYTHING;
        Set<GenericType> types = narrowed(only, seen.types());
        return new Value(
                declared.size(),
                types == null ? declared.types() : types,
                declared.facts().join(seen.facts()),
                declared.constants().equals(Constants.UNKNOWN)
                        ? seen.constants()
                        : declared.constants().join(seen.constants()),
                Value.union(declared.lambdas(), seen.lambdas()),
                false,
                Value.NOWHERE);
    }

    /** A value after a cast, by which a class may turn into a subclass. */
    Value cast(Value value, GenericType to) {
        Set<GenericType> types = new LinkedHashSet<>();
        if (to instanceof ClassType wanted) {
            for (ClassType type : FlowAnalysis.classesOf(value)) {
                if (pool.isSubtype(type.name(), wanted.name())) {
                    types.add(type);
                } else if (pool.isSubtype(wanted.name(), type.name())) {
                    types.add(generics.asSubclass(wanted.name(), type));
                }
            }
        } else if (value.types().stream().allMatch(ArrayType.class::isInstance)) {
            types.addAll(value.types());
        }
        if (types.isEmpty()) {
            types.add(to);
        }
        return new Value(
                1,
                types,
                value.facts(),
                value.constants(),
                value.lambdas(),
                value.exact() && types.equals(value.types()),
                value.site());
    }
}
