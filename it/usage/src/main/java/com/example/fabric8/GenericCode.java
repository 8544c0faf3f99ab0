package com.example.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Code that is written once for many resources. */
public class GenericCode {

    public static void main(String[] args) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        String ns = args[0];
        String name = args[1];
        new ConfigMaps(client).find(ns, name);
        new Any<>(client, Secret.class).drop(ns, name);
        new PodOperator(client).reconcile(ns, name);
        new DeploymentOperator(client).reconcile(ns, name);
        ops(client, Deployment.class, ns, name);
        Store<Service> store = new Store<>(client, Service.class);
        store.refresh(ns);
        Finder<ServiceAccount> finder = new ServiceAccounts(client);
        finder.find(ns, name);
        custom(client, ns, name);
        save(client, new ResourceQuota());
        new Holder<>(new LimitRange()).write(client);
        byEnum(client, ns, name);
    }

    /** A base class that is told its resource by a class. */
    abstract static class Base<T extends HasMetadata> {
        final KubernetesClient client;
        final Class<T> kind;

        Base(KubernetesClient client, Class<T> kind) {
            this.client = client;
            this.kind = kind;
        }

        T find(String ns, String name) {
            // expect: configmaps:get
            return client.resources(kind).inNamespace(ns).withName(name).get();
        }

        void drop(String ns, String name) {
            // expect: secrets:delete
            client.resources(kind)
                    .inNamespace(ns)
                    .withName(name)
                    .withGracePeriod(0)
                    .delete();
        }
    }

    static final class ConfigMaps extends Base<ConfigMap> {
        ConfigMaps(KubernetesClient client) {
            super(client, ConfigMap.class);
        }
    }

    static final class Any<T extends HasMetadata> extends Base<T> {
        Any(KubernetesClient client, Class<T> kind) {
            super(client, kind);
        }
    }

    /** A base class whose subclasses say by an operation what they are about. */
    abstract static class Operator<T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>> {
        protected final KubernetesClient client;

        Operator(KubernetesClient client) {
            this.client = client;
        }

        protected abstract MixedOperation<T, L, R> operation();

        void reconcile(String ns, String name) {
            // expect: pods:get, apps/deployments:get
            T current = operation().inNamespace(ns).withName(name).get();
            if (current == null) {
                create(ns, name);
            } else {
                internalDelete(ns, name);
            }
        }

        private void create(String ns, String name) {
            // expect: pods:patch, pods:create, apps/deployments:patch, apps/deployments:create
            operation().inNamespace(ns).withName(name).serverSideApply();
        }

        protected void internalDelete(String ns, String name) {
            // expect: pods:delete
            operation().inNamespace(ns).withName(name).delete();
        }
    }

    static final class PodOperator extends Operator<Pod, PodList, PodResource> {
        PodOperator(KubernetesClient client) {
            super(client);
        }

        @Override
        protected MixedOperation<Pod, PodList, PodResource> operation() {
            return client.pods();
        }
    }

    static final class DeploymentOperator
            extends Operator<Deployment, DeploymentList, RollableScalableResource<Deployment>> {
        DeploymentOperator(KubernetesClient client) {
            super(client);
        }

        @Override
        protected MixedOperation<Deployment, DeploymentList, RollableScalableResource<Deployment>> operation() {
            return client.apps().deployments();
        }

        @Override
        protected void internalDelete(String ns, String name) {
            // expect: apps/deployments:patch; possible: apps/deployments:get
            operation().inNamespace(ns).withName(name).edit(deployment -> deployment);
        }
    }

    static <T extends HasMetadata> T ops(KubernetesClient client, Class<T> kind, String ns, String name) {
        // expect: apps/deployments:list
        client.resources(kind).inNamespace(ns).list();
        // expect: apps/deployments:get
        return client.resources(kind).inNamespace(ns).withName(name).get();
    }

    /** An operation kept in a field. */
    static final class Store<T extends HasMetadata> {
        private final MixedOperation<T, KubernetesResourceList<T>, Resource<T>> operation;

        Store(KubernetesClient client, Class<T> kind) {
            this.operation = client.resources(kind);
        }

        void refresh(String ns) {
            // expect: services:list
            operation.inNamespace(ns).list();
        }
    }

    /** An interface of our own with one implementation. */
    interface Finder<T extends HasMetadata> {
        T find(String ns, String name);
    }

    static final class ServiceAccounts implements Finder<ServiceAccount> {
        private final KubernetesClient client;

        ServiceAccounts(KubernetesClient client) {
            this.client = client;
        }

        @Override
        public ServiceAccount find(String ns, String name) {
            // expect: serviceaccounts:get
            return client.serviceAccounts().inNamespace(ns).withName(name).get();
        }
    }

    @Group("shop.example.com")
    @Version("v1")
    static final class Order extends CustomResource<Void, Void> implements Namespaced {}

    @Group("shop.example.com")
    @Version("v1beta1")
    @Kind("Delivery")
    static final class Shipment extends CustomResource<Void, Void> {}

    @Group("shop.example.com")
    @Version("v1")
    @Plural("staffMembers")
    static class Staff extends CustomResource<Void, Void> implements Namespaced {}

    static final class Cook extends Staff {}

    static void custom(KubernetesClient client, String ns, String name) {
        // expect: shop.example.com/orders:get
        client.resources(Order.class).inNamespace(ns).withName(name).get();
        // expect: shop.example.com/deliveries:list
        client.resources(Shipment.class).list();
        // expect: shop.example.com/staffmembers/status:update; possible: shop.example.com/staffmembers/status:get
        client.resource(new Cook()).inNamespace(ns).updateStatus();
    }

    static void save(KubernetesClient client, HasMetadata object) {
        // expect: resourcequotas:create
        client.resource(object).create();
    }

    static final class Holder<T extends HasMetadata> {
        private T held;

        Holder(T held) {
            hold(held);
        }

        private void hold(T value) {
            this.held = value;
        }

        void write(KubernetesClient client) {
            // expect: limitranges:update; possible: limitranges:get
            client.resource(held).update();
        }
    }

    /** Kinds in an enum, with a class each. */
    enum Managed {
        CLAIM(PersistentVolumeClaim.class),
        CONTROLLER(ReplicationController.class),
        DAEMON(DaemonSet.class);

        private final Class<? extends HasMetadata> type;

        Managed(Class<? extends HasMetadata> type) {
            this.type = type;
        }

        Class<? extends HasMetadata> type() {
            return type;
        }
    }

    static void byEnum(KubernetesClient client, String ns, String name) {
        for (Managed managed : Managed.values()) {
            // expect: persistentvolumeclaims:get, replicationcontrollers:get, apps/daemonsets:get
            client.resources(managed.type()).inNamespace(ns).withName(name).get();
        }
    }
}
