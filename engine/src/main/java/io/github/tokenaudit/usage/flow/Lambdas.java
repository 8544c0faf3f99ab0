package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.GenericType.PrimitiveType;
import io.github.tokenaudit.usage.bytecode.Signature;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls of lambdas and method references. */
final class Lambdas {

    private final FlowAnalysis analysis;
    private final Calls calls;

    Lambdas(FlowAnalysis analysis, Calls calls) {
        this.analysis = analysis;
        this.calls = calls;
    }

    /** A value goes where it can't be followed: its lambdas are called from there, with what their makers knew. */
    void escape(Context caller, Value value) {
        value.lambdas().forEach(lambda -> call(caller, lambda, List.of(), true));
    }

    /**
     * Calls a lambda.
     *
     * @param passed what it gets; where that is missing or says nothing, the types that the compiler knew
     */
    Value call(Context caller, Lambda lambda, List<Value> passed, boolean guess) {
        List<Value> operands = new ArrayList<>(lambda.captured());
        Type[] declared = lambda.instantiated().getArgumentTypes();
        for (int i = 0; i < declared.length; i++) {
            boolean isKnown = i < passed.size() && !passed.get(i).types().isEmpty();
            GenericType type = Signature.ofErased(declared[i]);
            operands.add(
                    !isKnown || type instanceof PrimitiveType
                            ? Value.of(type)
                            : analysis.narrowing().cast(passed.get(i), type));
        }
        return invoke(caller, lambda, operands, guess);
    }

    private Value invoke(Context caller, Lambda lambda, List<Value> operands, boolean guess) {
        Handle target = lambda.implementation();
        Call.Kind kind = switch (target.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Call.Kind.STATIC;
            case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> Call.Kind.SPECIAL;
            default -> Call.Kind.VIRTUAL;
        };
        Value receiver = null;
        List<Value> arguments = operands;
        if (target.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            analysis.instantiate(target.getOwner());
            receiver = Value.instanceOf(new ClassType(target.getOwner()));
        } else if (kind != Call.Kind.STATIC && !operands.isEmpty()) {
            receiver = operands.get(0);
            arguments = operands.subList(1, operands.size());
        }
        return calls.invoke(new Call(
                caller,
                lambda.site(),
                kind,
                target.getOwner(),
                target.getName(),
                target.getDesc(),
                analysis.pool().resolve(target.getOwner(), target.getName() + target.getDesc()),
                receiver,
                arguments,
                guess));
    }
}
