package com.example.josdk;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;

/** Reconcilers, with what they tell the framework to write and to watch. */
// elsewhere: coordination.k8s.io/leases:get, coordination.k8s.io/leases:create, coordination.k8s.io/leases:patch,
// web.example.com/websites/status:patch; possible: web.example.com/websites/status:get,
// web.example.com/websites/status:create
public class Reconcilers {

    public static void main(String[] args) {
        // expect: coordination.k8s.io/leases:get, coordination.k8s.io/leases:create, coordination.k8s.io/leases:update,
        // authorization.k8s.io/selfsubjectrulesreviews:create
        var election = new LeaderElectionConfiguration("websites");
        Operator operator = new Operator(overrider -> overrider.withLeaderElectionConfiguration(election));
        operator.register(new WebsiteReconciler());
        operator.register(new SecretReconciler());
        operator.start();
    }

    @ControllerConfiguration
    // expect: framework: web.example.com/websites:list@all, web.example.com/websites:watch@all,
    // web.example.com/websites:patch; possible: web.example.com/websites:get, web.example.com/websites:update
    static final class WebsiteReconciler implements Reconciler<Website>, Cleaner<Website> {

        @Override
        public List<EventSource<?, Website>> prepareEventSources(EventSourceContext<Website> context) {
            var services = new InformerEventSource<>(
                    // expect: services:list@all, services:watch@all
                    InformerEventSourceConfiguration.from(Service.class, Website.class)
                            .withLabelSelector("x")
                            .build(),
                    context);
            var routes = new InformerEventSource<>(
                    // expect: gateway.networking.k8s.io/httproutes:list@all,
                    // gateway.networking.k8s.io/httproutes:watch@all
                    InformerEventSourceConfiguration.from(
                                    new GroupVersionKind("gateway.networking.k8s.io", "v1", "HTTPRoute"), Website.class)
                            .build(),
                    context);
            return List.of(services, routes);
        }

        @Override
        public UpdateControl<Website> reconcile(Website website, Context<Website> context) {
            KubernetesClient client = context.getClient();
            // expect: apps/deployments:get[x]
            Deployment deployment = client.apps()
                    .deployments()
                    .inNamespace(website.getMetadata().getNamespace())
                    .withName("x")
                    .get();
            if (deployment == null) {
                // expect: configmaps:patch, configmaps:create
                client.resource(new ConfigMap()).serverSideApply();
                // expect: web.example.com/websites/status:patch
                return UpdateControl.patchStatus(website);
            }
            // expect: web.example.com/websites:patch, web.example.com/websites/status:patch
            return UpdateControl.patchResourceAndStatus(website);
        }

        @Override
        public DeleteControl cleanup(Website website, Context<Website> context) {
            // expect: configmaps:delete
            context.getClient()
                    .configMaps()
                    .inNamespace("x")
                    .withName(website.getKind())
                    .delete();
            return DeleteControl.defaultDelete();
        }

        @Override
        public ErrorStatusUpdateControl<Website> updateErrorStatus(
                Website website, Context<Website> context, Exception e) {
            // expect: web.example.com/websites/status:patch
            return ErrorStatusUpdateControl.patchStatus(website);
        }
    }

    // expect: framework: secrets:list@all, secrets:watch@all; possible: secrets:get
    static final class SecretReconciler implements Reconciler<Secret> {
        @Override
        public UpdateControl<Secret> reconcile(Secret secret, Context<Secret> context) {
            Website website = new Website();
            // expect: nothing
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(website, website, null);
            // expect: secrets:patch
            return UpdateControl.patchResource(secret);
        }
    }
}
