package com.example.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;

/** Records, sealed types, switches and patterns. */
public class ModernJava {

    record Target(KubernetesClient client, String ns, String name) {
        Secret secret() {
            // expect: secrets:get
            return client.secrets().inNamespace(ns).withName(name).get();
        }
    }

    record Kind<T extends HasMetadata>(Class<T> type) {
        T load(Target target) {
            // expect: configmaps:get, services:get
            return target.client()
                    .resources(type)
                    .inNamespace(target.ns())
                    .withName(target.name())
                    .get();
        }
    }

    sealed interface Step permits Apply, Remove {
        void run(KubernetesClient client);
    }

    record Apply(Deployment deployment) implements Step {
        @Override
        public void run(KubernetesClient client) {
            // expect: apps/deployments:patch, apps/deployments:create
            client.resource(deployment).serverSideApply();
        }
    }

    record Remove(HasMetadata object) implements Step {
        @Override
        public void run(KubernetesClient client) {
            // expect: secrets:delete
            client.resource(object).delete();
        }
    }

    enum Mode {
        READ,
        WRITE
    }

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        Target target = new Target(client, args[0], args[1]);
        target.secret();
        new Kind<>(ConfigMap.class).load(target);
        new Kind<>(Service.class).load(target);
        for (Step step : List.of(new Apply(new Deployment()), new Remove(new Secret()))) {
            step.run(client);
        }
        switched(client, Mode.valueOf(args[2]), args[0], args[1]);
        matched(client, new ConfigMap());
        nested(client, args[0]);
    }

    static void switched(KubernetesClient client, Mode mode, String ns, String name) {
        Resource<ConfigMap> map = client.configMaps().inNamespace(ns).withName(name);
        var result = switch (mode) {
            case READ ->
                // expect: configmaps:get
                map.get();
            case WRITE ->
                // expect: configmaps:patch, configmaps:create
                map.serverSideApply();
        };
        result.getMetadata();
    }

    static void matched(KubernetesClient client, HasMetadata object) {
        if (object instanceof ConfigMap map && map.getData() != null) {
            // expect: configmaps:update; possible: configmaps:get
            client.resource(map).update();
        } else if (object instanceof Secret secret) {
            // expect: secrets:update; possible: secrets:get
            client.resource(secret).update();
        }
    }

    static void nested(KubernetesClient client, String ns) {
        class Local {
            void go() {
                // expect: pods:list
                client.pods().inNamespace(ns).list();
            }
        }
        new Local().go();
        String text = """
                a text block
                """;
        // expect: namespaces:list
        client.namespaces().withLabel(text.trim()).list();
    }
}
