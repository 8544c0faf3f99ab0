package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Clusters;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leads to nodes and from there on: which conditions the input itself settles, and on which clusters a way is open. */
class NodesTest {

    private static final String NODES = "{apiGroups: [''], resources: [nodes], verbs: [patch]}";
    private static final String PODS = "{apiGroups: [''], resources: [pods], verbs: [create]}";
    private static final String USES_ANY =
            "{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], verbs: [use]}";
    private static final String PROXY = "{apiGroups: [''], resources: [nodes/proxy], verbs: [get]}";
    private static final String DAEMON_SET = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: driver, namespace: %s}
            spec:
              template:
                spec: {serviceAccountName: driver, containers: [{name: driver, securityContext: {privileged: %s}}]}
            ---
            """;

    /** What account op of namespace kafka amounts to by rules that a binding of that namespace, or of the cluster, gives. */
    private static Power power(String binding, String beside, String... rules) {
        Cluster cluster = Clusters.of("operator.yaml", beside + Clusters.granted(binding, "op", "kafka", "op", rules));
        AccessModel model = new AccessModel(cluster, BuiltinPolicy.of(BuiltinPolicy.newestVersion()));
        return model.powerOf(cluster.bundles().get(0).account("kafka", "op"));
    }

    private static Path path(Power power, Goal goal) {
        return power.paths().stream()
                .filter(path -> path.goal() == goal)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void needsToBringNoPodsToANodeThatTheTokenSurelyTakesOfAll() {
        Power power = power("ClusterRoleBinding", "", NODES, PODS, USES_ANY);

        assertThat(power.paths())
                .filteredOn(path -> path.goal() == Goal.FOREIGN_TOKEN)
                .flatExtracting(Path::steps)
                .extracting(Step::text)
                .noneMatch(text -> text.contains("change nodes"));
        assertThat(path(power, Goal.NODE).isCertain()).isTrue();
    }

    @Test
    void countsAWayThatTakesANodeFirstForLessOpenThanOthers() {
        String secrets = "{apiGroups: [''], resources: [secrets], verbs: [list]}";
        Path path = path(power("ClusterRoleBinding", "", NODES, secrets), Goal.FOREIGN_TOKEN);

        assertThat(path.deciding().text()).contains("read every Secret");
        assertThat(path.asOpen()).isEmpty();
        assertThat(path.lessOpen())
                .singleElement()
                .extracting(Path.Other::conditions)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(Conditions.ROOT_ON_A_NODE);
    }

    @Test
    void needsNoLabelsOfNamespacesForTheImageOfAPodThatIsPrivilegedAlready() {
        String patches = "{apiGroups: [''], resources: [pods, namespaces], verbs: [patch]}";
        Path path = path(power("ClusterRoleBinding", "", patches), Goal.NODE);

        assertThat(path.conditions()).containsExactly(Conditions.A_PRIVILEGED_POD);
        assertThat(path.steps()).hasSize(1);
    }

    @Test
    void prefersAWayThatIsOpenOnAnyCluster() {
        Path path = path(power("ClusterRoleBinding", "", PODS, USES_ANY, PROXY), Goal.NODE);

        assertThat(path.steps())
                .extracting(Step::text)
                .singleElement()
                .asString()
                .contains("through the kubelets");
        assertThat(path.isOnAnyCluster()).isTrue();
    }

    @Test
    void needsANodeToBringPodsToWhereTheTokenTakesNoneOrOnlyUnderACondition() {
        Path alone = path(power("ClusterRoleBinding", "", NODES), Goal.FOREIGN_TOKEN);
        assertThat(alone.conditions()).containsExactly(Conditions.ROOT_ON_A_NODE);
        assertThat(alone.steps()).hasSize(1);

        String volumes = "{apiGroups: [''], resources: [persistentvolumes], verbs: [create]}";
        Path maybe = path(power("ClusterRoleBinding", "", NODES, PODS, volumes), Goal.FOREIGN_TOKEN);
        assertThat(maybe.steps()).extracting(Step::text).noneMatch(text -> text.contains("disk of a node"));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, true, true",
        "kafka, false, false",
        "other, true, false",
    })
    void knowsThatANamespaceAdmitsPrivilegedPodsInWhichTheInputRunsSome(
            String namespace, boolean privileged, boolean admitted) {
        Path path = path(power("RoleBinding", DAEMON_SET.formatted(namespace, privileged), PODS), Goal.NODE);

        assertThat(path.conditions())
                .containsExactly(
                        admitted
                                ? Conditions.AS_FOR_ITS_OWN_PRIVILEGED_PODS
                                : Conditions.NOTHING_FORBIDS_PRIVILEGED_PODS);
        assertThat(path.capability()).isEqualTo(Capability.NAMESPACE);
        assertThat(path.conditions())
                .allSatisfy(
                        condition -> assertThat(Conditions.usually(condition)).isPresent());
    }

    @Test
    void countsAWayThatTakesAnApiOfOpenShiftsForThatOnly() {
        Path path = path(power("ClusterRoleBinding", "", PODS, USES_ANY), Goal.NODE);
        assertThat(path.isOnOpenShift()).isTrue();
        assertThat(path.isOnAnyCluster()).isFalse();

        Path both = path(power("ClusterRoleBinding", "", PODS, USES_ANY, PROXY), Goal.NODE);
        assertThat(both.isOnOpenShift()).as("another way is as open elsewhere").isFalse();

        Path any = path(power("ClusterRoleBinding", "", PROXY), Goal.NODE);
        assertThat(any.isOnOpenShift()).isFalse();
        assertThat(any.isOnAnyCluster()).isTrue();
    }

    @Test
    void saysOfNoWayUnderAConditionThatItIsOpenOnAnyCluster() {
        Path path = path(power("ClusterRoleBinding", "", PODS), Goal.NODE);

        assertThat(path.isCertain()).isFalse();
        assertThat(path.isOnAnyCluster()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\", apps | deployments | true | false",
                "apps.openshift.io | deploymentconfigs | false | true",
                "apps, apps.openshift.io | deploymentconfigs | false | true",
                "apps, apps.openshift.io | deployments, deploymentconfigs | true | false",
                "\"*\" | \"*\" | true | false"
            })
    void knowsByItsApisOnWhichClustersAnAbilityCounts(
            String groups, String resources, boolean onAny, boolean onOpenShift) {
        Power power = power(
                "ClusterRoleBinding",
                "",
                "{apiGroups: [" + groups + "], resources: [" + resources + "], verbs: [create]}");

        assertThat(power.worst())
                .filteredOn(ability -> ability.danger() == Danger.WORKLOAD_CREATE)
                .singleElement()
                .satisfies(ability -> {
                    assertThat(ability.isOnAnyCluster()).isEqualTo(onAny);
                    assertThat(ability.isOnOpenShift()).isEqualTo(onOpenShift);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serving.knative.dev | services | create of services of serving.knative.dev",
                "\"\", serving.knative.dev | services, pods | create of services, pods",
                "\"\", apps | services, deployments | create of deployments"
            })
    void tellsKnativesServicesFromThoseOfKubernetes(String groups, String resources, String requests) {
        Power power = power(
                "ClusterRoleBinding",
                "",
                "{apiGroups: [" + groups + "], resources: [" + resources + "], verbs: [create]}");

        assertThat(power.worst())
                .filteredOn(ability -> ability.danger() == Danger.WORKLOAD_CREATE)
                .extracting(Ability::requests)
                .containsExactly(requests);
    }

    @Test
    void tellsOfNoOtherWayThatGoesWithARuleForEverything() {
        String everything = "{apiGroups: ['*'], resources: ['*'], verbs: ['*']}";

        assertThat(path(power("ClusterRoleBinding", "", everything, USES_ANY), Goal.NODE)
                        .others())
                .as("pods come from the rule for everything")
                .isEmpty();
        assertThat(path(power("ClusterRoleBinding", "", everything, PROXY), Goal.NODE)
                        .others())
                .as("needs nothing else")
                .hasSize(1);
    }
}
