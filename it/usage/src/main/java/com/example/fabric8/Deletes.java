package com.example.fabric8;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Deletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Requests that delete, one object or many. */
public class Deletes {

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        one(client, args[0], args[1]);
        many(client, args[0]);
    }

    static void one(KubernetesClient client, String ns, String name) {
        // expect: pods:delete
        client.pods().inNamespace(ns).withName(name).delete();
        // expect: secrets:delete
        client.secrets().inNamespace(ns).withName(name).withGracePeriod(0).delete();
        Resource<ReplicaSet> picked = pick(client, ns, name);
        // expect: apps/replicasets:delete
        picked.withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
        // expect: services:delete; possible: services:list, services:watch
        client.services()
                .inNamespace(ns)
                .withName(name)
                .withTimeout(1, TimeUnit.MINUTES)
                .delete();
        List<HasMetadata> objects = List.of(new Namespace());
        // expect: namespaces:delete
        objects.forEach(object -> client.resource(object).delete());
        // expect: pods:delete
        client.pods().delete(new Pod());
        Deletable deletable = client.configMaps().inNamespace(ns).withName(name);
        // expect: configmaps:delete
        deletable.delete();
    }

    static Resource<ReplicaSet> pick(KubernetesClient client, String ns, String name) {
        return client.apps().replicaSets().inNamespace(ns).withName(name);
    }

    static void many(KubernetesClient client, String ns) {
        // expect: configmaps:deletecollection; possible: configmaps:list, configmaps:delete
        client.configMaps().inNamespace(ns).withLabel("x").delete();
        // expect: pods:deletecollection; possible: pods:list, pods:delete
        client.pods().inNamespace(ns).delete();
        // expect: secrets:deletecollection, secrets:list@all; possible: secrets:delete
        client.secrets().inAnyNamespace().withLabel("x").delete();
        // expect: batch/jobs:deletecollection; possible: batch/jobs:list, batch/jobs:delete
        client.batch()
                .v1()
                .jobs()
                .inNamespace(ns)
                .withLabel("x")
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        // expect: persistentvolumes:deletecollection; possible: persistentvolumes:list, persistentvolumes:delete
        client.persistentVolumes().withLabel("x").withGracePeriod(5).delete();
    }
}
