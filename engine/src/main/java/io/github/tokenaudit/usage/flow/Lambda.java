package io.github.tokenaudit.usage.flow;

import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * A lambda or method reference.
 *
 * @param site the instruction that makes it, which with {@code captured} tells it from others
 * @param method the name of the interface's method that it implements
 * @param implementation what runs
 * @param captured the values that it takes along
 * @param instantiated types of its parameters and result as the compiler knew them
 */
record Lambda(Site site, String method, Handle implementation, List<Value> captured, Type instantiated) {

    Lambda {
        captured = List.copyOf(captured);
    }

    /** Whether it takes along lambdas itself. */
    boolean isNested() {
        return captured.stream().anyMatch(value -> !value.lambdas().isEmpty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lambda lambda
                && site.instruction() == lambda.site.instruction()
                && captured.equals(lambda.captured);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(site.instruction());
    }
}
