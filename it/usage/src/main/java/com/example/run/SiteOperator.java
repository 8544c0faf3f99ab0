package com.example.run;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An operator that is really run against an API server: what it requests there must be what is expected here. */
// elsewhere: coordination.k8s.io/leases:get, coordination.k8s.io/leases:create, coordination.k8s.io/leases:patch
public class SiteOperator {

    @Group("run.example.com")
    @Version("v1")
    public static class Site extends CustomResource<Map<String, String>, Map<String, String>> implements Namespaced {}

    public static void main(String[] args) {
        // expect: coordination.k8s.io/leases:get, coordination.k8s.io/leases:create, coordination.k8s.io/leases:update,
        // authorization.k8s.io/selfsubjectrulesreviews:create
        Operator operator = new Operator(settings ->
                settings.withLeaderElectionConfiguration(new LeaderElectionConfiguration("site-operator", "operator")));
        operator.register(new SiteReconciler());
        operator.start();
    }

    // expect: framework: run.example.com/sites:list@all, run.example.com/sites:watch@all, run.example.com/sites:patch;
    // possible: run.example.com/sites:get, run.example.com/sites:update
    @ControllerConfiguration
    static final class SiteReconciler implements Reconciler<Site>, Cleaner<Site> {

        @Override
        public List<EventSource<?, Site>> prepareEventSources(EventSourceContext<Site> context) {
            return List.of(new InformerEventSource<>(
                    // expect: secrets:list@all, secrets:watch@all
                    InformerEventSourceConfiguration.from(Secret.class, Site.class)
                            .withSecondaryToPrimaryMapper(secret -> Set.of())
                            .build(),
                    context));
        }

        @Override
        public UpdateControl<Site> reconcile(Site site, Context<Site> context) {
            KubernetesClient client = context.getClient();
            String namespace = site.getMetadata().getNamespace();
            String name = site.getMetadata().getName();
            // expect: configmaps:patch, configmaps:create
            client.resource(new ConfigMapBuilder()
                            .withMetadata(metadata(site))
                            .withData(Map.of("a", "b"))
                            .build())
                    .serverSideApply();
            // expect: apps/deployments:get
            if (client.apps()
                            .deployments()
                            .inNamespace(namespace)
                            .withName(name)
                            .get()
                    == null) {
                // expect: apps/deployments:create
                client.resource(deployment(site)).create();
            }
            // expect: apps/deployments/scale:get, apps/deployments/scale:update, apps/deployments:get
            client.apps().deployments().inNamespace(namespace).withName(name).scale(2);
            // expect: services:create, services:update; possible: services:get
            client.services()
                    .inNamespace(namespace)
                    .resource(new ServiceBuilder()
                            .withMetadata(metadata(site))
                            .withNewSpec()
                            .addNewPort()
                            .withPort(80)
                            .endPort()
                            .endSpec()
                            .build())
                    .createOr(NonDeletingOperation::update);
            // expect: serviceaccounts:create, serviceaccounts:update; possible: serviceaccounts:get
            client.serviceAccounts()
                    .inNamespace(namespace)
                    .resource(new ServiceAccountBuilder()
                            .withMetadata(metadata(site))
                            .build())
                    .createOr(NonDeletingOperation::update);
            // expect: serviceaccounts/token:create
            client.serviceAccounts()
                    .inNamespace(namespace)
                    .withName(name)
                    .tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withExpirationSeconds(600L)
                            .endSpec()
                            .build());
            // expect: pods:list
            client.pods().inNamespace(namespace).withLabel("site", name).list();
            // expect: nothing
            Site update = new Site();
            update.setMetadata(new ObjectMetaBuilder()
                    .withName(name)
                    .withNamespace(namespace)
                    .build());
            update.setStatus(Map.of("title", site.getSpec().get("title")));
            // expect: run.example.com/sites/status:patch
            return UpdateControl.patchStatus(update);
        }

        @Override
        public DeleteControl cleanup(Site site, Context<Site> context) {
            KubernetesClient client = context.getClient();
            String namespace = site.getMetadata().getNamespace();
            String name = site.getMetadata().getName();
            // expect: configmaps:deletecollection; possible: configmaps:delete, configmaps:list
            client.configMaps().inNamespace(namespace).withLabel("site", name).delete();
            // expect: apps/deployments:delete
            client.apps().deployments().inNamespace(namespace).withName(name).delete();
            // expect: services:delete
            client.services().inNamespace(namespace).withName(name).delete();
            return DeleteControl.defaultDelete();
        }

        private static ObjectMeta metadata(Site site) {
            return new ObjectMetaBuilder()
                    .withName(site.getMetadata().getName())
                    .withNamespace(site.getMetadata().getNamespace())
                    .withLabels(Map.of("site", site.getMetadata().getName()))
                    .build();
        }

        private static io.fabric8.kubernetes.api.model.apps.Deployment deployment(Site site) {
            Map<String, String> labels = Map.of("site", site.getMetadata().getName());
            return new DeploymentBuilder()
                    .withMetadata(metadata(site))
                    .withNewSpec()
                    .withNewSelector()
                    .withMatchLabels(labels)
                    .endSelector()
                    .withNewTemplate()
                    .withNewMetadata()
                    .withLabels(labels)
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("web")
                    .withImage("registry.example/web:1.0")
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build();
        }
    }
}
