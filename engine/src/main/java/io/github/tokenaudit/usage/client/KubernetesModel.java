package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.CallModel;
import io.github.tokenaudit.usage.flow.Context;
import io.github.tokenaudit.usage.flow.FlowAnalysis;
import io.github.tokenaudit.usage.flow.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** All that is known of Kubernetes clients and the frameworks on them, and the requests that were found by it. */
public final class KubernetesModel implements CallModel {

    /** Objects of those classes that libraries make. */
    private static final List<String> MADE_BY_LIBRARIES = List.of(
            Josdk.ROOT + "api/reconciler/ResourceOperations",
            "io/fabric8/kubernetes/client/extended/leaderelection/LeaderElector");

    /** Which HTTP library fabric8's client sends its requests by. */
    private static final Pattern TRANSPORT = Pattern.compile("/client/(http|jdkhttp|jetty|okhttp|vertx)/");

    private final Map<String, Boolean> clients = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private final Requests requests = new Requests();
    private final Fabric8Types types;
    private final DynamicResources dynamic;
    private final Fabric8Client fabric8;
    private final Josdk josdk;
    private final CrdRequests definitions;
    private final OfficialClient official;
    private final RoleBuilders roles;

    /**
     * Sets up the model for a class path.
     *
     * @param properties configuration of frameworks by its keys
     */
    public KubernetesModel(ClassPool pool, Map<String, String> properties) {
        Generics generics = new Generics(pool);
        types = new Fabric8Types(pool, generics);
        dynamic = new DynamicResources(types);
        int generation = pool.isInLibraries("io/fabric8/kubernetes/client/Client")
                        && !pool.isInLibraries("io/fabric8/kubernetes/client/dsl/ServerSideApplicable")
                ? 5
                : 6;
        fabric8 = new Fabric8Client(pool, types, dynamic, requests, new ClientCalls(generation));
        josdk = new Josdk(pool, generics, dynamic, requests, properties);
        definitions = new CrdRequests(pool, generics, types, requests, properties);
        official = new OfficialClient(pool, requests);
        roles = new RoleBuilders(requests);
        RoleManifests.declare(pool, requests);
    }

    /** Says what exists without the operator's doing. */
    public void prepare(FlowAnalysis analysis) {
        MADE_BY_LIBRARIES.forEach(analysis::instantiate);
    }

    /** Whether a method makes a request, whatever it is called on. */
    public boolean isRequest(String owner, String name, String descriptor) {
        return fabric8.requestOf(owner, name, descriptor) != null
                || fabric8.isRaw(owner, name)
                || official.isRequest(owner, name);
    }

    /** Whether, without a class that code uses, requests are missed: any of a client's or framework's but its transport. */
    public boolean isNeeded(String className) {
        return isClient(className) && !TRANSPORT.matcher(className).find();
    }

    /** The requests that were found. */
    public List<Request> requests() {
        return requests.all();
    }

    @Override
    public boolean isClient(String className) {
        return clients.computeIfAbsent(className, KubernetesModel::isClients);
    }

    private static boolean isClients(String className) {
        return (Fabric8Types.isFluent(className) && !className.contains("/client/utils/"))
                || className.contains("/client/extended/leaderelection/")
                || className.startsWith(Josdk.ROOT)
                || (className.startsWith(OfficialClient.ROOT) && !className.contains("/openapi/models/"))
                || DynamicResources.isAbout(className)
                || RoleBuilders.isBuilder(className);
    }

    @Override
    public boolean isWorthTelling(String className) {
        return className.contains("io/fabric8/")
                || className.startsWith("io/javaoperatorsdk/")
                || className.startsWith(OfficialClient.ROOT)
                || types.isModel(className);
    }

    @Override
    public boolean isOfAnyResource(String className) {
        return types.isModel(className) && types.resource(className) == null;
    }

    @Override
    public void begin(Context context) {
        requests.begin(context);
    }

    @Override
    public Value after(Call call, Value returned, FlowAnalysis analysis) {
        if (!known.computeIfAbsent(call.owner(), name -> Fabric8Types.isFluent(name) || isClients(name))) {
            return returned;
        }
        Value value = dynamic.after(call, returned);
        value = roles.after(call, value);
        value = josdk.after(call, value, analysis);
        definitions.after(call);
        value = fabric8.after(call, value);
        return official.after(call, value);
    }

    @Override
    public Value passed(Call call, Value parameter) {
        return fabric8.passed(call, parameter);
    }

    @Override
    public boolean isCalledByFramework(MethodInfo method) {
        return FrameworkAnnotations.isAny(method.annotations());
    }

    @Override
    public void instantiated(ClassInfo type, FlowAnalysis analysis) {
        josdk.instantiated(type);
        definitions.instantiated(type);
        Locks.instantiated(type, analysis);
    }
}
