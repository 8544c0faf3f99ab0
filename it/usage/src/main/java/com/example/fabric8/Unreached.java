package com.example.fabric8;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Code that no entry point is known to lead to shows what may be needed, not what is. */
public class Unreached {

    private final KubernetesClient client;

    public Unreached(KubernetesClient client) {
        this.client = client;
    }

    public void nobodyCallsThis(String ns) {
        // expect: possible: limitranges:list
        client.limitRanges().inNamespace(ns).list();
    }
}
