package com.example.flags;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The feature flags of one application. */
@Group("flags.example.com")
@Version("v1")
@Plural("featureflags")
public class FeatureFlags extends CustomResource<FeatureFlagsSpec, FeatureFlagsStatus> implements Namespaced {}
