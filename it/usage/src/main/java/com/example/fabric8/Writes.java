package com.example.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;

/** Requests that write. */
@SuppressWarnings("deprecation")
public class Writes {

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        created(client, args[0]);
        updated(client, args[0], args[1]);
        patched(client, args[0], args[1]);
        several(client, args[0]);
    }

    static void created(KubernetesClient client, String ns) {
        // expect: pods:create
        client.pods().inNamespace(ns).resource(new Pod()).create();
        // expect: secrets:create
        client.secrets().inNamespace(ns).create(new Secret());
        // expect: configmaps:create
        client.resource(new ConfigMapBuilder().withNewMetadata().endMetadata().build())
                .inNamespace(ns)
                .create();
        // expect: services:create, services:update; possible: services:get
        client.services().inNamespace(ns).resource(new Service()).createOrReplace();
        // expect: persistentvolumeclaims:create, persistentvolumeclaims:update; possible: persistentvolumeclaims:get
        client.persistentVolumeClaims()
                .inNamespace(ns)
                .resource(new PersistentVolumeClaim())
                .createOr(NonDeletingOperation::update);
        // expect: authorization.k8s.io/selfsubjectaccessreviews:create
        client.authorization().v1().selfSubjectAccessReview().create(new SelfSubjectAccessReview());
        // expect: events:create
        client.v1().events().inNamespace(ns).resource(new Event()).create();
    }

    static void updated(KubernetesClient client, String ns, String name) {
        // expect: coordination.k8s.io/leases:update; possible: coordination.k8s.io/leases:get
        client.leases().inNamespace(ns).resource(new Lease()).update();
        // expect: apps/deployments:update; possible: apps/deployments:get
        client.resource(new Deployment()).replace();
        // expect: apps/deployments/status:update; possible: apps/deployments/status:get
        client.resource(new Deployment()).updateStatus();
        // expect: pods:update; possible: pods:get
        client.pods().inNamespace(ns).withName(name).lockResourceVersion("1").replace(new Pod());
        // expect: apps/statefulsets/status:update; possible: apps/statefulsets/status:get
        client.apps().statefulSets().inNamespace(ns).resource(new StatefulSet()).replaceStatus();
    }

    static void patched(KubernetesClient client, String ns, String name) {
        // expect: pods:patch; possible: pods:get
        client.pods().inNamespace(ns).withName(name).edit(pod -> pod);
        // expect: configmaps:patch; possible: configmaps:get, configmaps:create
        client.configMaps()
                .inNamespace(ns)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), new ConfigMap());
        // expect: secrets:patch; possible: secrets:get
        client.secrets().inNamespace(ns).withName(name).patch("{}");
        // expect: batch/jobs:patch, batch/jobs:create
        client.batch().v1().jobs().inNamespace(ns).resource(new Job()).serverSideApply();
        // expect: configmaps:patch, configmaps:create
        client.resource(new ConfigMap()).fieldManager("me").forceConflicts().serverSideApply();
        // expect: apps/deployments/status:patch; possible: apps/deployments/status:get
        client.apps().deployments().inNamespace(ns).withName(name).editStatus(deployment -> deployment);
        // expect: pods/status:patch; possible: pods/status:get
        client.resource(new Pod()).patchStatus();
        // expect: apps/deployments:get, apps/deployments:patch; possible: apps/deployments:list
        client.apps().deployments().inNamespace(ns).withName(name).rolling().restart();
        // expect: services:patch; possible: services:get
        client.services()
                .inNamespace(ns)
                .withName(name)
                .accept(service -> service.getMetadata().setName("x"));
    }

    static void several(KubernetesClient client, String ns) {
        HasMetadata either = System.nanoTime() > 0 ? new ServiceAccount() : new StatefulSet();
        // expect: serviceaccounts:create, serviceaccounts:update, apps/statefulsets:create, apps/statefulsets:update;
        // possible: serviceaccounts:get, apps/statefulsets:get
        client.resource(either).inNamespace(ns).createOrReplace();
        // expect: configmaps:create, secrets:create, configmaps:patch, secrets:patch
        client.resourceList(new ConfigMap(), new Secret()).inNamespace(ns).serverSideApply();
        // expect: nodes:list
        client.nodes()
                .list()
                .getItems()
                .forEach(node ->
                        // expect: nodes:patch; possible: nodes:get
                        client.resource(node).edit(same -> same));
        List<Service> services = List.of(new Service());
        // expect: services:create
        services.forEach(service -> client.resource(service).create());
    }
}
