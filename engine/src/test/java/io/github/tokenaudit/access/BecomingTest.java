package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Clusters;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom of the input an account becomes by what it may do, and what that amounts to. */
class BecomingTest {

    private static final String PODS = "{apiGroups: [''], resources: [pods], verbs: [create]}";
    private static final String SECRETS = "{apiGroups: [''], resources: [secrets], verbs: [get, list]}";
    private static final String ESCALATE =
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [update, escalate]}";
    private static final String TOKEN_OF_OTHER =
            "{apiGroups: [''], resources: [serviceaccounts/token], resourceNames: [other], verbs: [create]}";
    private static final String TOKENS = "{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]}";

    /** What account op of namespace kafka amounts to. */
    private static Power power(String... texts) {
        Cluster cluster = Clusters.of("operator.yaml", String.join("", texts));
        AccessModel model = new AccessModel(cluster, BuiltinPolicy.of(BuiltinPolicy.newestVersion()));
        return model.powerOf(cluster.bundles().get(0).account("kafka", "op"));
    }

    /** A grant in one namespace to an account of another one. */
    private static String in(String namespace, String account, String home, String rule) {
        return Clusters.granted("RoleBinding", account, namespace, account, rule)
                .replace(
                        "name: " + account + ", namespace: " + namespace + "}]",
                        "name: " + account + ", namespace: " + home + "}]");
    }

    private static Optional<Path> path(Power power, Goal goal) {
        return power.paths().stream().filter(path -> path.goal() == goal).findFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, true, an open namespace may be its own",
        "kube-system, false, none of an operator's accounts is there",
    })
    void isWhoseNamespaceIsLeftOpenWhereThatMayBeTheSame(String namespace, boolean becomes, String why) {
        String strong = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: strong}\n---\n"
                + Clusters.granted("ClusterRoleBinding", "strong", "none", "strong", ESCALATE)
                        .replace(", namespace: none", "");

        assertThat(path(power(strong, in(namespace, "op", "kafka", TOKENS)), Goal.FOREIGN_TOKEN)
                        .map(Path::becomes)
                        .map(Account::name))
                .as(why)
                .isEqualTo(becomes ? Optional.of("strong") : Optional.empty());
    }

    @Test
    void isTheFirstOfThoseWhoAreEquallyStrong() {
        String strong = Clusters.granted("ClusterRoleBinding", "zoe", "kafka", "zoe", ESCALATE)
                + Clusters.granted("ClusterRoleBinding", "amy", "kafka", "amy", ESCALATE);

        assertThat(path(power(strong, in("kafka", "op", "kafka", TOKENS)), Goal.FOREIGN_TOKEN)
                        .map(Path::becomes)
                        .map(Account::name))
                .contains("zoe");
    }

    @ParameterizedTest
    @CsvSource({"strong, true", "weak, false"})
    void changesOfThoseNamedOnlyWhatIsMeant(String name, boolean becomes) {
        String strong = Clusters.deployment("strong", "strong")
                        .replace("name: strong}\nspec", "name: strong, namespace: kafka}\nspec")
                + Clusters.granted("ClusterRoleBinding", "strong", "kafka", "strong", ESCALATE);
        String changes = "{apiGroups: [apps], resources: [deployments], resourceNames: [" + name + "], verbs: [patch]}";

        assertThat(path(power(strong, in("kafka", "op", "kafka", changes)), Goal.CLUSTER_ADMIN)
                        .isPresent())
                .isEqualTo(becomes);
    }

    @Test
    void countsWhomItBecomesOnlyUnderAConditionForATenantAtMost() {
        String strong = Clusters.granted("ClusterRoleBinding", "strong", "kafka", "strong", ESCALATE);

        assertThat(path(power(strong, in("kafka", "op", "kafka", PODS)), Goal.FOREIGN_TOKEN)
                        .map(Path::capability))
                .contains(Capability.TENANT);
        assertThat(path(power(strong, in("kafka", "op", "kafka", TOKENS)), Goal.FOREIGN_TOKEN)
                        .map(Path::capability))
                .contains(Capability.CLUSTER);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, kafka, NAMESPACE, the Secrets of its own namespace",
        "shop, shop, TENANT, those of another one",
        "shop, mall, NAMESPACE, the account that is named is of another namespace than the grant"
    })
    void weighsTheAccountsThatAGrantNamesByWhatTheyMayDoWhereTheyAre(
            String granted, String home, Capability amount, String why) {
        String other = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: other, namespace: " + home + "}\n---\n"
                + in(home, "other", home, SECRETS);

        assertThat(power(other, in(granted, "op", "kafka", TOKEN_OF_OTHER)).capability())
                .as(why)
                .isEqualTo(amount);
    }

    @Test
    void countsTheNodeOfSomebodyElseNotForWhatItMayDoAtHome() {
        String other = in("kafka", "other", "kafka", PODS);
        Power power = power(other, in("kafka", "op", "kafka", TOKEN_OF_OTHER));

        Path path = path(power, Goal.NODE).orElseThrow();
        assertThat(path.steps()).extracting(Step::text).hasSize(2);
        assertThat(path.capability()).isEqualTo(Capability.TENANT);
        assertThat(path(power(in("kafka", "op", "kafka", PODS)), Goal.NODE).map(Path::capability))
                .contains(Capability.NAMESPACE);
    }

    @Test
    void tellsTheWayToTheMostPowerFirstAndNotTheWorstGoalUnderACondition() {
        String proxy = "{apiGroups: [''], resources: [nodes/proxy], verbs: [get]}";
        String hooks =
                "{apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [create]}";

        assertThat(power(Clusters.granted("ClusterRoleBinding", "op", "kafka", "op", proxy, hooks))
                        .paths())
                .extracting(Path::goal)
                .containsExactly(Goal.NODE, Goal.CLUSTER_ADMIN);
    }

    @ParameterizedTest
    @CsvSource({"baseline, false", "restricted, false", "privileged, true"})
    void makesPodsPrivilegedOnlyWhereTheLabelsOfTheInputLetIt(String level, boolean leads) {
        String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: kafka, labels:"
                + " {pod-security.kubernetes.io/enforce: " + level + "}}}\n---\n";

        assertThat(path(power(namespace, in("kafka", "op", "kafka", PODS)), Goal.NODE)
                        .isPresent())
                .isEqualTo(leads);
    }

    @Test
    void namesTheIdentityOfTheCloudAndWhereItIsWritten() {
        String cloud =
                "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: other\n  namespace: kafka\n  annotations:"
                        + " {eks.amazonaws.com/role-arn: 'arn:aws:iam::1:role/backup'}\n---\n";
        Path path = path(power(cloud, in("kafka", "op", "kafka", TOKEN_OF_OTHER)), Goal.CLOUD_IDENTITY)
                .orElseThrow();

        assertThat(path.steps()).last().satisfies(step -> {
            assertThat(step.text()).isEqualTo("account kafka/other stands for the AWS role arn:aws:iam::1:role/backup");
            assertThat(step.location()).hasToString("operator.yaml:4:3");
        });
    }
}
