package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.MethodInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method, with what is known of its operands.
 *
 * @param caller from where it is followed
 * @param site where it stands
 * @param kind how it picks the method
 * @param owner internal name of the class that it names
 * @param name the method's name
 * @param descriptor the method's descriptor
 * @param method the method that it names; null when no class file has it
 * @param receiver the object; null for a static method
 * @param arguments the arguments
 * @param guess whether the arguments are guessed from types, for want of better knowledge
 */
public record Call(
        Context caller,
        Site site,
        Kind kind,
        String owner,
        String name,
        String descriptor,
        @Nullable MethodInfo method,
        @Nullable Value receiver,
        List<Value> arguments,
        boolean guess) {

    /** How a call picks its method. */
    public enum Kind {
        /** It names a static method. */
        STATIC,
        /** It names exactly this method: constructors, {@code super.x()}. */
        SPECIAL,
        /** The object's class decides. */
        VIRTUAL
    }

    public Call {
        arguments = List.copyOf(arguments);
    }

    /** Name and descriptor of the method. */
    String key() {
        return name + descriptor;
    }

    /** Whether it makes an object. */
    public boolean isConstructor() {
        return name.equals("<init>");
    }

    /** The simple name of the class that it names, for messages. */
    public String simpleOwner() {
        return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
    }
}
