package com.example.fabric8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Code that no entry point is known to lead to shows what may be needed, not what is. */
public class Unreached {

    private final KubernetesClient client;

    public Unreached(KubernetesClient client) {
        this.client = client;
    }

    public void nobodyCallsThis(String ns) {
        // expect: possible: limitranges:list
        client.limitRanges().inNamespace(ns).list();
    }

    /** What is made for one kind of resource is about it also where nobody calls it. */
    static class Store<T extends HasMetadata> {

        private final KubernetesClient client;
        private final Class<T> type;

        Store(KubernetesClient client, Class<T> type) {
            this.client = client;
            this.type = type;
        }

        T get(String name) {
            // expect: resourcequotas:get
            return client.resources(type).withName(name).get();
        }

        void nobodyCallsThat(String name) {
            // expect: possible: resourcequotas:delete
            client.resources(type).withName(name).delete();
        }
    }

    /** Nobody makes one, so there is nothing that its calls could be about. */
    static class UnusedStore<T extends HasMetadata> {

        private final KubernetesClient client;
        private final Class<T> type;

        UnusedStore(KubernetesClient client, Class<T> type) {
            this.client = client;
            this.type = type;
        }

        void delete(String name) {
            // expect: unresolved
            client.resources(type).withName(name).delete();
        }
    }

    public static void main(String[] args) {
        new Store<>(new KubernetesClientBuilder().build(), ResourceQuota.class).get(args[0]);
    }
}
