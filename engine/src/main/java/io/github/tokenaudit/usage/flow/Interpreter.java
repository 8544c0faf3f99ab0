package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ArrayType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.Signature;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** What each instruction does to values, in one context. ASM's analyzer drives it. */
final class Interpreter extends org.objectweb.asm.tree.analysis.Interpreter<Value> {

    private static final Value FALSE = Value.WORD.with(Constants.FALSE);
    private static final Value TRUE = Value.WORD.with(Constants.TRUE);

    private final FlowAnalysis analysis;
    private final Calls calls;
    private final Context context;
    private @Nullable Value returned;
    private boolean learnt;
    private int arguments;

    Interpreter(FlowAnalysis analysis, Calls calls, Context context) {
        super(Opcodes.ASM9);
        this.analysis = analysis;
        this.calls = calls;
        this.context = context;
    }

    /** Whether later instructions told something of objects that earlier ones made, so that a second look pays. */
    boolean learnt() {
        return learnt;
    }

    /** What the method returns; null when it returns nothing. */
    @Nullable
    Value returned() {
        return returned;
    }

    @Override
    public @Nullable Value newValue(@Nullable Type type) {
        if (type == null) {
            return Value.WORD;
        }
        return type.getSort() == Type.VOID ? null : Value.of(type);
    }

    /** Asked for the object and the arguments in their order, once each. */
    @Override
    public Value newParameterValue(boolean isInstanceMethod, int local, Type type) {
        if (isInstanceMethod && local == 0) {
            return context.self() == null ? Value.of(type) : context.self();
        }
        return context.arguments().get(arguments++);
    }

    @Override
    public Value newEmptyValue(int local) {
        return Value.WORD;
    }

    @Override
    public Value newOperation(AbstractInsnNode instruction) {
        return switch (instruction.getOpcode()) {
            case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> Value.DOUBLE_WORD;
            case Opcodes.ICONST_0 -> FALSE;
            case Opcodes.ICONST_1 -> TRUE;
            case Opcodes.LDC -> constant(((LdcInsnNode) instruction).cst);
            case Opcodes.GETSTATIC -> read((FieldInsnNode) instruction, null);
            case Opcodes.NEW -> allocate((TypeInsnNode) instruction);
            default -> Value.WORD;
        };
    }

    private static Value constant(Object constant) {
        if (constant instanceof String text) {
            return Value.text(text);
        }
        if (constant instanceof Type type && type.getSort() == Type.OBJECT) {
            return Value.of(ClassType.classOf(new ClassType(type.getInternalName())));
        }
        boolean isWide = constant instanceof Long
                || constant instanceof Double
                || (constant instanceof ConstantDynamic dynamic && dynamic.getSize() == 2);
        return isWide ? Value.DOUBLE_WORD : Value.WORD;
    }

    private Value allocate(TypeInsnNode instruction) {
        analysis.instantiate(instruction.desc);
        int site = siteOf(instruction);
        Context.Allocation known = context.allocation(site);
        if (known.types().isEmpty()) {
            ClassType made = JavaLibrary.made(instruction.desc, analysis.pool());
            known = new Context.Allocation(Set.of(made), known.facts(), known.elements());
            context.allocates(site, known);
        }
        return new Value(1, known.types(), known.facts(), Constants.NONE, Set.of(), true, site);
    }

    private int siteOf(AbstractInsnNode instruction) {
        return context.method().node().instructions.indexOf(instruction);
    }

    @Override
    public Value copyOperation(AbstractInsnNode instruction, Value value) {
        return value;
    }

    @Override
    public @Nullable Value unaryOperation(AbstractInsnNode instruction, Value value) {
        return switch (instruction.getOpcode()) {
            case Opcodes.GETFIELD -> read((FieldInsnNode) instruction, value);
            case Opcodes.PUTSTATIC -> {
                write((FieldInsnNode) instruction, null, value);
                yield null;
            }
            case Opcodes.CHECKCAST -> value.isPending() ? value : cast((TypeInsnNode) instruction, value);
            case Opcodes.ANEWARRAY -> allocateArray((TypeInsnNode) instruction);
            case Opcodes.LNEG,
                    Opcodes.DNEG,
                    Opcodes.I2L,
                    Opcodes.I2D,
                    Opcodes.L2D,
                    Opcodes.F2L,
                    Opcodes.F2D,
                    Opcodes.D2L -> Value.DOUBLE_WORD;
            default -> Value.WORD;
        };
    }

    private Value cast(TypeInsnNode instruction, Value value) {
        return analysis.narrowing().cast(value, Signature.ofErased(Type.getObjectType(instruction.desc)));
    }

    private Value allocateArray(TypeInsnNode instruction) {
        int site = siteOf(instruction);
        Value elements = context.allocation(site).elements();
        Set<GenericType> types = new LinkedHashSet<>();
        elements.types().forEach(type -> types.add(new ArrayType(type)));
        if (types.isEmpty()) {
            types.add(new ArrayType(Signature.ofErased(Type.getObjectType(instruction.desc))));
        }
        return new Value(1, types, elements.facts(), elements.constants(), elements.lambdas(), false, site);
    }

    @Override
    public @Nullable Value binaryOperation(AbstractInsnNode instruction, Value first, Value second) {
        return switch (instruction.getOpcode()) {
            case Opcodes.AALOAD -> element(first);
            case Opcodes.PUTFIELD -> {
                write((FieldInsnNode) instruction, first, second);
                yield null;
            }
            case Opcodes.LALOAD,
                    Opcodes.DALOAD,
                    Opcodes.LADD,
                    Opcodes.DADD,
                    Opcodes.LSUB,
                    Opcodes.DSUB,
                    Opcodes.LMUL,
                    Opcodes.DMUL,
                    Opcodes.LDIV,
                    Opcodes.DDIV,
                    Opcodes.LREM,
                    Opcodes.DREM,
                    Opcodes.LSHL,
                    Opcodes.LSHR,
                    Opcodes.LUSHR,
                    Opcodes.LAND,
                    Opcodes.LOR,
                    Opcodes.LXOR -> Value.DOUBLE_WORD;
            default -> Value.WORD;
        };
    }

    private static Value element(Value array) {
        Set<GenericType> types = new LinkedHashSet<>();
        for (GenericType type : array.types()) {
            if (type instanceof ArrayType known) {
                types.add(known.element());
            }
        }
        if (types.isEmpty()) {
            types.add(ClassType.OBJECT);
        }
        return new Value(1, types, array.facts(), array.constants(), array.lambdas(), false, Value.NOWHERE);
    }

    @Override
    public @Nullable Value ternaryOperation(AbstractInsnNode instruction, Value array, Value index, Value value) {
        if (instruction.getOpcode() == Opcodes.AASTORE && array.site() != Value.NOWHERE) {
            Context.Allocation known = context.allocation(array.site());
            Value elements = known.elements().join(value.carried());
            learnt |= context.allocates(array.site(), new Context.Allocation(known.types(), known.facts(), elements));
        }
        return null;
    }

    @Override
    public @Nullable Value naryOperation(AbstractInsnNode instruction, List<? extends Value> values) {
        if (instruction instanceof MethodInsnNode call) {
            return invoke(call, List.copyOf(values));
        }
        return instruction instanceof InvokeDynamicInsnNode dynamic
                ? makeDynamic(dynamic, List.copyOf(values))
                : Value.WORD;
    }

    private @Nullable Value invoke(MethodInsnNode node, List<Value> operands) {
        boolean isStatic = node.getOpcode() == Opcodes.INVOKESTATIC;
        Value receiver = isStatic ? null : operands.get(0);
        if (receiver != null && node.owner.startsWith("[")) {
            return node.name.equals("clone") ? receiver : newValue(Type.getReturnType(node.desc));
        }
        Call.Kind kind = isStatic
                ? Call.Kind.STATIC
                : node.getOpcode() == Opcodes.INVOKESPECIAL ? Call.Kind.SPECIAL : Call.Kind.VIRTUAL;
        Call call = new Call(
                context,
                new Site(context.method(), node),
                kind,
                node.owner,
                node.name,
                node.desc,
                analysis.named(node),
                receiver,
                isStatic ? operands : operands.subList(1, operands.size()),
                false);
        Value result = calls.invoke(call);
        if (call.isConstructor() && receiver != null && !result.isPending()) {
            construct(receiver, result);
        }
        if (receiver != null && receiver.site() != Value.NOWHERE && !result.isPending()) {
            fill(receiver, calls.shownBy(call));
        }
        return node.desc.endsWith(")V") ? null : result;
    }

    /** Something was put into a collection that an earlier instruction has made. */
    private void fill(Value collection, Set<GenericType> shown) {
        Context.Allocation known = context.allocation(collection.site());
        Set<GenericType> earlier = new LinkedHashSet<>(known.types());
        earlier.removeIf(JavaLibrary::isEmpty);
        Set<GenericType> types = Value.unionOfTypes(earlier, shown);
        if (!shown.isEmpty()) {
            learnt |= context.allocates(
                    collection.site(), new Context.Allocation(types, known.facts(), known.elements()));
        }
    }

    /** The constructor told what the object is that an earlier instruction has made. */
    private void construct(Value object, Value constructed) {
        if (object.site() != Value.NOWHERE && !constructed.types().isEmpty()) {
            Facts facts = context.allocation(object.site()).facts().join(constructed.facts());
            learnt |= context.allocates(object.site(), new Context.Allocation(constructed.types(), facts, Value.WORD));
        }
    }

    private @Nullable Value makeDynamic(InvokeDynamicInsnNode dynamic, List<Value> operands) {
        Type type = Type.getReturnType(dynamic.desc);
        boolean isLambda = dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                && dynamic.bsmArgs.length > 2
                && dynamic.bsmArgs[1] instanceof Handle
                && dynamic.bsmArgs[2] instanceof Type;
        if (isLambda) {
            return lambda(dynamic, type, operands);
        }
        if (dynamic.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
            return Value.of(type).with(Concatenation.of(dynamic, operands));
        }
        return newValue(type);
    }

    private Value lambda(InvokeDynamicInsnNode dynamic, Type type, List<Value> operands) {
        List<Value> captured = new ArrayList<>();
        for (Value operand : operands) {
            boolean isDeep = operand.lambdas().stream().anyMatch(Lambda::isNested);
            captured.add(isDeep ? operand.carried().withoutLambdas() : operand.carried());
        }
        Lambda lambda = new Lambda(
                new Site(context.method(), dynamic), dynamic.name, (Handle) dynamic.bsmArgs[1], captured, (Type)
                        dynamic.bsmArgs[2]);
        return new Value(
                1,
                Set.of(new ClassType(type.getInternalName())),
                Facts.NONE,
                Constants.NONE,
                Set.of(lambda),
                true,
                Value.NOWHERE);
    }

    @Override
    public void returnOperation(AbstractInsnNode instruction, Value value, Value expected) {
        calls.lambdas().escape(context, value);
        returned = Value.either(returned, value);
    }

    @Override
    public Value merge(Value one, Value other) {
        return one.size() == other.size() ? one.join(other) : Value.WORD;
    }

    private Value read(FieldInsnNode instruction, @Nullable Value object) {
        Type type = Type.getType(instruction.desc);
        ClassInfo owner = analysis.pool().fieldOwner(instruction.owner, instruction.name);
        FieldNode field = owner == null ? null : owner.field(instruction.name);
        if (owner == null || field == null || type.getSort() < Type.ARRAY) {
            return Value.of(type);
        }
        Value declared = Value.ofTypes(declaredTypes(field, owner, object));
        if (field.value instanceof String text) {
            return declared.with(Constants.of(text));
        }
        if (!owner.hasCode()) {
            return declared;
        }
        if (object == null) {
            analysis.initialise(owner);
        }
        Value value = declared.with(Constants.NONE);
        Value own = context.ownFields().get(owner.name() + "." + field.name);
        if (own != null && (field.access & Opcodes.ACC_FINAL) != 0 && object != null && object.equals(context.self())) {
            return analysis.narrowing().refine(value, own);
        }
        for (Fields.Key key : keys(owner, field.name, object)) {
            Value written = analysis.fields().read(key, context);
            value = written == null ? value : analysis.narrowing().refine(value, written);
        }
        return value;
    }

    private Set<GenericType> declaredTypes(FieldNode field, ClassInfo owner, @Nullable Value object) {
        GenericType declared = Signature.ofType(field.signature == null ? field.desc : field.signature);
        GenericType type = declared == null ? ClassType.OBJECT : declared;
        Set<GenericType> types = new LinkedHashSet<>();
        if (object != null) {
            for (ClassType holder : FlowAnalysis.classesOf(object)) {
                ClassType seen = analysis.generics().asSupertype(holder, owner.name());
                if (seen != null) {
                    GenericType known = analysis.generics()
                            .substitute(type, analysis.generics().variablesOf(seen));
                    types.add(analysis.generics().close(known, List.of(), owner));
                }
            }
        }
        if (types.isEmpty()) {
            types.add(analysis.generics().close(type, List.of(), owner));
        }
        return types;
    }

    private void write(FieldInsnNode instruction, @Nullable Value object, Value value) {
        if (value.isPending()) {
            return;
        }
        calls.lambdas().escape(context, value);
        ClassInfo owner = analysis.pool().fieldOwner(instruction.owner, instruction.name);
        if (owner == null || !owner.hasCode() || Type.getType(instruction.desc).getSort() < Type.ARRAY) {
            return;
        }
        Value written = value.carried();
        if (object != null && context.method().isConstructor() && object.equals(context.self())) {
            context.ownFields().merge(owner.name() + "." + instruction.name, written, Value::join);
        }
        for (Fields.Key key : keys(owner, instruction.name, object)) {
            analysis.fields().write(key, written).forEach(analysis::enqueue);
        }
    }

    /** A field is told apart by the type of its object, type arguments included. */
    private static List<Fields.Key> keys(ClassInfo owner, String name, @Nullable Value object) {
        if (object == null) {
            return List.of(new Fields.Key(owner.name(), name, null));
        }
        List<Fields.Key> keys = new ArrayList<>();
        object.types().forEach(type -> keys.add(new Fields.Key(owner.name(), name, type)));
        return keys;
    }
}
