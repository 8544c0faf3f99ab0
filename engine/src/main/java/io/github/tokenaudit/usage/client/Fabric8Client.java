package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.client.Request.Certainty;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.Constants;
import io.github.tokenaudit.usage.flow.Facts;
import io.github.tokenaudit.usage.flow.Facts.Reach;
import io.github.tokenaudit.usage.flow.Facts.Target;
import io.github.tokenaudit.usage.flow.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The fluent interface of the fabric8 Kubernetes client. Calls on the way leave facts on the value ({@code inNamespace},
 * {@code withName}, …); a call at the end requests what they add up to.
 */
final class Fabric8Client {

    private static final String SUBRESOURCE = "subresource";
    private static final String NAME = "name";
    private static final String WAITS = "waits";

    /** Where the client's interfaces for requests are. */
    private static final String INTERFACES = "/client/dsl/";

    private static final String INFORMERS = "client/informers/SharedInformerFactory";

    private final ClassPool pool;
    private final Fabric8Types types;
    private final DynamicResources dynamic;
    private final Requests requests;
    private final ClientCalls table;

    Fabric8Client(ClassPool pool, Fabric8Types types, DynamicResources dynamic, Requests requests, ClientCalls table) {
        this.pool = pool;
        this.types = types;
        this.dynamic = dynamic;
        this.requests = requests;
        this.table = table;
    }

    /** What a method requests; null when it is no method of the client or requests nothing. */
    @Nullable
    ClientCall requestOf(String owner, String name, String descriptor) {
        if (!Fabric8Types.isFluent(owner)) {
            return null;
        }
        MethodInfo method = pool.resolve(owner, name + descriptor);
        String declaring = method == null ? owner : method.owner().name();
        boolean makesRequests = declaring.contains(INTERFACES) && !declaring.contains("/dsl/base/");
        if (!makesRequests && !declaring.endsWith(INFORMERS)) {
            return null;
        }
        boolean isGetter = name.equals("get") && Type.getArgumentTypes(descriptor).length > 0;
        return isGetter ? null : table.find(name, descriptor);
    }

    /** Whether a call hands out a raw URL, of which nothing can be known. */
    boolean isRaw(String owner, String name) {
        return name.equals("raw") && Fabric8Types.isFluent(owner) && isClient(owner);
    }

    private boolean isClient(String owner) {
        return types.isKindOf(owner, "/client/Client");
    }

    Value after(Call call, Value returned) {
        Value receiver = call.receiver();
        boolean isFluent = Fabric8Types.isFluent(call.owner()) && !DynamicResources.isAbout(call.owner());
        if (receiver == null || !isFluent) {
            return returned;
        }
        if (isRaw(call.owner(), call.name())) {
            requests.addUnresolved(call, "any", "the URL is raw", call.simpleOwner() + ".raw");
        }
        ClientCall request = requestOf(call.owner(), call.name(), call.descriptor());
        if (request != null) {
            request(call, receiver, request);
        }
        return returned.with(factsAfter(call, receiver, returned));
    }

    /** What a lambda is given that is passed to a request, as by {@code createOr}: the same resource once more. */
    Value passed(Call call, Value parameter) {
        boolean isFluent = call.receiver() != null
                && parameter.types().stream()
                        .anyMatch(type -> type instanceof ClassType named && Fabric8Types.isFluent(named.name()));
        return isFluent && call.receiver() != null
                ? parameter.with(factsAfter(call, call.receiver(), parameter))
                : parameter;
    }

    // ---- requests

    private void request(Call call, Value receiver, ClientCall request) {
        String via = call.simpleOwner() + "." + call.name();
        Subject subject = subjectOf(call, receiver, request);
        boolean collection = targetOf(receiver).equals(Set.of(Target.COLLECTION));
        if (call.name().equals("delete") && call.arguments().isEmpty() && collection) {
            deleteCollection(call, subject, via);
        } else {
            add(call, request.verbs(), subject, Certainty.ALWAYS, via);
            add(call, request.possible(), subject, Certainty.SOMETIMES, via);
        }
        for (Map.Entry<String, List<String>> also : request.alsoOn().entrySet()) {
            Constants on = also.getKey().isEmpty() ? Constants.NONE : Constants.of(also.getKey());
            add(call, also.getValue(), subject.on(on), Certainty.ALWAYS, via);
        }
        if (receiver.facts().text(WAITS).isKnown()) {
            add(call, List.of("list", "watch"), subject.on(Constants.NONE), Certainty.SOMETIMES, via);
        }
    }

    /**
     * One DELETE of the collection's URL in each namespace, which are found by a list when the call is about all of them;
     * where the API server knows no such request, one by one (BaseOperation.java: deleteAll).
     */
    private void deleteCollection(Call call, Subject subject, String via) {
        Subject inNamespace = subject.in(Set.of(Reach.NAMESPACE)).ofAnyName();
        add(call, List.of("deletecollection"), inNamespace, Certainty.ALWAYS, via);
        boolean everywhere = subject.reach().contains(Reach.ALL_NAMESPACES);
        add(call, List.of("list"), subject, everywhere ? Certainty.ALWAYS : Certainty.SOMETIMES, via);
        add(call, List.of("delete"), inNamespace, Certainty.SOMETIMES, via);
    }

    private void add(Call call, List<String> verbs, Subject subject, Certainty certainty, String via) {
        verbs.forEach(verb -> requests.add(call, verb, subject, certainty, via));
    }

    private Subject subjectOf(Call call, Value receiver, ClientCall request) {
        Facts facts = receiver.facts();
        Set<GenericType> about = aboutOf(call, receiver, request);
        Constants subresource = request.on() == null ? facts.text(SUBRESOURCE) : Constants.of(request.on());
        Constants name = targetOf(receiver).equals(Set.of(Target.NAMED)) ? facts.text(NAME) : Constants.UNKNOWN;
        Set<Reach> reach = facts.reach().isEmpty() && call.name().equals("sharedIndexInformerFor")
                ? Set.of(Reach.ALL_NAMESPACES)
                : facts.reach();
        String why = !subresource.complete() ? "the subresource is no constant" : null;
        Set<ApiResource> resources = new LinkedHashSet<>();
        for (GenericType type : about) {
            Set<ApiResource> found = dynamic.resources(type, facts);
            resources.addAll(found);
            why = found.isEmpty() ? DynamicResources.unknown(type, facts) : why;
        }
        why = about.isEmpty() ? "the type of the resource is lost" : why;
        return new Subject(resources, subresource, reach, name, why);
    }

    private Set<GenericType> aboutOf(Call call, Value receiver, ClientCall request) {
        Set<GenericType> about = aboutOf(receiver);
        if (call.name().equals("sharedIndexInformerFor") && !call.arguments().isEmpty()) {
            about = Fabric8Types.classLiterals(call.arguments().get(0));
        }
        if (!call.arguments().isEmpty() && about.stream().allMatch(types::isVague)) {
            Value last = call.arguments().get(call.arguments().size() - 1);
            Set<GenericType> given = certain(types.modelsGiven(last.types()));
            about = given.isEmpty() ? about : given;
        }
        String fixed = request.of();
        return fixed == null || about.stream().anyMatch(type -> isOf(type, fixed))
                ? about
                : Set.of(relocated(call.owner(), fixed));
    }

    private static boolean isOf(GenericType type, String fixed) {
        return type instanceof ClassType named && named.name().endsWith(fixed);
    }

    /** A class of fabric8's beside a relocated one of its client. */
    private static ClassType relocated(String owner, String name) {
        int root = owner.indexOf("io/fabric8/");
        return new ClassType(root <= 0 ? name : owner.substring(0, root) + name);
    }

    private Set<GenericType> certain(Set<GenericType> models) {
        Set<GenericType> certain = new LinkedHashSet<>(models);
        certain.removeIf(types::isVague);
        return certain;
    }

    /** What a value is about: what its type says, or the facts where that says nothing certain. */
    private Set<GenericType> aboutOf(Value value) {
        Set<GenericType> models = types.modelsOf(value.types());
        return models.stream().allMatch(types::isVague)
                        && !value.facts().resources().isEmpty()
                ? value.facts().resources()
                : models;
    }

    /** Whether one object is meant or a collection; types that can be got are one object, types that can be listed many. */
    private Set<Target> targetOf(Value receiver) {
        Set<Target> targets = new LinkedHashSet<>();
        for (GenericType type : receiver.types()) {
            if (type instanceof ClassType named) {
                if (types.isKindOf(named.name(), INTERFACES + "Gettable")) {
                    targets.add(Target.NAMED);
                } else if (types.isKindOf(named.name(), INTERFACES + "Listable")) {
                    targets.add(Target.COLLECTION);
                }
            }
        }
        return targets.isEmpty() ? receiver.facts().target() : targets;
    }

    // ---- facts

    private Facts factsAfter(Call call, Value receiver, Value returned) {
        boolean isFluent = returned.types().stream()
                .anyMatch(type -> type instanceof ClassType named && Fabric8Types.isFluent(named.name()));
        if (!isFluent) {
            // An object that was got keeps what is known of its kind.
            return types.modelsGiven(returned.types()).stream().allMatch(types::isOfAnyKind)
                    ? dynamic.kindOnly(receiver.facts())
                    : returned.facts();
        }
        Facts facts = isClient(call.owner()) ? ofClient(receiver) : receiver.facts();
        Set<Target> target = targetOf(receiver);
        if (target.size() == 1) {
            facts = facts.with(target.iterator().next());
        }
        facts = ofStep(call, facts);
        Set<GenericType> models = types.modelsOf(returned.types());
        if (!models.isEmpty()
                && !(models.stream().allMatch(types::isVague)
                        && !facts.resources().isEmpty())) {
            return facts.withResources(models);
        }
        Set<GenericType> before = aboutOf(receiver);
        return models.isEmpty() && facts.resources().isEmpty() ? facts.withResources(before) : facts;
    }

    /** A client begins a new chain; only its namespace stays. */
    private static Facts ofClient(Value client) {
        return new Facts(Set.of(), client.facts().reach(), Set.of(), Map.of());
    }

    private Facts ofStep(Call call, Facts facts) {
        Value argument = call.arguments().isEmpty() ? null : call.arguments().get(0);
        return switch (call.name()) {
            case "inNamespace" -> facts.in(Reach.NAMESPACE);
            case "inAnyNamespace" -> facts.in(Reach.ALL_NAMESPACES);
            case "withName" -> argument == null ? facts : facts.with(NAME, argument.constants());
            case "subresource" -> argument == null ? facts : facts.with(SUBRESOURCE, argument.constants());
            case "ephemeralContainers" -> facts.with(SUBRESOURCE, Constants.of("ephemeralcontainers"));
            case "withTimeout", "withTimeoutInMillis" -> facts.with(WAITS, Constants.of("yes"));
            case "resource", "resourceList" -> argument == null ? facts : ofItem(argument, facts);
            case "genericKubernetesResources" -> dynamic.named(call.arguments(), facts);
            default -> facts;
        };
    }

    private Facts ofItem(Value item, Facts facts) {
        Facts named = facts.with(NAME, Constants.UNKNOWN);
        if (named.reach().isEmpty()) {
            named = named.in(Reach.NAMESPACE);
        }
        Set<GenericType> given = types.modelsGiven(item.types());
        if (given.isEmpty()) {
            given = item.facts().resources();
        }
        return dynamic.withKind(given.isEmpty() ? named : named.withResources(given), item.facts());
    }
}
