package com.example.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.concurrent.TimeUnit;

/** Requests that read. */
public class Reads {

    public static void main(String[] args) {
        String ns = args[0];
        String name = args[1];
        KubernetesClient client = new KubernetesClientBuilder().build();
        one(client, ns, name);
        many(client, ns);
        watched(client, ns, name);
    }

    static void one(KubernetesClient client, String ns, String name) {
        // expect: pods:get
        client.pods().inNamespace(ns).withName(name).get();
        // expect: secrets:get
        client.secrets().inNamespace(ns).withName(name).require();
        // expect: pods:get
        client.pods().inNamespace(ns).withName(name).isReady();
        // expect: configmaps:get
        client.configMaps().inNamespace(ns).resource(new ConfigMap()).get();
        // expect: nodes:get
        client.nodes().withName(name).get();
        // expect: configmaps:get[settings]
        client.configMaps().inNamespace(ns).withName("settings").get();
        // expect: namespaces:get
        client.resource(new Namespace()).get();
        // expect: apps/deployments:get
        client.apps().deployments().inNamespace(ns).withName(name).fromServer().get();
    }

    static void many(KubernetesClient client, String ns) {
        // expect: pods:list
        client.pods().list();
        // expect: services:list@all
        client.services().inAnyNamespace().withLabel("app", "x").list();
        // expect: persistentvolumes:list
        client.persistentVolumes().list().getItems().size();
        // expect: batch/jobs:list
        client.batch()
                .v1()
                .jobs()
                .inNamespace(ns)
                .withLabelIn("a", "b", "c")
                .resources()
                .count();
        // expect: endpoints:list
        var operation = client.resources(Endpoints.class).inNamespace(ns);
        operation.withField("metadata.name", "x").list();
        MixedOperation<Pod, PodList, PodResource> pods = client.pods();
        // expect: pods:list@all
        pods.inAnyNamespace().list();
        // expect: networking.k8s.io/ingresses:list
        client.network().v1().ingresses().inNamespace(ns).withoutLabel("x").list();
        // expect: metrics.k8s.io/pods:list; possible: metrics.k8s.io/pods:get
        client.top().pods().metrics(ns);
    }

    static void watched(KubernetesClient client, String ns, String name) {
        // expect: pods:watch
        client.pods().inNamespace(ns).watch(new Printer());
        // expect: configmaps:list, configmaps:watch
        client.configMaps().inNamespace(ns).withLabel("app").inform();
        // expect: endpoints:list@all, endpoints:watch@all
        client.informers().sharedIndexInformerFor(Endpoints.class, 0);
        // expect: secrets:list@all, secrets:watch@all
        client.resources(Secret.class).inAnyNamespace().runnableInformer(1000);
        // expect: pods:list, pods:watch
        client.pods().inNamespace(ns).withName(name).waitUntilReady(1, TimeUnit.MINUTES);
        // expect: nodes:list, nodes:watch
        client.resources(Node.class).withName(name).waitUntilCondition(node -> node != null, 1, TimeUnit.MINUTES);
    }

    static final class Printer implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {}

        @Override
        public void onClose(WatcherException cause) {}
    }
}
