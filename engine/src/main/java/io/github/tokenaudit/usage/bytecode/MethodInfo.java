package io.github.tokenaudit.usage.bytecode;

import io.github.tokenaudit.usage.bytecode.GenericType.PrimitiveType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** A method as its class file declares it. */
public final class MethodInfo {

    private final ClassInfo owner;
    private final MethodNode node;
    private final String key;
    private Signature.@Nullable OfMethod signature;

    MethodInfo(ClassInfo owner, MethodNode node) {
        this.owner = owner;
        this.node = node;
        this.key = node.name + node.desc;
    }

    private boolean isLambda() {
        return node.name.startsWith("lambda$");
    }

    private Signature.OfMethod read() {
        Signature.OfMethod erased = Signature.ofDescriptor(node.desc);
        Signature.OfMethod generic = node.signature == null ? null : Signature.ofMethod(node.signature);
        if (generic == null) {
            return isLambda() ? ofLambda(node, erased) : erased;
        }
        // Constructors of enums and inner classes take parameters that their signatures leave out.
        return generic.parameters().size() == erased.parameters().size()
                ? generic
                : new Signature.OfMethod(generic.typeParameters(), erased.parameters(), generic.returned());
    }

    /** Bodies of lambdas have no signature; where they keep generic types, their local variables do. */
    private static Signature.OfMethod ofLambda(MethodNode node, Signature.OfMethod erased) {
        if (node.localVariables == null) {
            return erased;
        }
        List<GenericType> parameters = new ArrayList<>();
        int slot = (node.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        for (GenericType parameter : erased.parameters()) {
            GenericType found = parameter;
            for (LocalVariableNode variable : node.localVariables) {
                GenericType generic = variable.index == slot && variable.signature != null
                        ? Signature.ofType(variable.signature)
                        : null;
                found = generic == null ? found : generic;
            }
            parameters.add(found);
            slot += parameter instanceof PrimitiveType primitive ? primitive.slots() : 1;
        }
        return new Signature.OfMethod(List.of(), parameters, erased.returned());
    }

    /** The class that declares it. */
    public ClassInfo owner() {
        return owner;
    }

    /** Its name. */
    public String name() {
        return node.name;
    }

    /** Name and descriptor, which tell it from the other methods of its class. */
    public String key() {
        return key;
    }

    /** The method as ASM's tree has it. */
    public MethodNode node() {
        return node;
    }

    /** Its generic signature, which is read when somebody asks: of most methods of libraries nobody does. */
    public Signature.OfMethod signature() {
        Signature.OfMethod known = signature;
        if (known == null) {
            known = read();
            signature = known;
        }
        return known;
    }

    /** Whether what it takes or returns has type arguments or variables. */
    public boolean isGeneric() {
        return node.signature != null || isLambda();
    }

    /** Whether it is static. */
    public boolean isStatic() {
        return (node.access & Opcodes.ACC_STATIC) != 0;
    }

    /** Whether it is abstract. */
    public boolean isAbstract() {
        return (node.access & Opcodes.ACC_ABSTRACT) != 0;
    }

    /** Whether a compiler made it up. */
    public boolean isSynthetic() {
        return (node.access & Opcodes.ACC_SYNTHETIC) != 0;
    }

    /** Whether it makes instances. */
    public boolean isConstructor() {
        return node.name.equals("<init>");
    }

    /** Whether it runs once, when its class is used first. */
    public boolean isStaticInitializer() {
        return node.name.equals("<clinit>");
    }

    /** Whether there are instructions to follow. */
    public boolean hasBody() {
        return owner.hasCode() && node.instructions.size() > 0;
    }

    /** Its annotations and those of its parameters, of every retention. */
    public List<AnnotationNode> annotations() {
        List<AnnotationNode> all = ClassInfo.joined(node.visibleAnnotations, node.invisibleAnnotations);
        addParameters(node.visibleParameterAnnotations, all);
        addParameters(node.invisibleParameterAnnotations, all);
        return all;
    }

    private static void addParameters(
            @Nullable List<AnnotationNode> @Nullable [] perParameter, List<AnnotationNode> all) {
        if (perParameter != null) {
            for (List<AnnotationNode> parameter : perParameter) {
                if (parameter != null) {
                    all.addAll(parameter);
                }
            }
        }
    }

    @Override
    public String toString() {
        return owner.name() + "." + key();
    }
}
