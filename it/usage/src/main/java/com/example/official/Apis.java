package com.example.official;

import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import io.kubernetes.client.openapi.apis.RbacAuthorizationV1Api;
import io.kubernetes.client.openapi.models.AuthenticationV1TokenRequest;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretList;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceList;
import io.kubernetes.client.util.CallGeneratorParams;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;

/** The official Java client. */
// elsewhere: coordination.k8s.io/leases:get, coordination.k8s.io/leases:create, coordination.k8s.io/leases:update
public class Apis {

    public static void main(String[] args) throws Exception {
        ApiClient client = Config.defaultClient();
        CoreV1Api core = new CoreV1Api(client);
        generated(client, core, args[0], args[1]);
        generic(client, args[0], args[1]);
        watched(client, core, args[0]);
    }

    static void generated(ApiClient client, CoreV1Api core, String ns, String name) throws Exception {
        // expect: pods:create
        core.createNamespacedPod(ns, new V1Pod(), null, null, null, null);
        // expect: pods:list@all
        core.listPodForAllNamespaces(null, null, null, null, null, null, null, null, null, null);
        // expect: pods/log:get
        core.readNamespacedPodLog(name, ns, null, null, null, null, null, null, null, null, null);
        // expect: serviceaccounts/token:create
        core.createNamespacedServiceAccountToken(name, ns, new AuthenticationV1TokenRequest(), null, null, null, null);
        // expect: apps/deployments/scale:patch
        new AppsV1Api(client).patchNamespacedDeploymentScale(name, ns, new V1Patch("{}"), null, null, null, null, null);
        // expect: configmaps:deletecollection
        core.deleteCollectionNamespacedConfigMap(
                ns, null, null, null, null, null, null, null, null, null, null, null, null, null);
        // expect: namespaces:get
        core.readNamespaceWithHttpInfo(name, null);
        // expect: services:update
        core.replaceNamespacedServiceAsync(name, ns, new V1Service(), null, null, null, null, null);
        // expect: rbac.authorization.k8s.io/clusterroles:delete
        new RbacAuthorizationV1Api(client).deleteClusterRole(name, null, null, null, null, null, null);
        // expect: pods/exec:get
        core.connectGetNamespacedPodExec(name, ns, null, null, null, null, null, null);
        // expect: namespaces/status:patch
        core.patchNamespaceStatus(name, new V1Patch("{}"), null, null, null, null, null);
    }

    static void generic(ApiClient client, String ns, String name) throws Exception {
        // expect: g.example.com/widgets/status:patch
        new CustomObjectsApi(client)
                .patchNamespacedCustomObjectStatus(
                        "g.example.com", "v1", ns, "widgets", name, new Object(), null, null, null);
        // expect: g.example.com/plants:list@?
        new CustomObjectsApi(client)
                .listClusterCustomObject(
                        "g.example.com", "v1", "plants", null, null, null, null, null, null, null, null, null, null);
        // expect: unresolved
        new CustomObjectsApi(client).getNamespacedCustomObject("g.example.com", "v1", ns, name, name);
        GenericKubernetesApi<V1Secret, V1SecretList> secrets =
                new GenericKubernetesApi<>(V1Secret.class, V1SecretList.class, "", "v1", "secrets", client);
        // expect: secrets:get
        secrets.get(ns, name);
        // expect: secrets/status:update
        secrets.updateStatus(new V1Secret(), secret -> secret);
        // expect: cert-manager.io/certificates:list
        new DynamicKubernetesApi("cert-manager.io", "v1", "certificates", client).list(ns);
        SharedInformerFactory factory = new SharedInformerFactory(client);
        // expect: secrets:list@all, secrets:watch@all
        factory.sharedIndexInformerFor(secrets, V1Secret.class, 0);
    }

    static void watched(ApiClient client, CoreV1Api core, String ns) throws Exception {
        SharedInformerFactory factory = new SharedInformerFactory(client);
        factory.sharedIndexInformerFor(
                (CallGeneratorParams params) ->
                        // expect: services:list@all, services:watch@all
                        core.listServiceForAllNamespacesCall(
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                params.resourceVersion,
                                null,
                                params.timeoutSeconds,
                                params.watch,
                                null),
                V1Service.class,
                V1ServiceList.class);
        Watch.createWatch(
                client,
                // expect: namespaces:watch
                core.listNamespaceCall(null, null, null, null, null, null, null, null, null, true, null),
                new TypeToken<Watch.Response<V1Namespace>>() {}.getType());
        // expect: configmaps:list
        core.listNamespacedConfigMapCall(ns, null, null, null, null, null, null, null, null, null, false, null);
        // expect: nothing
        new LeaseLock(ns, "x", "me").identity();
    }
}
