package com.example.fabric8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Resources without a class, named by strings. */
public class DynamicKinds {

    private static final ResourceDefinitionContext CERTIFICATES = new ResourceDefinitionContext.Builder()
            .withGroup("cert-manager.io")
            .withVersion("v1")
            .withPlural("certificates")
            .withKind("Certificate")
            .withNamespaced(true)
            .build();

    private static final String GROUP = "example.com";

    private final KubernetesClient client;
    private final String plural;

    DynamicKinds(KubernetesClient client, String plural) {
        this.client = client;
        this.plural = plural;
    }

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        constants(client, args[0], args[1]);
        new DynamicKinds(client, "gadgets").ofField(args[0]);
        unknown(client, args[0], args[1]);
    }

    static void constants(KubernetesClient client, String ns, String name) {
        // expect: cert-manager.io/certificates:get
        client.genericKubernetesResources(CERTIFICATES)
                .inNamespace(ns)
                .withName(name)
                .get();
        // expect: monitoring.coreos.com/servicemonitors:list
        client.genericKubernetesResources("monitoring.coreos.com/v1", "ServiceMonitor")
                .inNamespace(ns)
                .list();
        // expect: example.com/policies:list@all
        client.genericKubernetesResources(GROUP + "/v1", "Policy")
                .inAnyNamespace()
                .list();
        // expect: example.com/widgets:delete
        ofKind(client, GROUP, "Widget").inNamespace(ns).withName(name).delete();
        // expect: example.com/gateways:delete
        ofKind(client, GROUP, "Gateway").inNamespace(ns).withName(name).delete();
        GenericKubernetesResource built = new GenericKubernetesResourceBuilder()
                .withApiVersion("argoproj.io/v1alpha1")
                .withKind("Application")
                .build();
        // expect: argoproj.io/applications:patch, argoproj.io/applications:create
        client.resource(built).inNamespace(ns).serverSideApply();
        // expect: cert-manager.io/certificates:get
        GenericKubernetesResource found = client.genericKubernetesResources(CERTIFICATES)
                .inNamespace(ns)
                .withName(name)
                .get();
        // expect: cert-manager.io/certificates:update; possible: cert-manager.io/certificates:get
        client.resource(found).update();
    }

    static io.fabric8.kubernetes.client.dsl.MixedOperation<
                    GenericKubernetesResource,
                    io.fabric8.kubernetes.api.model.GenericKubernetesResourceList,
                    io.fabric8.kubernetes.client.dsl.Resource<GenericKubernetesResource>>
            ofKind(KubernetesClient client, String group, String kind) {
        return client.genericKubernetesResources(group + "/v1", kind);
    }

    void ofField(String ns) {
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup("tools.example.com")
                .withVersion("v1")
                .withPlural(plural)
                .build();
        // expect: tools.example.com/gadgets:list
        client.genericKubernetesResources(context).inNamespace(ns).list();
    }

    static void unknown(KubernetesClient client, String ns, String kind) {
        // expect: unresolved
        client.genericKubernetesResources(GROUP + "/v1", kind).list();
        // expect: unresolved
        client.load(System.in).create();
        // expect: unresolved
        client.raw("/apis/example.com/v1");
        HasMetadata any = read(kind);
        // expect: unresolved
        client.resource(any).inNamespace(ns).create();
    }

    static native HasMetadata read(String file);
}
