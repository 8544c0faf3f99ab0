package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Clusters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches kube-system: the accounts of Kubernetes' own controllers, and who is who on EKS. */
class ControllersTest {

    private static final String SECRETS = "{apiGroups: [''], resources: [secrets], verbs: [get, list, create]}";
    private static final String TURNS_SECRETS = "{apiGroups: [''], resources: [secrets], verbs: [get, list, patch]}";
    private static final String PODS = "{apiGroups: [''], resources: [pods], verbs: [create]}";
    private static final String TOKENS = "{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]}";

    /** What account op of namespace kafka amounts to by a rule that it has in a namespace, or in all for a star. */
    private static Power power(String namespace, String rule) {
        String everywhere = Clusters.granted("ClusterRoleBinding", "op", "kafka", "op", rule);
        String text = namespace.equals("*")
                ? everywhere
                : everywhere
                        .replace("kind: ClusterRoleBinding", "kind: RoleBinding")
                        .replaceFirst(
                                "(kind: RoleBinding\\s*\\nmetadata: \\{name: op)[^}]*}",
                                "$1, namespace: " + namespace + "}");
        Cluster cluster = Clusters.of("operator.yaml", text);
        AccessModel model = new AccessModel(cluster, BuiltinPolicy.of(BuiltinPolicy.newestVersion()));
        return model.powerOf(cluster.bundles().get(0).account("kafka", "op"));
    }

    @ParameterizedTest
    @CsvSource({"*, true", "kube-system, true", "other, false", "kafka, false"})
    void mayBeOneWhoRunsPodsInTheirNamespace(String namespace, boolean may) {
        Power power = power(namespace, PODS);

        assertThat(power.reachingControllers() != null).isEqualTo(may);
        assertThat(power.paths())
                .filteredOn(path -> path.goal() == Goal.FOREIGN_TOKEN)
                .flatExtracting(Path::steps)
                .extracting(Step::text)
                .allSatisfy(text -> assertThat(text.contains("kube-system's it may be cluster-admin"))
                        .isEqualTo(may));
    }

    @ParameterizedTest
    @CsvSource({"*, true", "kube-system, true", "other, false"})
    void isSurelyOneWhoGetsTheirTokens(String namespace, boolean is) {
        Power power = power(namespace, TOKENS);

        assertThat(power.reachingControllers()).as("under a condition").isNull();
        assertThat(power.paths().stream().anyMatch(path -> path.goal() == Goal.CLUSTER_ADMIN && path.isCertain()))
                .isEqualTo(is);
    }

    @Test
    void saysHowASecretBecomesAToken() {
        assertThat(power("*", SECRETS).paths())
                .flatExtracting(Path::steps)
                .extracting(Step::text)
                .anySatisfy(text -> assertThat(text)
                        .contains(
                                "can write Secrets in the cluster, and read the token that Kubernetes puts into one of type"
                                        + " service-account-token"));
        assertThat(power("*", TURNS_SECRETS).paths())
                .flatExtracting(Path::others)
                .extracting(other -> other.step().text())
                .singleElement()
                .asString()
                .contains(", and so empty one that holds a token, name another account in it, and read what Kubernetes"
                        + " fills in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | | NAMESPACE | the cluster takes identities from aws-auth (EKS), which make somebody cluster-admin",
                "kube-system | | TENANT | the cluster takes identities from aws-auth (EKS), which make somebody cluster-admin",
                "other | | NAMESPACE |",
                "kafka | | OWN |",
                "* | aws-auth | CLUSTER |",
                "kube-system | aws-auth | CLUSTER |",
                "other | aws-auth | OWN |",
                "* | coredns | TENANT |",
                "* | mine | OWN |"
            })
    void weighsConfigMapsByWhetherTheySayWhoIsWho(String namespace, String name, Capability amount, String condition) {
        String names = name == null ? "" : "resourceNames: [" + name + "], ";
        Power power = power(namespace, "{apiGroups: [''], resources: [configmaps], " + names + "verbs: [update]}");

        assertThat(power.abilities()).singleElement().satisfies(ability -> {
            assertThat(ability.gain().capability()).isEqualTo(amount);
            assertThat(ability.gain().condition()).isEqualTo(condition);
        });
        assertThat(power.paths())
                .extracting(Path::goal)
                .isEqualTo(amount == Capability.CLUSTER ? List.of(Goal.CLUSTER_ADMIN) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"'a, b, c', 'a, b, c'", "'a, b, c, d', 'a, b, c and 1 more'", "'a, b, c, d, e', 'a, b, c and 2 more'"})
    void namesAFewOfThoseThatARuleNames(String names, String told) {
        assertThat(power("*", "{apiGroups: [''], resources: [secrets], resourceNames: [" + names + "], verbs: [get]}")
                        .words())
                .isEqualTo("read Secret " + told + " in every namespace");
    }

    @Test
    void needsNothingButSuchPodsToBeOneOfThemWhereAnotherAccountWouldTakeMore() {
        String hooks =
                "{apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [create]}";
        Cluster cluster = Clusters.of(
                "operator.yaml",
                Clusters.granted("ClusterRoleBinding", "op", "kafka", "op", PODS)
                        + Clusters.granted("ClusterRoleBinding", "hooks", "kafka", "hooks", hooks));
        Power power = new AccessModel(cluster, BuiltinPolicy.of(BuiltinPolicy.newestVersion()))
                .powerOf(cluster.bundles().get(0).account("kafka", "op"));

        assertThat(power.paths())
                .filteredOn(path -> path.goal() == Goal.CLUSTER_ADMIN)
                .singleElement()
                .satisfies(path -> {
                    assertThat(path.conditions()).containsExactly(Conditions.NOTHING_FORBIDS_SUCH_PODS);
                    assertThat(path.steps()).hasSize(1);
                    assertThat(path.capability()).isEqualTo(Capability.TENANT);
                });
    }
}
