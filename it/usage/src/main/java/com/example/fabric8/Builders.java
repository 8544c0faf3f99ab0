package com.example.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Objects made by builders, as Lombok's @Builder makes them, and roles that are built for others. */
public class Builders {

    static final class Handler<T extends HasMetadata> {
        private final KubernetesClient client;
        private final Class<T> type;
        private final String namespace;

        private Handler(KubernetesClient client, Class<T> type, String namespace) {
            this.client = client;
            this.type = type;
            this.namespace = namespace;
        }

        static <T extends HasMetadata> HandlerBuilder<T> builder() {
            return new HandlerBuilder<>();
        }

        void handle() {
            // expect: configmaps:list
            client.resources(type).inNamespace(namespace).list();
        }
    }

    static final class HandlerBuilder<T extends HasMetadata> {
        private KubernetesClient client;
        private Class<T> type;
        private String namespace;

        HandlerBuilder<T> client(KubernetesClient client) {
            this.client = client;
            return this;
        }

        HandlerBuilder<T> type(Class<T> type) {
            this.type = type;
            return this;
        }

        HandlerBuilder<T> namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        Handler<T> build() {
            return new Handler<>(client, type, namespace);
        }
    }

    /** With setters, as Lombok's @Data makes them. */
    static final class Job {
        private Secret secret;

        Secret getSecret() {
            return secret;
        }

        void setSecret(Secret secret) {
            this.secret = secret;
        }
    }

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        Handler<ConfigMap> handler = Handler.<ConfigMap>builder()
                .client(client)
                .type(ConfigMap.class)
                .namespace(args[0])
                .build();
        handler.handle();
        Job job = new Job();
        job.setSecret(new Secret());
        // expect: secrets:create
        client.resource(job.getSecret()).create();
        // expect: rbac.authorization.k8s.io/roles:create
        client.resource(role()).inNamespace(args[0]).create();
    }

    static Role role() {
        return new RoleBuilder()
                .addNewRule()
                .withApiGroups("")
                .withResources("secrets", "pods/log")
                .withVerbs("get", "list")
                // expect: delegated: secrets:get, secrets:list@?, pods/log:get, pods/log:list@?
                .endRule()
                .addToRules(new PolicyRuleBuilder()
                        .addToApiGroups("apps")
                        .addToResources("deployments")
                        .addToVerbs("patch")
                        // expect: delegated: apps/deployments:patch
                        .build())
                .build();
    }
}
