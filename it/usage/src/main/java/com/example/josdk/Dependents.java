package com.example.josdk;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Deleter;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDNoGCKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.GenericKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;

/** Dependent resources, which the framework reads and writes; all in the operator's own namespace. */
public class Dependents {

    @Workflow(
            dependents = {
                @Dependent(type = DeploymentDependent.class),
                @Dependent(type = ConfigMapDependent.class),
                @Dependent(type = ServiceDependent.class),
                @Dependent(type = IngressDependent.class),
                @Dependent(type = CertificateDependent.class)
            })
    @ControllerConfiguration(informer = @Informer(namespaces = "JOSDK_WATCH_CURRENT"))
    // expect: framework: web.example.com/websites:list, web.example.com/websites:watch, web.example.com/websites:patch;
    // possible: web.example.com/websites:get, web.example.com/websites:update
    static final class WebsiteReconciler implements Reconciler<Website> {
        @Override
        public UpdateControl<Website> reconcile(Website website, Context<Website> context) {
            return UpdateControl.noUpdate();
        }
    }

    // expect: framework: apps/deployments:list, apps/deployments:watch, apps/deployments:create,
    // apps/deployments:patch; possible: apps/deployments:update, apps/deployments:delete
    static class DeploymentDependent extends CRUDKubernetesDependentResource<Deployment, Website> {
        @Override
        protected Deployment desired(Website website, Context<Website> context) {
            return new Deployment();
        }
    }

    // expect: framework: configmaps:list, configmaps:watch, configmaps:create, configmaps:update; possible:
    // configmaps:patch, configmaps:delete
    static class ConfigMapDependent extends CRUDKubernetesDependentResource<ConfigMap, Website> {}

    @KubernetesDependent(useSSA = BooleanWithUndefined.FALSE)
    // expect: framework: services:list, services:watch, services:create, services:update, services:delete; possible:
    // services:patch
    static class ServiceDependent extends CRUDNoGCKubernetesDependentResource<Service, Website> {}

    // expect: framework: networking.k8s.io/ingresses:list, networking.k8s.io/ingresses:watch,
    // networking.k8s.io/ingresses:create, networking.k8s.io/ingresses:patch
    static class IngressDependent extends KubernetesDependentResource<Ingress, Website>
            implements Creator<Ingress, Website> {}

    // expect: framework: cert-manager.io/certificates:list, cert-manager.io/certificates:watch,
    // cert-manager.io/certificates:create, cert-manager.io/certificates:patch, cert-manager.io/certificates:delete
    static class CertificateDependent extends GenericKubernetesDependentResource<Website>
            implements Creator<GenericKubernetesResource, Website>, Deleter<Website> {
        public CertificateDependent() {
            super(new GroupVersionKind("cert-manager.io", "v1", "Certificate"));
        }
    }
}
