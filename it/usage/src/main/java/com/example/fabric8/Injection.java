package com.example.fabric8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.Map;

/** Beans that a container makes and calls; there is no main. */
public class Injection {

    @ApplicationScoped
    static class Clients {
        @Produces
        KubernetesClient client() {
            return new KubernetesClientBuilder().build();
        }

        @Produces
        Resource<Pod> pod(KubernetesClient client) {
            // expect: pods:get[x]
            client.pods().withName("x").get().getMetadata();
            return client.pods().withName("x");
        }
    }

    @ApplicationScoped
    static class Watching {
        @Inject
        KubernetesClient client;

        @Inject
        Repository repository;

        void onStart(@Observes String event) {
            // expect: services:list@all, services:watch@all
            client.services().inAnyNamespace().inform();
            repository.load(event);
        }

        @PostConstruct
        void prepare() {
            // expect: namespaces:get
            client.namespaces().withName(System.getenv("NS")).get();
        }
    }

    interface Repository {
        Map<String, String> load(String name);
    }

    @ApplicationScoped
    static class ConfigMapRepository implements Repository {
        private final KubernetesClient client;

        @Inject
        ConfigMapRepository(KubernetesClient client) {
            this.client = client;
        }

        @Override
        public Map<String, String> load(String name) {
            // expect: configmaps:get
            return client.configMaps().withName(name).get().getData();
        }
    }
}
