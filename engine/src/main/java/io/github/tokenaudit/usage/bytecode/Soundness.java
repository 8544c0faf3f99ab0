package io.github.tokenaudit.usage.bytecode;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Whether a class file that ASM could read says all that it must: of damaged ones ASM leaves names out, or keeps any text. */
final class Soundness {

    /** As many as signatures are read with, and far more than any compiler's output has. */
    private static final int MAX_DIMENSIONS = 32;

    private Soundness() {}

    /** Looks at all names and descriptors. */
    static boolean isSound(ClassNode node) {
        boolean isSound = node.name != null && areThere(node.interfaces.toArray());
        for (FieldNode field : node.fields) {
            isSound &= field.name != null && isType(field.desc);
        }
        for (MethodNode method : node.methods) {
            isSound &= isSound(method);
        }
        return isSound;
    }

    private static boolean isSound(MethodNode method) {
        if (method.name == null || !isMethod(method.desc)) {
            return false;
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (!isSound(instruction)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSound(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            return areThere(call.owner, call.name) && isMethod(call.desc);
        }
        if (instruction instanceof FieldInsnNode field) {
            return areThere(field.owner, field.name) && isType(field.desc);
        }
        if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            return areThere(dynamic.name, dynamic.bsm, dynamic.bsmArgs)
                    && isMethod(dynamic.desc)
                    && areConstants(dynamic.bsmArgs);
        }
        if (instruction instanceof TypeInsnNode type) {
            return areThere(type.desc);
        }
        if (instruction instanceof MultiANewArrayInsnNode array) {
            return isType(array.desc);
        }
        return !(instruction instanceof LdcInsnNode load) || isConstant(load.cst);
    }

    private static boolean isConstant(@Nullable Object constant) {
        if (constant instanceof Handle handle) {
            boolean isField = handle.getTag() <= Opcodes.H_PUTSTATIC;
            return areThere(handle.getOwner(), handle.getName())
                    && (isField ? isType(handle.getDesc()) : isMethod(handle.getDesc()));
        }
        if (constant instanceof Type type) {
            return type.getSort() == Type.METHOD ? isMethod(type.getDescriptor()) : isType(type.getDescriptor());
        }
        return constant != null;
    }

    private static boolean areConstants(Object[] constants) {
        for (Object constant : constants) {
            if (!isConstant(constant)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isType(@Nullable String descriptor) {
        return descriptor != null && endOfType(descriptor, 0) == descriptor.length();
    }

    private static boolean isMethod(@Nullable String descriptor) {
        if (descriptor == null || !descriptor.startsWith("(")) {
            return false;
        }
        int at = 1;
        while (at > 0 && at < descriptor.length() && descriptor.charAt(at) != ')') {
            at = endOfType(descriptor, at);
        }
        boolean isVoid = at > 0 && descriptor.startsWith(")V", at) && at + 2 == descriptor.length();
        return isVoid || (at > 0 && at < descriptor.length() && endOfType(descriptor, at + 1) == descriptor.length());
    }

    /** Where a field's descriptor ends (JVMS 4.3.2); a negative number where there is none. */
    private static int endOfType(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            at++;
        }
        if (at >= text.length() || at - from > MAX_DIMENSIONS) {
            return -1;
        }
        if (text.charAt(at) != 'L') {
            return "BCDFIJSZ".indexOf(text.charAt(at)) < 0 ? -1 : at + 1;
        }
        int end = text.indexOf(';', at);
        int arguments = text.indexOf('<', at);
        return end < at + 2 || (arguments >= 0 && arguments < end) ? -1 : end + 1;
    }

    private static boolean areThere(Object... names) {
        for (Object name : names) {
            if (name == null) {
                return false;
            }
        }
        return true;
    }
}
