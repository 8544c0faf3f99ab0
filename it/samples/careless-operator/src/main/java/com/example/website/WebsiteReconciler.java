package com.example.website;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import java.util.Map;

/** Keeps a ConfigMap, a Deployment and a Service for every website, and tells in its status how it is doing. */
@Workflow(
        dependents = {
            @Dependent(type = Pages.class),
            @Dependent(type = WebServer.class),
            @Dependent(type = Address.class)
        })
@ControllerConfiguration
public class WebsiteReconciler implements Reconciler<Website> {

    @Override
    public UpdateControl<Website> reconcile(Website website, Context<Website> context) {
        ObjectMeta metadata = website.getMetadata();
        WebsiteStatus status = new WebsiteStatus();
        status.setAddress("http://" + metadata.getName() + "." + metadata.getNamespace() + ".svc");
        status.setReady(context.getSecondaryResource(Deployment.class)
                .map(Deployment::getStatus)
                .map(deployed -> deployed.getReadyReplicas())
                .orElse(0));

        Website update = new Website();
        update.setMetadata(new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .build());
        update.setStatus(status);
        return UpdateControl.patchStatus(update);
    }

    static ObjectMeta metadata(Website website) {
        return new ObjectMetaBuilder()
                .withName(website.getMetadata().getName())
                .withNamespace(website.getMetadata().getNamespace())
                .withLabels(labels(website))
                .build();
    }

    static Map<String, String> labels(Website website) {
        return Map.of("sites.example.com/website", website.getMetadata().getName());
    }
}
