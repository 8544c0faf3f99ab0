package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Clusters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenShift's SecurityContextConstraints of the input give, by RBAC and without. */
class ConstraintsTest {

    private static final String PODS = "{apiGroups: [''], resources: [pods], verbs: [create]}";
    private static final String USES_MINE =
            "{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], resourceNames: [%s], verbs: [use]}";
    private static final String CONSTRAINTS = """
            apiVersion: security.openshift.io/v1
            kind: SecurityContextConstraints
            metadata: {name: mine}
            %s
            ---
            """;

    private static AccessModel model(Cluster cluster) {
        return new AccessModel(cluster, BuiltinPolicy.of(BuiltinPolicy.newestVersion()));
    }

    private static Power power(String constraints, String namespace, String... rules) {
        Cluster cluster = Clusters.of(
                "operator.yaml",
                CONSTRAINTS.formatted(constraints)
                        + Clusters.granted("ClusterRoleBinding", "op", namespace, "op", rules)
                                .replace(", namespace: ''", ""));
        return model(cluster)
                .powerOf(cluster.bundles().get(0).account(namespace.equals("''") ? null : namespace, "op"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allowPrivilegedContainer: true | NODE",
                "allowPrivilegedContainer: false | OWN",
                "'' | OWN",
                "allowHostDirVolumePlugin: true | TENANT",
                "allowHostDirVolumePlugin: true, seLinuxContext: {type: RunAsAny} | TENANT",
                "allowHostDirVolumePlugin: true, runAsUser: {type: RunAsAny}, seLinuxContext: {type: MustRunAs} | TENANT",
                "allowHostDirVolumePlugin: true, runAsUser: {type: RunAsAny}, seLinuxContext: {type: RunAsAny} | NODE",
                "allowHostPID: true, runAsUser: {type: RunAsAny}, seLinuxContext: {type: RunAsAny} | OWN",
                "allowHostPID: true, runAsUser: {type: RunAsAny}, seLinuxContext: {type: RunAsAny},"
                        + " allowedCapabilities: [SYS_PTRACE] | NODE",
                "allowHostPID: true, seLinuxContext: {type: RunAsAny}, allowedCapabilities: ['*'] | OWN",
                "allowHostNetwork: true, allowHostPorts: true | OWN"
            })
    void weighsUseOfConstraintsOfTheInputByWhatTheyLetPodsHave(String fields, Capability amount) {
        String constraints = fields.replaceAll(", (?=[a-z]+[A-Za-z]*: )(?![^{]*})", "\n");

        assertThat(power(constraints, "shop", USES_MINE.formatted("mine"), PODS).abilities())
                .filteredOn(ability -> ability.danger() == Danger.SECURITY_CONTEXT_CONSTRAINTS)
                .singleElement()
                .extracting(ability -> ability.gain().capability())
                .isEqualTo(amount);
    }

    @Test
    void takesTheInputsWordForConstraintsThatOpenShiftHasUnderThatName() {
        String harmless = CONSTRAINTS.replace("mine", "privileged").formatted("allowPrivilegedContainer: false");
        Cluster cluster = Clusters.of(
                "operator.yaml",
                harmless
                        + Clusters.granted(
                                "ClusterRoleBinding", "op", "shop", "op", USES_MINE.formatted("privileged"), PODS));

        assertThat(model(cluster)
                        .powerOf(cluster.bundles().get(0).account("shop", "op"))
                        .paths())
                .noneMatch(Path::isCertain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users: ['system:serviceaccount:shop:op'] | shop | true",
                "users: ['system:serviceaccount:mall:op', 'system:serviceaccount:shop:other'] | shop | false",
                "groups: ['system:serviceaccounts:shop'] | shop | true",
                "groups: ['system:serviceaccounts:mall'] | shop | false",
                "groups: ['system:authenticated'] | shop | true",
                "users: ['system:serviceaccount:shop:op'] | '''''' | false",
                "groups: ['system:serviceaccounts'] | '''''' | true",
                "users: [op] | shop | false",
                "users: [FILLED BY THE OPERATOR] | shop | false"
            })
    void takesConstraintsThatNameAnAccountForAGrant(String names, String namespace, boolean named) {
        Power power = power("allowPrivilegedContainer: true\n" + names, namespace, PODS);

        assertThat(power.capability() == Capability.NODE).isEqualTo(named);
        assertThat(power.abilities())
                .filteredOn(ability -> ability.danger() == Danger.SECURITY_CONTEXT_CONSTRAINTS)
                .hasSize(named ? 1 : 0)
                .extracting(ability -> String.valueOf(ability.grant().ruleLocation()))
                .allMatch(place -> place.startsWith("operator.yaml:5:"));
    }

    @Test
    void givesOneGrantToWhomTheSameConstraintsNameTwice() {
        String twice = "allowPrivilegedContainer: true\nusers: ['system:serviceaccount:shop:op']\n"
                + "groups: ['system:authenticated', 'system:serviceaccounts']";

        assertThat(power(twice, "shop", PODS).abilities())
                .filteredOn(ability -> ability.danger() == Danger.SECURITY_CONTEXT_CONSTRAINTS)
                .hasSize(1);
    }

    @Test
    void takesTheMostOfSeveralConstraintsOfOneName() {
        String weak = CONSTRAINTS.formatted("allowPrivilegedContainer: false");
        String strong = CONSTRAINTS.formatted("allowPrivilegedContainer: true");
        String grant = Clusters.granted("ClusterRoleBinding", "op", "shop", "op", USES_MINE.formatted("mine"), PODS);

        for (String both : List.of(weak + strong, strong + weak)) {
            Cluster cluster = Clusters.of("operator.yaml", both + grant);
            assertThat(model(cluster)
                            .powerOf(cluster.bundles().get(0).account("shop", "op"))
                            .capability())
                    .isEqualTo(Capability.NODE);
        }
    }

    @Test
    void knowsNothingOfConstraintsOfAnotherGroup() {
        String foreign =
                CONSTRAINTS.replace("security.openshift.io", "example.com").formatted("allowPrivilegedContainer: true");
        Cluster cluster = Clusters.of(
                "operator.yaml",
                foreign
                        + Clusters.granted(
                                "ClusterRoleBinding", "op", "shop", "op", USES_MINE.formatted("mine"), PODS));

        assertThat(model(cluster)
                        .powerOf(cluster.bundles().get(0).account("shop", "op"))
                        .capability())
                .isEqualTo(Capability.TENANT);
    }
}
