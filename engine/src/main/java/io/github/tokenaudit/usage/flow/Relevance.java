package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Which of the operator's methods are worth following: those that mention client classes, and whoever may call them,
 * by name and descriptor. Most code of an operator does neither, and of it only the classes that it instantiates count.
 */
final class Relevance {

    /** Methods up to this size that hand on resources, texts and classes are followed for those. */
    private static final int SMALL = 40;

    private final ClassPool pool;
    private final CallModel model;
    private final Set<String> reaching = new HashSet<>();
    private final Set<String> carrying = new HashSet<>();
    private final Set<MethodInfo> scanned = new HashSet<>();

    Relevance(ClassPool pool, CallModel model) {
        this.pool = pool;
        this.model = model;
        findRelevant();
    }

    boolean isRelevant(MethodInfo method) {
        return !method.owner().isOperators()
                || method.isStaticInitializer()
                || reaching.contains(method.key())
                || carrying.contains(method.key());
    }

    private void findRelevant() {
        Set<String> names = new HashSet<>();
        pool.operatorClasses().forEach(type -> type.methods().forEach(method -> names.add(method.name())));
        Map<String, Set<String>> callers = new HashMap<>();
        Set<String> setters = new HashSet<>();
        for (ClassInfo type : pool.operatorClasses()) {
            for (MethodInfo method : type.methods()) {
                boolean mentions = mentionsClient(Type.getMethodType(method.node().desc));
                boolean writes = false;
                for (AbstractInsnNode instruction : method.node().instructions) {
                    mentions |= mentionsClient(instruction);
                    writes |=
                            instruction.getOpcode() == Opcodes.PUTFIELD || instruction.getOpcode() == Opcodes.PUTSTATIC;
                    addCallers(instruction, method, names, callers);
                }
                if (mentions) {
                    reaching.add(method.key());
                }
                if (hands(method)) {
                    carrying.add(method.key());
                }
                if (isSetter(method)) {
                    setters.add(method.key());
                    if (writes) {
                        carrying.add(method.key());
                    }
                }
            }
        }
        spread(reaching, callers, caller -> true);
        spread(carrying, callers, setters::contains);
    }

    private static void addCallers(
            AbstractInsnNode instruction, MethodInfo method, Set<String> names, Map<String, Set<String>> callers) {
        if (instruction instanceof MethodInsnNode call) {
            if (names.contains(call.name)) {
                addCaller(call.name + call.desc, method, callers);
            }
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            for (Handle handle : handles(dynamic)) {
                addCaller(handle.getName() + handle.getDesc(), method, callers);
            }
        }
    }

    private static void addCaller(String called, MethodInfo method, Map<String, Set<String>> callers) {
        callers.computeIfAbsent(called, key -> new HashSet<>()).add(method.key());
    }

    /** Adds those that may call one of the methods, and those that may call these. */
    private static void spread(Set<String> methods, Map<String, Set<String>> callers, Predicate<String> which) {
        Deque<String> open = new ArrayDeque<>(methods);
        while (!open.isEmpty()) {
            for (String caller : callers.getOrDefault(open.remove(), Set.of())) {
                if (which.test(caller) && methods.add(caller)) {
                    open.add(caller);
                }
            }
        }
    }

    /** Getters, through which resources and names of groups and kinds come. */
    private boolean hands(MethodInfo method) {
        Type returned = Type.getReturnType(method.node().desc);
        return (isSmall(method) && isCarried(returned))
                || (returned.getSort() == Type.OBJECT && model.isOfAnyResource(returned.getInternalName()))
                || (method.isGeneric() && isOfAnyResource(method.signature().returned()));
    }

    /** Setters and constructors by their types; they count when they write, or call others that do. */
    private boolean isSetter(MethodInfo method) {
        if (!isSmall(method)) {
            return false;
        }
        Type returned = Type.getReturnType(method.node().desc);
        boolean isSetter = returned.equals(Type.VOID_TYPE)
                || (returned.getSort() == Type.OBJECT
                        && returned.getInternalName().equals(method.owner().name()));
        boolean takes = false;
        if (isSetter) {
            for (Type argument : Type.getArgumentTypes(method.node().desc)) {
                takes |= isCarried(argument);
            }
        }
        return takes;
    }

    private static boolean isSmall(MethodInfo method) {
        return method.node().instructions.size() <= SMALL;
    }

    /** Whether it is an object, or a collection of such, of which only the code that makes it tells what it is. */
    private boolean isOfAnyResource(GenericType type) {
        return type instanceof ClassType named
                && (model.isOfAnyResource(named.name())
                        || named.arguments().stream().anyMatch(this::isOfAnyResource));
    }

    private boolean isCarried(Type type) {
        return type.getSort() == Type.OBJECT
                && (type.getInternalName().equals("java/lang/String")
                        || type.getInternalName().equals("java/lang/Class")
                        || model.isWorthTelling(type.getInternalName()));
    }

    private boolean mentionsClient(Type methodType) {
        boolean mentions = mentions(methodType.getReturnType());
        for (Type argument : methodType.getArgumentTypes()) {
            mentions |= mentions(argument);
        }
        return mentions;
    }

    private boolean mentions(Type type) {
        return type.getSort() == Type.OBJECT && model.isClient(type.getInternalName());
    }

    private boolean mentionsClient(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            return model.isClient(call.owner);
        }
        if (instruction instanceof FieldInsnNode field) {
            return mentions(Type.getType(field.desc));
        }
        if (instruction instanceof LdcInsnNode load && load.cst instanceof Type type && type.getSort() == Type.OBJECT) {
            return model.isWorthTelling(type.getInternalName());
        }
        boolean mentions = false;
        if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            for (Handle handle : handles(dynamic)) {
                mentions |= model.isClient(handle.getOwner());
            }
        }
        return mentions;
    }

    private static List<Handle> handles(InvokeDynamicInsnNode dynamic) {
        List<Handle> handles = new ArrayList<>();
        for (Object argument : dynamic.bsmArgs) {
            if (argument instanceof Handle handle) {
                handles.add(handle);
            }
        }
        return handles;
    }

    /** The classes that a method instantiates that isn't followed, and those that it calls; each told once. */
    Set<String> instantiatedBy(MethodInfo method) {
        Set<String> found = new LinkedHashSet<>();
        Deque<MethodInfo> open = new ArrayDeque<>(List.of(method));
        while (!open.isEmpty()) {
            MethodInfo next = open.remove();
            if (scanned.add(next)) {
                for (AbstractInsnNode instruction : next.node().instructions) {
                    scan(instruction, found, open);
                }
            }
        }
        return found;
    }

    private void scan(AbstractInsnNode instruction, Set<String> found, Deque<MethodInfo> open) {
        if (instruction.getOpcode() == Opcodes.NEW) {
            found.add(((TypeInsnNode) instruction).desc);
        } else if (instruction instanceof MethodInsnNode call) {
            addTargets(call.owner, call.name + call.desc, open);
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            for (Handle handle : handles(dynamic)) {
                if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
                    found.add(handle.getOwner());
                }
                addTargets(handle.getOwner(), handle.getName() + handle.getDesc(), open);
            }
        }
    }

    private void addTargets(String owner, String key, Deque<MethodInfo> open) {
        MethodInfo target = pool.mayHaveCode(owner) ? pool.resolve(owner, key) : null;
        if (target == null || !target.owner().hasCode()) {
            return;
        }
        if (target.hasBody()) {
            open.add(target);
        }
        if (target.isAbstract()) {
            for (ClassInfo subclass : pool.subclassesWithCode(target.owner().name())) {
                MethodInfo override = subclass.method(key);
                if (override != null && override.hasBody()) {
                    open.add(override);
                }
            }
        }
    }
}
