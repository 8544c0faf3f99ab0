package com.example.website;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** The files that the web server serves. */
@KubernetesDependent
public class Pages extends CRUDKubernetesDependentResource<ConfigMap, Website> {

    @Override
    protected ConfigMap desired(Website website, Context<Website> context) {
        return new ConfigMapBuilder()
                .withMetadata(WebsiteReconciler.metadata(website))
                .withData(website.getSpec().getPages())
                .build();
    }
}
