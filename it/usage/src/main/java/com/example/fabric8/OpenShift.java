package com.example.fabric8;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.openshift.api.model.BuildRequest;
import io.fabric8.openshift.client.OpenShiftClient;

/** Clients adapted to OpenShift. */
public class OpenShift {

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        OpenShiftClient openShift = client.adapt(OpenShiftClient.class);
        // expect: route.openshift.io/routes:get
        openShift.routes().inNamespace(args[0]).withName(args[1]).get();
        // expect: image.openshift.io/imagestreams:list
        client.adapt(OpenShiftClient.class).imageStreams().inNamespace(args[0]).list();
        // expect: build.openshift.io/buildconfigs/instantiate:create
        openShift.buildConfigs().inNamespace(args[0]).withName(args[1]).instantiate(new BuildRequest());
        // expect: project.openshift.io/projects:list
        openShift.projects().list();
    }
}
