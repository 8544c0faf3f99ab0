package com.example.website;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** An nginx over the pages. */
@KubernetesDependent
public class WebServer extends CRUDKubernetesDependentResource<Deployment, Website> {

    @Override
    protected Deployment desired(Website website, Context<Website> context) {
        return new DeploymentBuilder()
                .withMetadata(WebsiteReconciler.metadata(website))
                .withNewSpec()
                .withReplicas(website.getSpec().getReplicas())
                .withNewSelector()
                .withMatchLabels(WebsiteReconciler.labels(website))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(WebsiteReconciler.labels(website))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("nginx")
                .withImage("nginx:1.29")
                .addNewPort()
                .withContainerPort(80)
                .endPort()
                .addNewVolumeMount()
                .withName("pages")
                .withMountPath("/usr/share/nginx/html")
                .withReadOnly(true)
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("pages")
                .withNewConfigMap()
                .withName(website.getMetadata().getName())
                .endConfigMap()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
