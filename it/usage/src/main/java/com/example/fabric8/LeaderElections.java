package com.example.fabric8;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;

/** The client's own leader election: its code tells which requests it makes. */
// elsewhere: coordination.k8s.io/leases:get, coordination.k8s.io/leases:create, coordination.k8s.io/leases:patch
public class LeaderElections {

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("x")
                        .withLock(new LeaseLock(args[0], "x", "me"))
                        .withLeaseDuration(Duration.ofSeconds(15))
                        .withLeaderCallbacks(new LeaderCallbacks(() -> started(client), () -> {}, id -> {}))
                        .build())
                .build()
                .run();
    }

    static void started(KubernetesClient client) {
        // expect: pods:list@all
        client.pods().inAnyNamespace().list();
    }
}
