package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Methods of the JDK's collections that hand on what they are given, beyond what their types tell. */
final class JavaLibrary {

    private static final String COLLECTIONS = "java/util/";

    private static final Set<String> MAKERS = Set.of(
            "asList",
            "copyOf",
            "of",
            "ofNullable",
            "requireNonNull",
            "requireNonNullElse",
            "singleton",
            "singletonList",
            "unmodifiableList",
            "unmodifiableSet",
            "valueOf");

    private static final Set<String> TAKERS = Set.of(
            "filter",
            "findAny",
            "findFirst",
            "get",
            "getFirst",
            "getLast",
            "iterator",
            "next",
            "orElse",
            "orElseThrow",
            "parallelStream",
            "peek",
            "sorted",
            "stream",
            "toString",
            "toList");

    private static final Set<String> EMPTY = Set.of("empty", "emptyList", "emptyMap", "emptySet", "of");

    private JavaLibrary() {}

    /** What a call returns, with the strings that it hands on. */
    static Value after(Call call, Value returned) {
        if (!call.owner().startsWith(COLLECTIONS) && !call.owner().startsWith("java/lang/")) {
            return returned;
        }
        if (call.receiver() == null && call.arguments().isEmpty() && EMPTY.contains(call.name())) {
            return returned.withTypes(empty(returned.types()));
        }
        Constants handed = Constants.NONE;
        if (call.receiver() == null && MAKERS.contains(call.name())) {
            for (Value argument : call.arguments()) {
                handed = handed.join(argument.constants());
            }
        } else if (call.receiver() != null && TAKERS.contains(call.name())) {
            handed = call.receiver().constants();
        }
        return handed.equals(Constants.NONE) ? returned : returned.with(handed);
    }

    /** An object that an instruction makes: a collection is empty then. */
    static ClassType made(String className, ClassPool pool) {
        ClassInfo info = className.startsWith(COLLECTIONS) ? pool.find(className) : null;
        return info == null
                ? new ClassType(className)
                : ofNothing(className, info.signature().parameters().size());
    }

    /** Whether nothing was seen yet of what the type's arguments are: of a collection, that it holds nothing. */
    static boolean isEmpty(GenericType type) {
        if (!(type instanceof ClassType named)) {
            return false;
        }
        for (GenericType argument : named.arguments()) {
            if (!argument.equals(Value.NOTHING)) {
                return false;
            }
        }
        return true;
    }

    private static Set<GenericType> empty(Set<GenericType> types) {
        Set<GenericType> empty = new LinkedHashSet<>();
        for (GenericType type : types) {
            empty.add(
                    type instanceof ClassType named
                            ? ofNothing(named.name(), named.arguments().size())
                            : type);
        }
        return empty;
    }

    private static ClassType ofNothing(String className, int arguments) {
        return new ClassType(className, Collections.nCopies(arguments, Value.NOTHING));
    }
}
