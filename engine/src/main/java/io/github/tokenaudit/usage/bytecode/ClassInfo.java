package io.github.tokenaudit.usage.bytecode;

import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** A class as its class file declares it. */
public final class ClassInfo {

    /** Whose class it is, which decides what of it was read. */
    public enum Origin {
        /** The operator's own: read with its code. */
        OPERATOR,
        /** A library's, whose code tells more than any table could: read with its code. */
        ANALYSED_LIBRARY,
        /** A library's or the JDK's: declarations only. */
        LIBRARY
    }

    private final ClassNode node;
    private final Origin origin;
    private final Signature.OfClass signature;
    private final Map<String, MethodInfo> methods = new LinkedHashMap<>();
    private final Map<String, FieldNode> fields = new LinkedHashMap<>();

    ClassInfo(ClassNode node, Origin origin) {
        this.node = node;
        this.origin = origin;
        Signature.OfClass generic = node.signature == null ? null : Signature.ofClass(node.signature);
        this.signature = generic == null ? erased(node) : generic;
        for (MethodNode method : node.methods) {
            MethodInfo info = new MethodInfo(this, method);
            methods.put(info.key(), info);
        }
        for (FieldNode field : node.fields) {
            fields.put(field.name, field);
        }
    }

    private static Signature.OfClass erased(ClassNode node) {
        List<ClassType> supertypes = new ArrayList<>();
        if (node.superName != null) {
            supertypes.add(new ClassType(node.superName));
        }
        node.interfaces.forEach(name -> supertypes.add(new ClassType(name)));
        return new Signature.OfClass(List.of(), supertypes);
    }

    /** Internal name, as {@code a/b/C$D}. */
    public String name() {
        return node.name;
    }

    /** The name without its package, as {@code C$D}. */
    public String simpleName() {
        return node.name.substring(node.name.lastIndexOf('/') + 1);
    }

    /** Whose it is. */
    public Origin origin() {
        return origin;
    }

    /** Whether its code was read. */
    public boolean hasCode() {
        return origin != Origin.LIBRARY;
    }

    /** Whether it is the operator's own. */
    public boolean isOperators() {
        return origin == Origin.OPERATOR;
    }

    /** Whether it can have no instances of its own. */
    public boolean isAbstract() {
        return (node.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0;
    }

    /** Whether it is an interface. */
    public boolean isInterface() {
        return (node.access & Opcodes.ACC_INTERFACE) != 0;
    }

    /** What it extends; null for Object. */
    public @Nullable String superclass() {
        return node.superName;
    }

    /** What it implements directly, by internal names. */
    public List<String> interfaces() {
        return node.interfaces;
    }

    /** Its type parameters and supertypes. */
    public Signature.OfClass signature() {
        return signature;
    }

    /** Its methods, in the order of the class file. */
    public Collection<MethodInfo> methods() {
        return methods.values();
    }

    /** The method that it declares by a name and descriptor; null when it declares none. */
    public @Nullable MethodInfo method(String key) {
        return methods.get(key);
    }

    /** Its fields. */
    public Collection<FieldNode> fields() {
        return fields.values();
    }

    /** The field that it declares by a name; null when it declares none. */
    public @Nullable FieldNode field(String name) {
        return fields.get(name);
    }

    /** Its annotations of every retention. */
    public List<AnnotationNode> annotations() {
        return joined(node.visibleAnnotations, node.invisibleAnnotations);
    }

    /** The annotations of a field of every retention. */
    public static List<AnnotationNode> annotations(FieldNode field) {
        return joined(field.visibleAnnotations, field.invisibleAnnotations);
    }

    static List<AnnotationNode> joined(@Nullable List<AnnotationNode> first, @Nullable List<AnnotationNode> second) {
        List<AnnotationNode> all = new ArrayList<>();
        if (first != null) {
            all.addAll(first);
        }
        if (second != null) {
            all.addAll(second);
        }
        return all;
    }

    @Override
    public String toString() {
        return node.name;
    }
}
