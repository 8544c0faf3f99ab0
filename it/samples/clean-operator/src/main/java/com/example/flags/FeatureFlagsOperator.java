package com.example.flags;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;

/** The operator's program. Of its replicas one works, the others wait for its lease to run out. */
public final class FeatureFlagsOperator {

    private FeatureFlagsOperator() {}

    public static void main(String[] args) {
        Operator operator = new Operator(configuration -> configuration.withLeaderElectionConfiguration(
                new LeaderElectionConfiguration("feature-flags-operator")));
        operator.register(new FeatureFlagsReconciler());
        operator.start();
    }
}
