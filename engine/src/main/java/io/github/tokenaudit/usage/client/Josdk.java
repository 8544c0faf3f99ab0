package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.client.Request.Certainty;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.Constants;
import io.github.tokenaudit.usage.flow.Facts;
import io.github.tokenaudit.usage.flow.Facts.Reach;
import io.github.tokenaudit.usage.flow.FlowAnalysis;
import io.github.tokenaudit.usage.flow.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AnnotationNode;

/**
 * The Java Operator SDK: what it requests for the reconcilers, dependents and event sources that an operator declares.
 * Read in its versions 4.4 to 5.5, github.com/operator-framework/java-operator-sdk, operator-framework-core.
 */
final class Josdk {

    static final String ROOT = "io/javaoperatorsdk/operator/";
    static final String RECONCILER = ROOT + "api/reconciler/Reconciler";

    private static final String CLEANER = ROOT + "api/reconciler/Cleaner";
    private static final String DEPENDENT = ROOT + "processing/dependent/kubernetes/KubernetesDependentResource";
    private static final String GENERIC_DEPENDENT =
            ROOT + "processing/dependent/kubernetes/GenericKubernetesDependentResource";
    private static final String CREATOR = ROOT + "processing/dependent/Creator";
    private static final String UPDATER = ROOT + "processing/dependent/Updater";
    private static final String DELETER = ROOT + "api/reconciler/dependent/Deleter";
    private static final String GARBAGE_COLLECTED = ROOT + "api/reconciler/dependent/GarbageCollected";
    private static final String ALL_NAMESPACES = "JOSDK_ALL_NAMESPACES";
    private static final String LEADER_ELECTION = ROOT + "LeaderElectionManager";

    /** ConfigurationService.defaultNonSSAResources: written by plain create and update. */
    private static final Set<ApiResource> NEVER_APPLIED =
            Set.of(ApiResource.of("", "configmaps", true), ApiResource.of("", "secrets", true));

    private static final ApiResource LEASES = ApiResource.of("coordination.k8s.io", "leases", true);
    private static final ApiResource RULES_REVIEWS =
            ApiResource.of("authorization.k8s.io", "selfsubjectrulesreviews", false);

    private final ClassPool pool;
    private final Generics generics;
    private final DynamicResources dynamic;
    private final Requests requests;
    private final Reach configured;
    private final Reach watched;

    /**
     * Sets up the model.
     *
     * @param properties configuration by its keys
     */
    Josdk(
            ClassPool pool,
            Generics generics,
            DynamicResources dynamic,
            Requests requests,
            Map<String, String> properties) {
        this.pool = pool;
        this.generics = generics;
        this.dynamic = dynamic;
        this.requests = requests;
        this.configured = watchedBy(properties);
        this.watched = watchedByAll();
    }

    private static Reach watchedBy(Map<String, String> properties) {
        String namespaces = properties.get("quarkus.operator-sdk.namespaces");
        return namespaces == null || namespaces.contains(ALL_NAMESPACES) ? Reach.ALL_NAMESPACES : Reach.NAMESPACE;
    }

    /** Event sources and dependents watch where their reconcilers do: everywhere, unless all of these name namespaces. */
    private Reach watchedByAll() {
        List<ClassInfo> reconcilers = pool.operatorClasses().stream()
                .filter(type -> !type.isAbstract() && pool.isSubtype(type.name(), RECONCILER))
                .toList();
        boolean isLimited = reconcilers.stream().allMatch(type -> watchedBy(type) == Reach.NAMESPACE);
        return !reconcilers.isEmpty() && isLimited ? Reach.NAMESPACE : configured;
    }

    // ---- declarations

    /** An instance of the operator's class may exist: what the framework requests for it. */
    void instantiated(ClassInfo type) {
        if (!type.isOperators() || type.isAbstract()) {
            return;
        }
        ClassType itself = new ClassType(type.name());
        ClassType reconciler = generics.asSupertype(itself, RECONCILER);
        if (reconciler != null && !reconciler.arguments().isEmpty()) {
            primary(type, reconciler.arguments().get(0));
        }
        ClassType dependent = generics.asSupertype(itself, DEPENDENT);
        boolean isGeneric = pool.isSubtype(type.name(), GENERIC_DEPENDENT);
        if (dependent != null && !dependent.arguments().isEmpty() && !isGeneric) {
            dependent(type, subject(dependent.arguments().get(0), Facts.NONE));
        }
    }

    private void primary(ClassInfo type, GenericType resource) {
        Subject subject = subject(resource, Facts.NONE).in(Set.of(watchedBy(type)));
        Subject one = subject.in(Set.of(Reach.NAMESPACE));
        String via = "primary resource of " + type.simpleName();
        requests.declare(type, "list", subject, Certainty.BY_FRAMEWORK, via);
        requests.declare(type, "watch", subject, Certainty.BY_FRAMEWORK, via);
        requests.declare(type, "get", one, Certainty.SOMETIMES, via);
        if (pool.isSubtype(type.name(), CLEANER) || managesDeleter(type)) {
            String finalizer = "finalizer of " + type.simpleName();
            requests.declare(type, "patch", one, Certainty.BY_FRAMEWORK, finalizer);
            requests.declare(type, "update", one, Certainty.SOMETIMES, finalizer);
        }
    }

    /** A workflow with a dependent that must be deleted needs a finalizer, too (Controller.java, DefaultWorkflow.java). */
    private boolean managesDeleter(ClassInfo type) {
        return type.annotations().stream()
                .flatMap(annotation -> Annotations.classes(annotation).stream())
                .anyMatch(named -> pool.isSubtype(named, DELETER) && !pool.isSubtype(named, GARBAGE_COLLECTED));
    }

    /** KubernetesDependentResource.java: create, update, handleDelete, createEventSource. */
    private void dependent(ClassInfo type, Subject resource) {
        String via = "dependent " + type.simpleName();
        Subject informed = resource.in(Set.of(watched));
        Subject one = resource.in(Set.of(Reach.NAMESPACE));
        Certainty applied = isApplied(type, resource) ? Certainty.BY_FRAMEWORK : Certainty.SOMETIMES;
        Certainty written = isApplied(type, resource) ? Certainty.SOMETIMES : Certainty.BY_FRAMEWORK;
        requests.declare(type, "list", informed, Certainty.BY_FRAMEWORK, via);
        requests.declare(type, "watch", informed, Certainty.BY_FRAMEWORK, via);
        if (pool.isSubtype(type.name(), CREATOR)) {
            requests.declare(type, "create", one, Certainty.BY_FRAMEWORK, via);
            requests.declare(type, "patch", one, applied, via);
        }
        if (pool.isSubtype(type.name(), UPDATER)) {
            requests.declare(type, "patch", one, applied, via);
            requests.declare(type, "update", one, written, via);
        }
        if (pool.isSubtype(type.name(), DELETER)) {
            boolean garbageCollected = pool.isSubtype(type.name(), GARBAGE_COLLECTED);
            requests.declare(type, "delete", one, garbageCollected ? Certainty.SOMETIMES : Certainty.BY_FRAMEWORK, via);
        }
    }

    /** Whether a dependent is written by server-side apply, which versions before 4.4 don't know. */
    private boolean isApplied(ClassInfo type, Subject resource) {
        ClassInfo base = pool.find(DEPENDENT);
        boolean isKnown = base != null
                && base.methods().stream().anyMatch(method -> method.name().equals("useSSA"));
        boolean isOff = type.annotations().stream()
                .filter(annotation -> annotation.desc.endsWith("/KubernetesDependent;"))
                .anyMatch(annotation -> Annotations.value(annotation, "useSSA") instanceof String[] constant
                        && constant[1].equals("FALSE"));
        return isKnown && !isOff && NEVER_APPLIED.stream().noneMatch(resource.resources()::contains);
    }

    /** Where a reconciler watches: all namespaces, unless its annotation names some. */
    private Reach watchedBy(ClassInfo type) {
        for (AnnotationNode annotation : type.annotations()) {
            Object informer = Annotations.value(annotation, "informer");
            Object namespaces = informer instanceof AnnotationNode nested
                    ? Annotations.value(nested, "namespaces")
                    : Annotations.value(annotation, "namespaces");
            if (annotation.desc.endsWith("/ControllerConfiguration;") && namespaces instanceof List<?> names) {
                return names.contains(ALL_NAMESPACES) ? Reach.ALL_NAMESPACES : Reach.NAMESPACE;
            }
        }
        return configured;
    }

    private Subject subject(GenericType type, Facts facts) {
        Set<ApiResource> found = dynamic.resources(type, facts);
        return new Subject(
                found,
                Constants.NONE,
                Set.of(),
                Constants.UNKNOWN,
                found.isEmpty() ? DynamicResources.unknown(type, facts) : null);
    }

    // ---- calls

    Value after(Call call, Value returned, FlowAnalysis analysis) {
        if (!call.owner().startsWith(ROOT)) {
            return returned;
        }
        switch (call.simpleOwner()) {
            case "UpdateControl", "ErrorStatusUpdateControl" -> control(call, returned);
            case "InformerConfiguration", "InformerEventSourceConfiguration" -> eventSource(call);
            case "GenericKubernetesDependentResource" -> genericDependent(call);
            case "LeaderElectionConfiguration", "LeaderElectionConfigurationBuilder" -> leaderElection(call, analysis);
            default -> {
                // The others make no requests, or have code that is followed.
            }
        }
        return returned;
    }

    /** {@code patchResourceAndStatus(primary)} and its like tell the framework what to write. */
    private void control(Call call, Value returned) {
        boolean isRequest = call.receiver() == null
                && !call.arguments().isEmpty()
                && (call.name().startsWith("update") || call.name().startsWith("patch"));
        if (!isRequest) {
            return;
        }
        Subject primary = primaryOf(call, returned).in(Set.of(Reach.NAMESPACE));
        Subject status = primary.on(Constants.of("status"));
        String via = call.simpleOwner() + "." + call.name();
        String verb = call.name().startsWith("update") ? "update" : "patch";
        if (call.name().contains("Resource")) {
            requests.add(call, verb, primary, Certainty.ALWAYS, via);
        }
        if (call.name().contains("Status")) {
            String ofStatus = call.name().endsWith("PatchStatus") ? "patch" : verb;
            requests.add(call, ofStatus, status, Certainty.ALWAYS, via);
            if (ofStatus.equals("update")) {
                requests.add(call, "patch", status, Certainty.SOMETIMES, via);
            }
        }
    }

    private Subject primaryOf(Call call, Value returned) {
        Set<ApiResource> found = new LinkedHashSet<>();
        for (GenericType type : call.arguments().get(0).types()) {
            found.addAll(dynamic.resources(type, call.arguments().get(0).facts()));
        }
        if (found.isEmpty()) {
            for (GenericType type : returned.types()) {
                if (type instanceof ClassType control && !control.arguments().isEmpty()) {
                    found.addAll(dynamic.resources(control.arguments().get(0), Facts.NONE));
                }
            }
        }
        String why = found.isEmpty() ? "the type of the primary resource is lost" : null;
        return new Subject(found, Constants.NONE, Set.of(), Constants.UNKNOWN, why);
    }

    private void eventSource(Call call) {
        if (call.receiver() != null
                || !call.name().equals("from")
                || call.arguments().isEmpty()) {
            return;
        }
        Value about = call.arguments().get(0);
        Set<GenericType> classes = Fabric8Types.classLiterals(about);
        Set<GenericType> types = classes.isEmpty() ? about.types() : classes;
        for (GenericType type : types) {
            Subject subject = subject(type, about.facts()).in(Set.of(watched));
            for (String verb : List.of("list", "watch")) {
                requests.add(call, verb, subject, Certainty.ALWAYS, call.simpleOwner() + ".from");
            }
        }
    }

    /** A dependent of a resource without a class: {@code super(new GroupVersionKind(…))}. */
    private void genericDependent(Call call) {
        Value self = call.receiver();
        if (!call.isConstructor() || self == null || call.arguments().isEmpty()) {
            return;
        }
        Facts kind = call.arguments().get(0).facts();
        for (GenericType type : self.types()) {
            ClassInfo info = type instanceof ClassType named ? pool.find(named.name()) : null;
            if (info != null && info.isOperators()) {
                dependent(info, subject(new ClassType("GenericKubernetesResource"), kind));
            }
        }
    }

    /**
     * LeaderElectionManager.java: the manager refuses to start without create, update and get, which it looks up by a
     * review; what it does with the lease then depends on the client's version, whose code tells.
     */
    private void leaderElection(Call call, FlowAnalysis analysis) {
        if (!call.isConstructor() && !call.name().equals("aLeaderElectionConfiguration")) {
            return;
        }
        Locks.enterAll(analysis);
        String via = "start-up check of " + call.simpleOwner();
        Subject leases = Subject.of(LEASES, null, Set.of(Reach.NAMESPACE));
        ClassInfo manager = pool.find(LEADER_ELECTION);
        if (manager != null && manager.field("COORDINATION_GROUP") != null) {
            requests.add(call, "create", Subject.of(RULES_REVIEWS, null, Set.of()), Certainty.ALWAYS, via);
            for (String verb : List.of("create", "update", "get")) {
                requests.add(call, verb, leases, Certainty.ALWAYS, via);
            }
        }
    }
}
