package io.github.tokenaudit.usage.flow;

import java.util.List;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** Strings put together by {@code a + "/" + b}, which compilers turn into a recipe (see StringConcatFactory). */
final class Concatenation {

    private static final char ARGUMENT = '\1';
    private static final char CONSTANT = '\2';

    private Concatenation() {}

    /** The strings that it can make, where all parts are known. */
    static Constants of(InvokeDynamicInsnNode instruction, List<Value> operands) {
        if (instruction.bsmArgs.length == 0 || !(instruction.bsmArgs[0] instanceof String recipe)) {
            return Constants.UNKNOWN;
        }
        Constants result = Constants.of("");
        int operand = 0;
        int constant = 1;
        for (int i = 0; i < recipe.length(); i++) {
            Constants part;
            if (recipe.charAt(i) == ARGUMENT) {
                part = operand < operands.size() ? operands.get(operand++).constants() : Constants.UNKNOWN;
            } else if (recipe.charAt(i) == CONSTANT) {
                part = constant < instruction.bsmArgs.length
                        ? Constants.of(String.valueOf(instruction.bsmArgs[constant++]))
                        : Constants.UNKNOWN;
            } else {
                part = Constants.of(String.valueOf(recipe.charAt(i)));
            }
            result = result.append(part);
        }
        return result;
    }
}
