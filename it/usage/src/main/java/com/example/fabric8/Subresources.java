package com.example.fabric8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;

/** Requests to what belongs to an object. */
public class Subresources {

    public static void main(String[] args) {
        pods(new KubernetesClientBuilder().build(), args[0], args[1]);
        others(new KubernetesClientBuilder().build(), args[0], args[1]);
    }

    static void pods(KubernetesClient client, String ns, String name) {
        // expect: pods/exec:get; possible: pods/exec:create
        client.pods().inNamespace(ns).withName(name).writingOutput(System.out).exec("ls");
        // expect: pods/exec:get; possible: pods/exec:create
        client.pods()
                .inNamespace(ns)
                .withName(name)
                .inContainer("c")
                .redirectingOutput()
                .withTTY()
                .exec("sh", "-c", "x");
        // expect: pods/exec:get; possible: pods/exec:create
        client.pods().inNamespace(ns).withName(name).file("/etc/x").copy(Path.of("x"));
        // expect: pods/log:get
        client.pods().inNamespace(ns).withName(name).getLog();
        // expect: pods/log:get
        client.pods()
                .inNamespace(ns)
                .withName(name)
                .inContainer("c")
                .tailingLines(10)
                .watchLog();
        // expect: pods/portforward:get; possible: pods/portforward:create
        client.pods().inNamespace(ns).withName(name).portForward(8080);
        // expect: pods/eviction:create
        client.pods().inNamespace(ns).withName(name).evict();
        // expect: pods/resize:patch; possible: pods/resize:get, pods/resize:create
        client.pods()
                .inNamespace(ns)
                .withName(name)
                .subresource("resize")
                .patch(PatchContext.of(PatchType.JSON_MERGE), new Pod());
        // expect: pods/ephemeralcontainers:patch; possible: pods/ephemeralcontainers:get
        client.pods().inNamespace(ns).withName(name).ephemeralContainers().edit(pod -> pod);
    }

    static void others(KubernetesClient client, String ns, String name) {
        // expect: apps/deployments/scale:get, apps/deployments/scale:update, apps/deployments:get
        client.apps().deployments().inNamespace(ns).withName(name).scale(2);
        // expect: apps/statefulsets/scale:get
        client.apps().statefulSets().inNamespace(ns).withName(name).scale();
        // expect: serviceaccounts/token:create
        client.serviceAccounts().inNamespace(ns).withName(name).tokenRequest(new TokenRequest());
        // expect: serviceaccounts/token:create[builder]
        client.serviceAccounts().inNamespace(ns).withName("builder").tokenRequest(new TokenRequest());
        // expect: certificates.k8s.io/certificatesigningrequests/approval:update; possible:
        // certificates.k8s.io/certificatesigningrequests/approval:get
        client.certificates()
                .v1()
                .certificateSigningRequests()
                .withName(name)
                .approve(new CertificateSigningRequestCondition());
    }
}
