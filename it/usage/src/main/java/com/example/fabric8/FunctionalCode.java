package com.example.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls in lambdas, method references, streams, futures and wrappers. */
public class FunctionalCode {

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final KubernetesClient client;

    FunctionalCode(KubernetesClient client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        FunctionalCode code = new FunctionalCode(new KubernetesClientBuilder().build());
        code.streams(args[0]);
        code.references(args[0], args[1]);
        code.kept(args[0]);
        code.wrapped(args[0], args[1]);
        code.later(args[0], args[1]);
    }

    void streams(String ns) {
        Stream.of("a", "b")
                .map(name -> client.replicationControllers().inNamespace(name))
                // expect: replicationcontrollers:list
                .forEach(operation -> operation.list());
        // expect: pods:list
        List<Pod> pods = client.pods().inNamespace(ns).list().getItems();
        pods.stream()
                .filter(pod -> pod.getMetadata() != null)
                .collect(Collectors.toList())
                // expect: pods:delete
                .forEach(pod -> client.resource(pod).delete());
        // expect: configmaps:update; possible: configmaps:get
        Stream.of(new ConfigMap(), new ConfigMap())
                .map(map -> client.resource(map).inNamespace(ns))
                .forEach(Resource::update);
        Optional.of(client.apps().daemonSets().inNamespace(ns).withName("d")).map(resource -> read(resource));
        // expect: secrets:list
        Optional<Secret> first =
                client.secrets().inNamespace(ns).list().getItems().stream().findFirst();
        // expect: secrets:delete
        first.ifPresent(secret -> client.resource(secret).delete());
        Map<String, List<Service>> grouped =
                // expect: services:list
                client.services().inNamespace(ns).list().getItems().stream()
                        .collect(Collectors.groupingBy(Service::getKind));
        grouped.forEach((kind, services) -> services.forEach(
                // expect: services:patch; possible: services:get
                service -> client.resource(service).edit(same -> same)));
    }

    static DaemonSet read(Resource<DaemonSet> resource) {
        // expect: apps/daemonsets:get
        return resource.get();
    }

    void references(String ns, String name) {
        Resource<Secret> secret = client.secrets().inNamespace(ns).withName(name);
        // expect: secrets:get
        Supplier<Secret> getter = secret::get;
        getter.get();
        Function<HasMetadata, Resource<HasMetadata>> resources = client::resource;
        // expect: configmaps:create
        resources.apply(new ConfigMap()).create();
        // expect: pods:get
        Function<Resource<Pod>, Pod> get = Resource::get;
        get.apply(client.pods().inNamespace(ns).withName(name));
        this.executor.submit(this::poll);
    }

    private void poll() {
        // expect: events:list
        client.v1().events().list();
    }

    void kept(String ns) {
        Map<String, Supplier<Object>> actions = new HashMap<>();
        // expect: limitranges:list
        actions.put("limits", () -> client.limitRanges().inNamespace(ns).list());
        // expect: resourcequotas:list
        Runnable anonymous = new Runnable() {
            @Override
            public void run() {
                client.resourceQuotas().inNamespace(ns).list();
            }
        };
        new Thread(anonymous).start();
        Thread thread = new Thread(() ->
                // expect: endpoints:list
                client.endpoints().inNamespace(ns).list());
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            // expect: coordination.k8s.io/leases:deletecollection; possible: coordination.k8s.io/leases:list,
            // coordination.k8s.io/leases:delete
            client.leases().inNamespace(ns).delete();
        }));
    }

    void wrapped(String ns, String name) throws Exception {
        // expect: persistentvolumeclaims:get
        retry(() ->
                client.persistentVolumeClaims().inNamespace(ns).withName(name).get());
        // expect: services:delete
        ignoringMissing(() -> client.services().inNamespace(ns).withName(name).delete());
        withClient(other ->
                // expect: storage.k8s.io/storageclasses:list
                other.storage().v1().storageClasses().list());
        // expect: pods:get
        Pod pod = retry(() -> client.pods().inNamespace(ns).withName(name).get());
        change(pod, same -> same);
        combine(
                ns,
                name,
                (space, id) ->
                        // expect: serviceaccounts:get
                        client.serviceAccounts().inNamespace(space).withName(id).get());
        each(
                List.of(new Secret()),
                secret ->
                        // expect: secrets:create
                        client.resource(secret).inNamespace(ns).create());
        forEachKind(ns, List.of(ConfigMap.class));
    }

    static <T> T retry(Supplier<T> action) {
        for (int i = 0; ; i++) {
            try {
                return action.get();
            } catch (KubernetesClientException e) {
                if (i == 3) {
                    throw e;
                }
            }
        }
    }

    static void ignoringMissing(Runnable action) {
        try {
            action.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404) {
                throw e;
            }
        }
    }

    static <R> R withClient(Function<KubernetesClient, R> work) {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            return work.apply(client);
        }
    }

    <T extends HasMetadata> T change(T object, UnaryOperator<T> change) {
        // expect: pods/status:patch; possible: pods/status:get
        return client.resource(object).editStatus(change);
    }

    static <R> R combine(String ns, String name, BiFunction<String, String, R> action) {
        return action.apply(ns, name);
    }

    static <T extends HasMetadata> void each(List<T> objects, Consumer<T> action) {
        for (T object : objects) {
            action.accept(object);
        }
    }

    void forEachKind(String ns, List<Class<ConfigMap>> kinds) {
        for (Class<ConfigMap> kind : kinds) {
            // expect: configmaps:list
            client.resources(kind).inNamespace(ns).list();
        }
    }

    void later(String ns, String name) throws Exception {
        CompletableFuture.supplyAsync(() ->
                        // expect: configmaps:get
                        client.configMaps().inNamespace(ns).withName(name).get())
                .thenApply(map -> client.resource(map))
                .thenAccept(resource ->
                        // expect: configmaps:delete
                        resource.delete());
        Callable<Pod> call = () ->
                // expect: pods:get
                client.pods().inNamespace(ns).withName(name).get();
        executor.submit(call).get();
        Executors.newScheduledThreadPool(1)
                .scheduleAtFixedRate(
                        () ->
                                // expect: nodes:list
                                client.nodes().list(),
                        0,
                        1,
                        TimeUnit.MINUTES);
    }
}
