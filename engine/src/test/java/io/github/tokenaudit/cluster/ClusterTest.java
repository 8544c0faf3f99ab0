package io.github.tokenaudit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {

    @ParameterizedTest
    @CsvSource({
        "v1, Pod, ''",
        "v1, PodTemplate, template",
        "v1, ReplicationController, spec.template",
        "apps/v1, Deployment, spec.template",
        "extensions/v1beta1, Deployment, spec.template",
        "apps/v1, StatefulSet, spec.template",
        "apps/v1, DaemonSet, spec.template",
        "apps/v1, ReplicaSet, spec.template",
        "batch/v1, Job, spec.template",
        "batch/v1beta1, CronJob, spec.jobTemplate.spec.template",
        "apps.openshift.io/v1, DeploymentConfig, spec.template",
        "v1, DeploymentConfig, spec.template",
    })
    void findsThePodsOfEveryKindOfWorkload(String apiVersion, String kind, String path) {
        StringBuilder text =
                new StringBuilder("apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: op}\n");
        String indent = "";
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            text.append(indent).append(step).append(":\n");
            indent += "  ";
        }
        text.append(indent).append("spec: {serviceAccountName: found, containers: [{name: main}]}\n");

        Cluster cluster = Clusters.of("a.yaml", text.toString());

        assertThat(cluster.workloads()).singleElement().satisfies(workload -> {
            assertThat(workload.pod().serviceAccountName()).isEqualTo("found");
            assertThat(workload.pod().containers()).extracting(Container::name).containsExactly("main");
        });
    }

    @Test
    void takesNoKindOfAnotherGroupForAWorkload() {
        Cluster cluster =
                Clusters.of("a.yaml", "apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: mine}\n");

        assertThat(cluster.workloads()).isEmpty();
        assertThat(cluster.inventory().otherKinds()).containsEntry("Deployment", 1);
    }

    @Test
    void expandsListsNestedOnesAndTypedOnesWhoseItemsLeaveOutTheirKind() {
        Cluster cluster = Clusters.of("a.yaml", """
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: v1
                    kind: List
                    items:
                      - {apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}
                  - {apiVersion: v1, kind: Service, metadata: {name: s}}
                ---
                apiVersion: v1
                kind: ServiceAccountList
                items:
                  - {metadata: {name: b}}
                """);

        assertThat(cluster.objects("", "ServiceAccount"))
                .extracting(object -> object.id().name())
                .containsExactly("a", "b");
        assertThat(cluster.inventory().objects()).isEqualTo(3);
        assertThat(cluster.inventory().documents()).isEqualTo(2);
    }

    @Test
    void countsWhatItPassesOver() {
        Cluster cluster = Clusters.of("a.yaml", """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: s
                ---
                replicas: 3
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: kafkas.example.com
                spec:
                  group: example.com
                  names: {plural: kafkas}
                  scope: Cluster
                  versions: []
                ---
                kind: [
                """);
        Inventory inventory = cluster.inventory();

        assertThat(inventory.documents()).isEqualTo(4);
        assertThat(inventory.objects()).isEqualTo(2);
        assertThat(inventory.skippedDocuments()).isEqualTo(3);
        assertThat(inventory.notObjects()).isEqualTo(1);
        assertThat(inventory.unreadable()).isEqualTo(1);
        assertThat(cluster.bundles().get(0).apis()).singleElement().satisfies(api -> {
            assertThat(api.group()).isEqualTo("example.com");
            assertThat(api.plural()).isEqualTo("kafkas");
            assertThat(api.namespaced()).isFalse();
        });
    }

    @Test
    void makesOfAClusterServiceVersionWhatOlmMakesOfIt() {
        Cluster cluster = Clusters.of("csv.yaml", """
                apiVersion: operators.coreos.com/v1alpha1
                kind: ClusterServiceVersion
                metadata: {name: op.v1, namespace: placeholder}
                spec:
                  installModes:
                    - {type: OwnNamespace, supported: true}
                    - {type: AllNamespaces, supported: false}
                  install:
                    spec:
                      deployments:
                        - name: op
                          spec: {template: {spec: {serviceAccountName: op, containers: [{name: main}]}}}
                      permissions:
                        - serviceAccountName: op
                          rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]
                      clusterPermissions:
                        - serviceAccountName: op
                          rules: [{apiGroups: [""], resources: [nodes], verbs: [get]}]
                """);
        Contents contents = cluster.bundles().get(0).own();

        assertThat(contents.csvs())
                .singleElement()
                .satisfies(csv -> assertThat(csv.installModes()).containsExactly("OwnNamespace"));
        assertThat(contents.workloads()).singleElement().satisfies(workload -> {
            assertThat(workload.id()).isEqualTo(new ObjectId("apps/v1", "Deployment", null, "op"));
            assertThat(workload.pod().field().path()).isEqualTo("spec.install.spec.deployments[0].spec.template.spec");
        });
        assertThat(contents.accounts()).extracting(ServiceAccount::madeByOlm).containsExactly(true);
        assertThat(contents.roles()).extracting(role -> role.id().kind()).containsExactly("Role", "ClusterRole");
        assertThat(contents.bindings())
                .extracting(binding -> binding.id().kind())
                .containsExactly("RoleBinding", "ClusterRoleBinding");
        assertThat(cluster.inventory().serviceAccounts())
                .as("declared by the input")
                .isZero();
    }

    @Test
    void tellsOfManifestsInConfigMaps() {
        Cluster cluster = Clusters.of("a.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: templates}
                data:
                  settings: "kind: of blue"
                  job.yaml: |
                    apiVersion: batch/v1
                    kind: Job
                """);

        assertThat(EmbeddedManifests.in(cluster)).singleElement().satisfies(embedded -> {
            assertThat(embedded.field().name()).isEqualTo("job.yaml");
            assertThat(embedded.kinds()).containsExactly("Job");
        });
        assertThat(cluster.workloads()).isEmpty();
    }
}
