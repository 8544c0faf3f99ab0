package io.github.tokenaudit.usage.bytecode;

import io.github.tokenaudit.usage.bytecode.GenericType.ArrayType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.GenericType.PrimitiveType;
import io.github.tokenaudit.usage.bytecode.GenericType.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Generic signatures and descriptors as types (JVMS 4.3, 4.7.9.1). */
public final class Signature {

    /**
     * A type parameter.
     *
     * @param bound the first bound that says more than Object; where there is none, Object
     */
    public record TypeParameter(String name, GenericType bound) {}

    /** A class's own type parameters, and what it extends and implements. */
    public record OfClass(List<TypeParameter> parameters, List<ClassType> supertypes) {
        public OfClass {
            parameters = List.copyOf(parameters);
            supertypes = List.copyOf(supertypes);
        }
    }

    /** A method's own type parameters, what it takes and what it returns. */
    public record OfMethod(List<TypeParameter> typeParameters, List<GenericType> parameters, GenericType returned) {
        public OfMethod {
            typeParameters = List.copyOf(typeParameters);
            parameters = List.copyOf(parameters);
        }
    }

    /** Deeper and wider than any compiler's output; a signature beyond it is taken for malformed. */
    private static final int MAX_DEPTH = 40;

    private static final int MAX_ARGUMENTS = 32;

    private final String text;
    private int at;
    private int depth;

    private Signature(String text) {
        this.text = text;
    }

    /** A class's signature; null where it is malformed. */
    static @Nullable OfClass ofClass(String text) {
        return parse(text, Signature::classSignature);
    }

    /** A method's signature; null where it is malformed. */
    static @Nullable OfMethod ofMethod(String text) {
        return parse(text, Signature::methodSignature);
    }

    /** A method's descriptor, which is a signature without generics. */
    public static OfMethod ofDescriptor(String descriptor) {
        OfMethod parsed = ofMethod(descriptor);
        if (parsed == null) {
            throw new IllegalArgumentException("malformed descriptor " + descriptor);
        }
        return parsed;
    }

    /** The type of a field, local variable or descriptor; null where it is malformed. */
    public static @Nullable GenericType ofType(String text) {
        return parse(text, Signature::type);
    }

    /** The type that a class file's descriptor or instruction names; it has no type arguments. */
    public static GenericType ofErased(Type type) {
        if (type.getSort() == Type.OBJECT) {
            return new ClassType(type.getInternalName());
        }
        if (type.getSort() != Type.ARRAY) {
            return new PrimitiveType(type.getDescriptor().charAt(0));
        }
        GenericType array = ofErased(type.getElementType());
        for (int dimension = 0; dimension < type.getDimensions(); dimension++) {
            array = new ArrayType(array);
        }
        return array;
    }

    private static <T> @Nullable T parse(String text, java.util.function.Function<Signature, T> grammar) {
        try {
            return grammar.apply(new Signature(text));
        } catch (Malformed | StringIndexOutOfBoundsException e) {
            return null;
        }
    }

    private OfClass classSignature() {
        List<TypeParameter> parameters = typeParameters();
        List<ClassType> supertypes = new ArrayList<>();
        while (at < text.length()) {
            expect('L');
            supertypes.add(classType());
        }
        return new OfClass(parameters, supertypes);
    }

    private OfMethod methodSignature() {
        List<TypeParameter> typeParameters = typeParameters();
        expect('(');
        List<GenericType> parameters = new ArrayList<>();
        while (peek() != ')') {
            parameters.add(type());
        }
        at++;
        return new OfMethod(typeParameters, parameters, type());
    }

    private List<TypeParameter> typeParameters() {
        List<TypeParameter> parameters = new ArrayList<>();
        if (peek() != '<') {
            return parameters;
        }
        at++;
        while (peek() != '>') {
            String name = until(':');
            GenericType bound = ClassType.OBJECT;
            while (peek() == ':') {
                at++;
                if (peek() != ':') {
                    GenericType next = type();
                    bound = bound.equals(ClassType.OBJECT) ? next : bound;
                }
            }
            parameters.add(new TypeParameter(name, bound));
        }
        at++;
        return parameters;
    }

    private GenericType type() {
        if (++depth > MAX_DEPTH) {
            throw new Malformed();
        }
        char kind = text.charAt(at++);
        GenericType type = switch (kind) {
            case 'T' -> {
                GenericType variable = new TypeVariable(until(';'));
                at++;
                yield variable;
            }
            case '[' -> new ArrayType(type());
            case 'L' -> classType();
            case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z', 'V' -> new PrimitiveType(kind);
            default -> throw new Malformed();
        };
        depth--;
        return type;
    }

    /** Of {@code Outer<A>.Inner<B>} the arguments of Inner are kept: those of Outer name no class that matters. */
    private ClassType classType() {
        String name = name();
        List<GenericType> arguments = List.of();
        while (true) {
            char next = text.charAt(at++);
            switch (next) {
                case ';' -> {
                    return new ClassType(name, arguments);
                }
                case '<' -> arguments = arguments();
                case '.' -> {
                    name += "$" + name();
                    arguments = List.of();
                }
                default -> throw new Malformed();
            }
        }
    }

    private String name() {
        int start = at;
        while (";<.".indexOf(peek()) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private List<GenericType> arguments() {
        List<GenericType> arguments = new ArrayList<>();
        while (peek() != '>') {
            if (arguments.size() == MAX_ARGUMENTS) {
                throw new Malformed();
            }
            switch (peek()) {
                case '*' -> {
                    at++;
                    arguments.add(ClassType.OBJECT);
                }
                case '+', '-' -> {
                    at++;
                    arguments.add(type());
                }
                default -> arguments.add(type());
            }
        }
        at++;
        return arguments;
    }

    private String until(char end) {
        int stop = text.indexOf(end, at);
        if (stop < 0) {
            throw new Malformed();
        }
        String found = text.substring(at, stop);
        at = stop;
        return found;
    }

    private char peek() {
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (text.charAt(at++) != wanted) {
            throw new Malformed();
        }
    }

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
