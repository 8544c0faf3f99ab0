package com.example.josdk;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

@Group("web.example.com")
@Version("v1")
public class Website extends CustomResource<Void, Void> implements Namespaced {}
