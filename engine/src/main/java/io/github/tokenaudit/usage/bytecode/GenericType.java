package io.github.tokenaudit.usage.bytecode;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type as a class file's {@code Signature} attributes tell it (JVMS 4.7.9.1); wildcards are their bounds. Types are
 * compared all the time, for which what records bring by themselves is too slow in a program that runs for seconds.
 */
public sealed interface GenericType {

    /**
     * A class or interface.
     *
     * @param name internal name, as {@code java/util/Map$Entry}
     * @param arguments its type arguments; empty for a raw type and for a class that has none
     */
    record ClassType(String name, List<GenericType> arguments) implements GenericType {

        /** The root of all classes, which stands for "nothing known". */
        public static final ClassType OBJECT = new ClassType("java/lang/Object");

        public ClassType {
            arguments = List.copyOf(arguments);
        }

        /** A class without type arguments. */
        public ClassType(String name) {
            this(name, List.of());
        }

        /** The class literal's type: {@code Class<Pod>} for Pod. */
        public static ClassType classOf(GenericType type) {
            return new ClassType("java/lang/Class", List.of(type));
        }

        /** Whether it is {@code Class<X>} of a known X. */
        public boolean isClassLiteral() {
            return name.equals("java/lang/Class") && !arguments.isEmpty();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof ClassType type && name.equals(type.name) && arguments.equals(type.arguments));
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + arguments.hashCode();
        }

        @Override
        public String toString() {
            String simple = name.substring(name.lastIndexOf('/') + 1);
            return arguments.isEmpty()
                    ? simple
                    : arguments.stream().map(Object::toString).collect(Collectors.joining(", ", simple + "<", ">"));
        }
    }

    /** An array. */
    record ArrayType(GenericType element) implements GenericType {
        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /** A type variable of a class or method, by its name. */
    record TypeVariable(String name) implements GenericType {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A primitive type or void, by its descriptor. */
    record PrimitiveType(char descriptor) implements GenericType {

        /** Slots that a value takes in a frame: 2 for long and double, else 1. */
        public int slots() {
            return descriptor == 'J' || descriptor == 'D' ? 2 : 1;
        }

        @Override
        public String toString() {
            return String.valueOf(descriptor);
        }
    }
}
