package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.client.Request.Certainty;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.Constants;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * What the Java Operator SDK and its extensions request of CustomResourceDefinitions. Where the check of local models is
 * on, the SDK gets the definition of each reconciler's custom resource before it watches that (Controller.java,
 * validateCRDWithLocalModelIfRequired); it is off unless code or an extension's configuration switches it on.
 * {@code JAVA_OPERATOR_SDK_CHECK_CRD} would, too, but as a property of the running Java, not of its environment
 * (Utils.java); no file that is looked at tells that.
 */
final class CrdRequests {

    private static final String CONFIGURATION = Josdk.ROOT + "api/config/ConfigurationService";
    private static final String OVERRIDER = CONFIGURATION + "Overrider";
    private static final String CHECK = "checkCRDAndValidateLocalModel()Z";
    private static final String SWITCH = "checkingCRDAndValidateLocalModel";
    private static final String CRD_CONDITION = "/CRDPresentActivationCondition";
    private static final String CUSTOM_RESOURCE = "io/fabric8/kubernetes/client/CustomResource";

    private static final String QUARKUS = "io/quarkiverse/operatorsdk/runtime/QuarkusConfigurationService";
    private static final String SPRING = Josdk.ROOT + "springboot/starter/OperatorAutoConfiguration";

    private static final ApiResource CRDS = ApiResource.of("apiextensions.k8s.io", "customresourcedefinitions", false);

    private final ClassPool pool;
    private final Generics generics;
    private final Fabric8Types types;
    private final Requests requests;
    private final Subject any = Subject.of(CRDS, null, Set.of());
    private final @Nullable Subject ofPrimaries;

    /**
     * Sets up the model and declares what configuration says.
     *
     * @param properties configuration by its keys
     */
    CrdRequests(
            ClassPool pool, Generics generics, Fabric8Types types, Requests requests, Map<String, String> properties) {
        this.pool = pool;
        this.generics = generics;
        this.types = types;
        this.requests = requests;
        this.ofPrimaries = ofPrimaries();
        if (pool.isInLibraries(QUARKUS)) {
            declareChecks("quarkus.operator-sdk.crd.validate", properties);
            // The extension's CRDUtils.apply; the files that it applies are rarely where the operator runs.
            declareApplying("quarkus.operator-sdk.crd.apply", properties, Certainty.SOMETIMES);
        }
        if (pool.isInLibraries(SPRING)) {
            declareChecks("javaoperatorsdk.check-crd-and-validate-local-model", properties);
            // The starter's CRDApplier, by createOrReplace.
            declareApplying("javaoperatorsdk.crd.apply-on-startup", properties, Certainty.BY_FRAMEWORK);
        }
    }

    /** The definitions of the custom resources that the operator reconciles; null when there are none. */
    private @Nullable Subject ofPrimaries() {
        Set<String> names = new LinkedHashSet<>();
        boolean complete = true;
        for (ClassInfo type : pool.operatorClasses()) {
            ClassType reconciler =
                    type.isAbstract() ? null : generics.asSupertype(new ClassType(type.name()), Josdk.RECONCILER);
            if (reconciler != null && !reconciler.arguments().isEmpty()) {
                GenericType primary = reconciler.arguments().get(0);
                ApiResource resource = primary instanceof ClassType named ? types.resource(named.name()) : null;
                if (resource == null) {
                    complete = false;
                } else if (types.isKindOf(((ClassType) primary).name(), CUSTOM_RESOURCE)) {
                    names.add(resource.plural() + "." + resource.group());
                }
            }
        }
        if (names.isEmpty() && complete) {
            return null;
        }
        return complete ? any.named(new Constants(names, true)) : any;
    }

    // ---- configuration of extensions

    /** Both extensions check unless they are told not to. */
    private void declareChecks(String key, Map<String, String> properties) {
        String value = setting(key, properties);
        if (ofPrimaries != null && !"false".equals(value)) {
            Certainty certainty = value == null || value.equals("true") ? Certainty.BY_FRAMEWORK : Certainty.SOMETIMES;
            requests.declare(null, "get", ofPrimaries, certainty, key + ", which is on unless switched off");
        }
    }

    /** Both extensions can bring the definitions along; what they don't replace, they create. */
    private void declareApplying(String key, Map<String, String> properties, Certainty certainty) {
        String value = setting(key, properties);
        if (value != null && !value.equals("false")) {
            Certainty ofThis = value.equals("true") ? certainty : Certainty.SOMETIMES;
            requests.declare(null, "get", any, Certainty.SOMETIMES, key);
            requests.declare(null, "create", any, ofThis, key);
            requests.declare(null, "update", any, ofThis, key);
        }
    }

    /** Spring takes a key in several spellings, as {@code javaoperatorsdk.crd.applyOnStartup}. */
    private static @Nullable String setting(String key, Map<String, String> properties) {
        String exact = properties.get(key);
        if (exact != null) {
            return exact;
        }
        return properties.entrySet().stream()
                .filter(property -> uniform(property.getKey()).equals(uniform(key)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String uniform(String key) {
        return key.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    // ---- code

    /** An instance of the operator's class may exist: a configuration of its own, or a condition. */
    void instantiated(ClassInfo type) {
        if (!type.isOperators() || type.isAbstract()) {
            return;
        }
        if (pool.supertypes(type.name()).stream().anyMatch(name -> name.endsWith(CRD_CONDITION))) {
            requests.declare(type, "get", any, Certainty.BY_FRAMEWORK, "CRDPresentActivationCondition");
        }
        MethodInfo check = type.method(CHECK);
        if (check != null && check.hasBody() && pool.isSubtype(type.name(), CONFIGURATION)) {
            Constants answer = answer(check);
            if (ofPrimaries != null && !answer.equals(Constants.FALSE)) {
                Certainty certainty = answer.equals(Constants.TRUE) ? Certainty.BY_FRAMEWORK : Certainty.SOMETIMES;
                requests.declare(type, "get", ofPrimaries, certainty, type.simpleName() + "." + check.name());
            }
        }
    }

    /** What a method answers that does nothing else. */
    private static Constants answer(MethodInfo method) {
        List<Integer> body = StreamSupport.stream(method.node().instructions.spliterator(), false)
                .map(AbstractInsnNode::getOpcode)
                .filter(opcode -> opcode >= 0)
                .toList();
        if (body.equals(List.of(Opcodes.ICONST_0, Opcodes.IRETURN))) {
            return Constants.FALSE;
        }
        return body.equals(List.of(Opcodes.ICONST_1, Opcodes.IRETURN)) ? Constants.TRUE : Constants.UNKNOWN;
    }

    /** A call of {@code checkingCRDAndValidateLocalModel(true)}. */
    void after(Call call) {
        if (!call.owner().equals(OVERRIDER) || !call.name().equals(SWITCH) || ofPrimaries == null) {
            return;
        }
        Constants isOn = call.arguments().get(0).constants();
        if (!isOn.equals(Constants.FALSE)) {
            Certainty certainty = isOn.equals(Constants.TRUE) ? Certainty.ALWAYS : Certainty.SOMETIMES;
            requests.add(call, "get", ofPrimaries, certainty, call.simpleOwner() + "." + call.name());
        }
    }
}
