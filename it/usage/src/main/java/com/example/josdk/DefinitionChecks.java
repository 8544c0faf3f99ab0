package com.example.josdk;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.BaseConfigurationService;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

/** The check that the definitions of custom resources are there and fit, switched on and off. */
public class DefinitionChecks {

    public static void main(String[] args) {
        // expect: apiextensions.k8s.io/customresourcedefinitions:get[websites.web.example.com]
        start(new Operator(overrider -> overrider.checkingCRDAndValidateLocalModel(true)));
        // expect: nothing
        start(new Operator(overrider -> overrider.checkingCRDAndValidateLocalModel(false)));
        // expect: possible: apiextensions.k8s.io/customresourcedefinitions:get[websites.web.example.com]
        start(new Operator(overrider -> overrider.checkingCRDAndValidateLocalModel(Boolean.getBoolean("check"))));
        start(new Operator(new Checking()));
        start(new Operator(new Trusting()));
        start(new Operator(new Asking()));
    }

    private static void start(Operator operator) {
        operator.register(new WebsiteReconciler());
        operator.register(new SecretReconciler());
        operator.start();
    }

    // expect: framework: apiextensions.k8s.io/customresourcedefinitions:get[websites.web.example.com]
    static final class Checking extends BaseConfigurationService {
        @Override
        public boolean checkCRDAndValidateLocalModel() {
            return true;
        }
    }

    // expect: nothing
    static final class Trusting extends BaseConfigurationService {
        @Override
        public boolean checkCRDAndValidateLocalModel() {
            return false;
        }
    }

    // expect: possible: apiextensions.k8s.io/customresourcedefinitions:get[websites.web.example.com]
    static final class Asking extends BaseConfigurationService {
        @Override
        public boolean checkCRDAndValidateLocalModel() {
            return Boolean.getBoolean("check");
        }
    }

    // expect: framework: web.example.com/websites:list@all, web.example.com/websites:watch@all;
    // possible: web.example.com/websites:get
    static final class WebsiteReconciler implements Reconciler<Website> {
        @Override
        public UpdateControl<Website> reconcile(Website website, Context<Website> context) {
            return UpdateControl.noUpdate();
        }
    }

    // expect: framework: secrets:list@all, secrets:watch@all; possible: secrets:get
    static final class SecretReconciler implements Reconciler<Secret> {
        @Override
        public UpdateControl<Secret> reconcile(Secret secret, Context<Secret> context) {
            return UpdateControl.noUpdate();
        }
    }
}
