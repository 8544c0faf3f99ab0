package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.MethodInfo;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;

/**
 * Where a call stands: the instruction that calls, or that makes the method reference.
 *
 * @param method the method with the instruction
 * @param instruction the instruction, which is told from others by identity
 */
public record Site(MethodInfo method, AbstractInsnNode instruction) {

    /** The line in the source file; 0 where the class file doesn't tell. */
    public int line() {
        for (AbstractInsnNode before = instruction; before != null; before = before.getPrevious()) {
            if (before instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }
}
