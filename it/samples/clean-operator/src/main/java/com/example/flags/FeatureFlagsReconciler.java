package com.example.flags;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;

/** Keeps a ConfigMap for the feature flags of every application in the operator's own namespace. */
@Workflow(dependents = @Dependent(type = FlagsFile.class))
@ControllerConfiguration(informer = @Informer(namespaces = Constants.WATCH_CURRENT_NAMESPACE))
public class FeatureFlagsReconciler implements Reconciler<FeatureFlags> {

    @Override
    public UpdateControl<FeatureFlags> reconcile(FeatureFlags wanted, Context<FeatureFlags> context) {
        FeatureFlagsStatus status = new FeatureFlagsStatus();
        status.setConfigMap(FlagsFile.nameFor(wanted));
        status.setOn((int) wanted.getSpec().getFlags().values().stream()
                .filter(Boolean::booleanValue)
                .count());

        FeatureFlags update = new FeatureFlags();
        update.setMetadata(new ObjectMetaBuilder()
                .withName(wanted.getMetadata().getName())
                .withNamespace(wanted.getMetadata().getNamespace())
                .build());
        update.setStatus(status);
        return UpdateControl.patchStatus(update);
    }
}
