package com.example.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects of several kinds in one collection, of which only those tell that fill it. */
public class Collected {

    private static final KubernetesClient CLIENT = new KubernetesClientBuilder().build();

    /** A part of something, which brings objects of its own. */
    interface Part {
        List<HasMetadata> objects(String name);
    }

    static class Storage implements Part {
        @Override
        public List<HasMetadata> objects(String name) {
            List<HasMetadata> objects = new ArrayList<>();
            if (!name.isEmpty()) {
                objects.add(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build());
            }
            objects.add(new PersistentVolumeClaimBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .build());
            return objects;
        }
    }

    static class Door implements Part {
        @Override
        public List<HasMetadata> objects(String name) {
            Service service = new ServiceBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .build();
            return Collections.singletonList(service);
        }
    }

    static class Nothing implements Part {
        @Override
        public List<HasMetadata> objects(String name) {
            return Collections.emptyList();
        }
    }

    public static void main(String[] args) {
        allAtOnce(args[0]);
        oneByOne();
        byLambda();
        ofMap(args[0]);
        returned();
        unknown(args[0]);
    }

    private static void allAtOnce(String name) {
        Part[] parts = {new Storage(), new Door(), new Nothing()};
        List<HasMetadata> all = new ArrayList<>();
        for (Part part : parts) {
            all.addAll(part.objects(name));
        }
        // expect: secrets:create, secrets:update, persistentvolumeclaims:create, persistentvolumeclaims:update,
        // services:create, services:update; possible: secrets:get, persistentvolumeclaims:get, services:get
        CLIENT.resourceList(all).createOrReplace();
    }

    private static void oneByOne() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new DeploymentBuilder().build());
        objects.add(new DaemonSetBuilder().build());
        for (HasMetadata object : objects) {
            // expect: apps/deployments:create, apps/daemonsets:create
            CLIENT.resource(object).create();
        }
    }

    private static void byLambda() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new JobBuilder().build());
        objects.add(new CronJobBuilder().build());
        // expect: batch/jobs:delete, batch/cronjobs:delete
        objects.forEach(object -> CLIENT.resource(object).delete());
    }

    private static void ofMap(String name) {
        Map<String, HasMetadata> byName = new HashMap<>();
        byName.put(name, new ConfigMapBuilder().build());
        for (HasMetadata object : byName.values()) {
            // expect: configmaps:delete
            CLIENT.resource(object).delete();
        }
    }

    private static HasMetadata space() {
        Namespace space = new NamespaceBuilder().build();
        return space;
    }

    private static void returned() {
        // expect: namespaces:create
        CLIENT.resource(space()).create();
    }

    private static void unknown(String file) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(CLIENT.load(Collected.class.getResourceAsStream(file)).items());
        // expect: unresolved
        CLIENT.resourceList(objects).delete();
    }
}
