package com.example.website;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** A stable address before the web servers. */
@KubernetesDependent
public class Address extends CRUDKubernetesDependentResource<Service, Website> {

    @Override
    protected Service desired(Website website, Context<Website> context) {
        return new ServiceBuilder()
                .withMetadata(WebsiteReconciler.metadata(website))
                .withNewSpec()
                .withSelector(WebsiteReconciler.labels(website))
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }
}
