package com.example.flags;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A ConfigMap with a properties file, one line for each flag in the order of names. */
@KubernetesDependent
public class FlagsFile extends CRUDKubernetesDependentResource<ConfigMap, FeatureFlags> {

    @Override
    protected ConfigMap desired(FeatureFlags wanted, Context<FeatureFlags> context) {
        String lines = new TreeMap<>(wanted.getSpec().getFlags())
                .entrySet().stream()
                        .map(flag -> flag.getKey() + "=" + flag.getValue() + "\n")
                        .collect(Collectors.joining());
        return new ConfigMapBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(nameFor(wanted))
                        .withNamespace(wanted.getMetadata().getNamespace())
                        .build())
                .withData(Map.of("flags.properties", lines))
                .build();
    }

    static String nameFor(FeatureFlags wanted) {
        return wanted.getMetadata().getName() + "-flags";
    }
}
