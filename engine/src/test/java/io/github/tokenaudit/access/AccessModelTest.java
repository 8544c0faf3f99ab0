package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Clusters;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the model answers about manifests as people write them; the authorizer itself is held to Kubernetes' own elsewhere. */
class AccessModelTest {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private static final Request READ_SECRETS = Request.of("list", "", "secrets");

    private final BuiltinPolicy builtin = BuiltinPolicy.of(BuiltinPolicy.newestVersion());

    /** A model of one bundle, with what tests ask it. */
    private record Asked(AccessModel model, Bundle bundle) {

        Account account(String namespace, String name) {
            return bundle.account(namespace.isEmpty() ? null : namespace, name);
        }

        boolean may(String namespace, String name, Request request) {
            return !model.allowing(bundle, Identity.of(account(namespace, name)), request)
                    .isEmpty();
        }

        Asked withoutLifting() {
            return new Asked(model.withoutLifting(), bundle);
        }
    }

    private Asked model(String text) {
        Cluster cluster = Clusters.of("operator.yaml", text);
        return new Asked(new AccessModel(cluster, builtin), cluster.bundles().get(0));
    }

    private static String role(String name, String labels, String rule) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %s, labels: {%s}}
                rules: [%s]
                ---
                """.formatted(name, labels, rule);
    }

    private static String binding(String kind, String role, String... subjects) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: %s, namespace: kafka}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
                subjects: [%s]
                ---
                """.formatted(kind, role, role, String.join(", ", subjects));
    }

    private static final String SECRETS = "{apiGroups: [''], resources: [secrets], verbs: [list]}";

    @Nested
    class Subjects {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{kind: ServiceAccount, name: op, namespace: kafka} | true",
                    "{kind: ServiceAccount, name: op, namespace: other} | false",
                    "{kind: ServiceAccount, name: other, namespace: kafka} | false",
                    "{kind: User, name: 'system:serviceaccount:kafka:op'} | true",
                    "{kind: User, name: 'system:serviceaccount:other:op'} | false",
                    "{kind: User, name: op} | false",
                    "{kind: Group, name: 'system:serviceaccounts'} | true",
                    "{kind: Group, name: 'system:serviceaccounts:kafka'} | true",
                    "{kind: Group, name: 'system:serviceaccounts:other'} | false",
                    "{kind: Group, name: 'system:authenticated'} | true",
                    "{kind: Group, name: 'system:unauthenticated'} | false",
                    "{kind: Group, name: 'system:serviceaccount:kafka:op'} | false",
                    "{kind: serviceaccount, name: op, namespace: kafka} | false"
                })
        void anAccountIsItsUserAndInItsGroups(String subject, boolean holds) {
            Asked asked = model(role("reader", "", SECRETS) + binding("ClusterRoleBinding", "reader", subject));

            assertThat(asked.may("kafka", "op", READ_SECRETS)).isEqualTo(holds);
            assertThat(asked.model.bindingsOf(asked.account("kafka", "op"))).hasSize(holds ? 1 : 0);
        }

        @ParameterizedTest
        @CsvSource({
            "system:serviceaccount:logging:shipper, 1",
            "system:serviceaccount:shipper, 0",
            "system:serviceaccounts:logging, 0",
            "jane, 0"
        })
        void anAccountThatIsNamedOnlyAsAUserIsToldToo(String user, int accounts) {
            Asked asked = model(binding("ClusterRoleBinding", "view", "{kind: User, name: '" + user + "'}"));

            assertThat(asked.model.accounts()).hasSize(accounts).allSatisfy(account -> {
                assertThat(account.namespace()).isEqualTo("logging");
                assertThat(account.name()).isEqualTo("shipper");
            });
        }

        @Test
        void aSubjectWithoutANamespaceIsOfTheRoleBindings() {
            Asked asked = model(
                    role("reader", "", SECRETS) + binding("RoleBinding", "reader", "{kind: ServiceAccount, name: op}"));

            assertThat(asked.may("kafka", "op", READ_SECRETS.in("kafka"))).isTrue();
            assertThat(asked.may("kafka", "op", READ_SECRETS)).isFalse();
            assertThat(asked.may("kafka", "op", READ_SECRETS.in("other"))).isFalse();
            assertThat(asked.may("other", "op", READ_SECRETS.in("kafka"))).isFalse();
        }

        @Test
        void inAClusterRoleBindingItIsOnlyWhatTheBundleLeavesOpen() {
            Asked asked = model(role("reader", "", SECRETS)
                    + binding("ClusterRoleBinding", "reader", "{kind: ServiceAccount, name: op}"));

            assertThat(asked.may("", "op", READ_SECRETS)).isTrue();
            assertThat(asked.may("kafka", "op", READ_SECRETS)).isFalse();
        }

        @Test
        void everyAccountHasWhatKubernetesBindsToEverybody() {
            Asked asked = model(Clusters.deployment("op", "op"));
            Request review = Request.of("create", "authorization.k8s.io", "selfsubjectaccessreviews");

            assertThat(asked.may("", "op", review)).isTrue();
            assertThat(asked.may("", "op", Request.ofUrl("get", "/version"))).isTrue();
            assertThat(asked.model.grantsOf(asked.account("", "op")))
                    .as("by the input")
                    .isEmpty();
        }

        @Test
        void aUserHasTheGroupsThatTheAuthenticatorGivesHim() {
            Asked asked = model(
                    role("reader", "", SECRETS) + binding("ClusterRoleBinding", "reader", "{kind: Group, name: a}"));

            assertThat(asked.model.allowing(asked.bundle, Identity.of("jane", Set.of("a", "b")), READ_SECRETS))
                    .hasSize(1);
            assertThat(asked.model.allowing(asked.bundle, Identity.of("jane", Set.of("b")), READ_SECRETS))
                    .isEmpty();
        }
    }

    @Nested
    class BothWays {

        @Test
        void tellsWhoMayMakeARequest() {
            Asked asked = model(role("reader", "", SECRETS)
                    + binding(
                            "ClusterRoleBinding",
                            "reader",
                            "{kind: ServiceAccount, name: op, namespace: kafka}",
                            "{kind: User, name: jane}")
                    + binding("RoleBinding", "view", "{kind: Group, name: 'system:authenticated'}"));

            assertThat(asked.model.whoMay(asked.bundle, READ_SECRETS))
                    .extracting(holder -> holder.subject().name())
                    .containsExactly("op", "jane");
            assertThat(asked.model.whoMay(
                            asked.bundle, Request.of("list", "", "pods").in("kafka")))
                    .extracting(holder -> holder.subject().name())
                    .containsExactly("system:authenticated");
            assertThat(asked.model.whoMay(asked.bundle, Request.of("delete", "", "secrets")))
                    .isEmpty();
        }

        @Test
        void namesTheChainOfAGrant() {
            Asked asked = model(role("reader", "", SECRETS)
                    + binding("ClusterRoleBinding", "reader", "{kind: ServiceAccount, name: op, namespace: kafka}"));
            List<Grant> grants = asked.model.grantsOf(asked.account("kafka", "op"));

            assertThat(grants).singleElement().satisfies(grant -> {
                assertThat(grant.role().id().display()).isEqualTo("ClusterRole/reader");
                assertThat(grant.binding()).extracting(b -> b.id().display()).isEqualTo("ClusterRoleBinding/reader");
                assertThat(grant.scope()).isEqualTo(Scope.CLUSTER);
                assertThat(grant.ruleLocation()).isNotNull();
                assertThat(grant.isLifted()).isFalse();
            });
        }
    }

    @Nested
    class Aggregation {

        private static final String AGGREGATED = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: all, labels: {more: 'true'}}
                aggregationRule:
                  clusterRoleSelectors:
                    - matchLabels: {part: a}
                    - matchExpressions: [{key: part, operator: In, values: [b, c]}]
                rules: [{apiGroups: [''], resources: [nodes], verbs: [list]}]
                ---
                """;

        private static final String OP = "{kind: ServiceAccount, name: op, namespace: kafka}";

        @ParameterizedTest
        @CsvSource({"a, true", "b, true", "c, true", "d, false"})
        void givesTheRulesOfWhatItsSelectorsSelect(String part, boolean selected) {
            Asked asked = model(
                    AGGREGATED + role("reader", "part: " + part, SECRETS) + binding("ClusterRoleBinding", "all", OP));

            assertThat(asked.may("kafka", "op", READ_SECRETS)).isEqualTo(selected);
        }

        @Test
        void overwritesItsOwnRules() {
            Asked asked =
                    model(AGGREGATED + role("reader", "part: a", SECRETS) + binding("ClusterRoleBinding", "all", OP));

            assertThat(asked.may("kafka", "op", Request.of("list", "", "nodes")))
                    .isFalse();
        }

        @Test
        void keepsItsOwnRulesWhereItSelectsNone() {
            Asked asked = model(AGGREGATED + binding("ClusterRoleBinding", "all", OP));

            assertThat(asked.may("kafka", "op", Request.of("list", "", "nodes")))
                    .isTrue();
        }

        @Test
        void keepsItsOwnRulesWhereRolesAggregateEachOther() {
            String other = AGGREGATED
                    .replace("name: all, labels: {more: 'true'}", "name: other, labels: {part: a}")
                    .replaceFirst("rules: .*", "rules: []")
                    .replace("matchLabels: {part: a}", "matchLabels: {more: 'true'}");
            Asked asked = model(
                    AGGREGATED + other + role("reader", "part: b", SECRETS) + binding("ClusterRoleBinding", "all", OP));

            assertThat(asked.may("kafka", "op", Request.of("list", "", "nodes")))
                    .isTrue();
            assertThat(asked.may("kafka", "op", READ_SECRETS)).isTrue();
        }

        @Test
        void goesThroughAggregatedRolesThatItSelects() {
            String outer = AGGREGATED
                    .replace("name: all, labels: {more: 'true'}", "name: outer")
                    .replace("part: a", "more: 'true'");
            Asked asked = model(AGGREGATED
                    + outer
                    + role("reader", "part: a", SECRETS)
                    + binding("ClusterRoleBinding", "outer", OP));

            assertThat(asked.model.grantsOf(asked.account("kafka", "op")))
                    .singleElement()
                    .satisfies(grant -> {
                        assertThat(grant.isAggregated()).isTrue();
                        assertThat(grant.roleId().display()).isEqualTo("ClusterRole/reader");
                        assertThat(grant.bound().id().display()).isEqualTo("ClusterRole/outer");
                    });
        }

        @Test
        void addsToKubernetesOwnRolesWhatIsLabelledSo() {
            String labels = "rbac.authorization.k8s.io/aggregate-to-edit: 'true'";
            Request nodes = Request.of("delete", "", "nodes");
            Asked asked = model(role("more", labels, "{apiGroups: [''], resources: [nodes], verbs: [delete]}")
                    + binding("ClusterRoleBinding", "admin", OP)
                    + binding("ClusterRoleBinding", "view", "{kind: User, name: jane}"));

            assertThat(asked.may("kafka", "op", nodes))
                    .as("admin takes in edit")
                    .isTrue();
            assertThat(asked.may("kafka", "op", READ_SECRETS))
                    .as("its own rules")
                    .isTrue();
            assertThat(asked.model.allowing(asked.bundle, Identity.of("jane", Set.of()), nodes))
                    .isEmpty();
        }
    }

    @Nested
    class Olm {

        private static final String CSV = """
                apiVersion: operators.coreos.com/v1alpha1
                kind: ClusterServiceVersion
                metadata: {name: op.v1, namespace: placeholder}
                spec:
                  installModes:
                    - {type: OwnNamespace, supported: true}
                    - {type: AllNamespaces, supported: true}
                  customresourcedefinitions:
                    owned: [{name: kafkas.example.com, kind: Kafka, version: v1}, {name: odd, version: v1}]
                  apiservicedefinitions:
                    owned: [{name: tokens, kind: Token, group: extra.example.com, version: v1, deploymentName: server}]
                  webhookdefinitions: [{type: ValidatingAdmissionWebhook, deploymentName: op}]
                  install:
                    strategy: deployment
                    spec:
                      deployments:
                        - name: op
                          spec: {template: {spec: {serviceAccountName: op, containers: [{name: main}]}}}
                        - name: server
                          spec: {template: {spec: {containers: [{name: main}]}}}
                        - name: plain
                          spec: {template: {spec: {serviceAccountName: plain, containers: [{name: main}]}}}
                      permissions:
                        - serviceAccountName: op
                          rules: [{apiGroups: [''], resources: [secrets], verbs: [list]}]
                      clusterPermissions:
                        - serviceAccountName: plain
                          rules: [{apiGroups: [''], resources: [nodes], verbs: [list]}]
                ---
                """;

        private static final Request NAMESPACES = Request.of("watch", "", "namespaces");

        @Test
        void liftsPermissionsToTheClusterAndAddsTheReadingOfNamespaces() {
            Asked asked = model(CSV);

            assertThat(asked.may("", "op", READ_SECRETS)).isTrue();
            assertThat(asked.may("", "op", NAMESPACES)).isTrue();
            assertThat(asked.may("", "plain", NAMESPACES))
                    .as("clusterPermissions are as they are")
                    .isFalse();
            assertThat(asked.may("", "plain", Request.of("list", "", "nodes"))).isTrue();
            assertThat(asked.model.grantsOf(asked.account("", "op")))
                    .filteredOn(grant -> !grant.covers("create", "authentication.k8s.io", "tokenreviews"))
                    .filteredOn(Grant::isLifted)
                    .hasSize(2);
        }

        @Test
        void liftsNothingForItsOwnNamespace() {
            Asked asked = model(CSV).withoutLifting();

            assertThat(asked.may("", "op", READ_SECRETS)).isFalse();
            assertThat(asked.may("", "op", READ_SECRETS.in(null))).isTrue();
            assertThat(asked.may("", "op", NAMESPACES)).isFalse();
        }

        @Test
        void liftsNothingOfAnOperatorThatCannotWatchAll() {
            Asked asked = model(CSV.replace("AllNamespaces, supported: true", "AllNamespaces, supported: false"));

            assertThat(asked.may("", "op", READ_SECRETS)).isFalse();
            assertThat(asked.may("", "op", READ_SECRETS.in(null))).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"OwnNamespace, false", "SingleNamespace, true", "MultiNamespace, true"})
        void copiesToTheNamespacesThatAnOperatorIsInstalledFor(String mode, boolean copied) {
            Asked asked = model(CSV.replace("AllNamespaces", mode));

            assertThat(asked.model.grantsOf(asked.account("", "op")))
                    .filteredOn(grant -> grant.covers("list", "", "secrets"))
                    .extracting(Grant::isCopied)
                    .containsExactly(copied);
            assertThat(asked.model.abilitiesOf(asked.account("", "op")))
                    .filteredOn(ability -> ability.danger() == Danger.SECRETS_READ)
                    .extracting(Ability::text)
                    .containsExactly("read every Secret "
                            + (copied
                                    ? "in its own namespace and each that it is installed for"
                                    : "in its own namespace"));
            assertThat(asked.model.grantsOf(asked.account("", "plain")))
                    .as("clusterPermissions count everywhere anyway")
                    .noneMatch(Grant::isCopied);
        }

        @ParameterizedTest
        @CsvSource({
            "admin, delete, example.com, kafkas, true",
            "edit, delete, example.com, kafkas, true",
            "edit, deletecollection, example.com, kafkas, false",
            "admin, deletecollection, example.com, kafkas, true",
            "view, watch, example.com, kafkas, true",
            "view, patch, example.com, kafkas, false",
            "view, get, extra.example.com, tokens, true",
            "view, get, apiextensions.k8s.io, customresourcedefinitions, true",
            "admin, get, odd, odd, false"
        })
        void addsWhatItsOperatorOwnsToKubernetesOwnRoles(
                String role, String verb, String group, String resource, boolean may) {
            Asked asked = model(CSV + binding("ClusterRoleBinding", role, "{kind: User, name: jane}"));
            Request request = Request.of(verb, group, resource).named("kafkas.example.com");

            assertThat(asked.model
                            .allowing(asked.bundle, Identity.of("jane", Set.of()), request)
                            .isEmpty())
                    .isEqualTo(!may);
        }

        @Test
        void letsServersHaveTheirClientsChecked() {
            Asked asked = model(CSV);
            Request review = Request.of("create", "authentication.k8s.io", "tokenreviews");
            Request clientCa =
                    Request.of("get", "", "configmaps").in("kube-system").named("extension-apiserver-authentication");

            for (String server : List.of("op", "default")) {
                assertThat(asked.may("", server, review)).as(server).isTrue();
                assertThat(asked.may("", server, clientCa)).as(server).isTrue();
            }
            assertThat(asked.may("", "plain", review)).isFalse();
            assertThat(asked.may("", "plain", clientCa)).isFalse();
        }

        @Test
        void namesWhatItMakesOfServersAsOlmDoes() {
            assertThat(model(CSV).bundle.bindings().map(Binding::id))
                    .extracting(id -> id.kind() + " " + id.namespace() + " " + id.name())
                    .contains(
                            "ClusterRoleBinding null op-service-system:auth-delegator",
                            "RoleBinding kube-system op-service-auth-reader");
        }

        @Test
        void makesNothingThatTheInputItselfHolds() {
            Asked asked = model(CSV + binding("ClusterRoleBinding", "view", "{kind: User, name: jane}"));

            assertThat(asked.bundle.bindings().filter(b -> b.object().isWritten()))
                    .extracting(b -> b.id().display())
                    .containsExactly("ClusterRoleBinding/view");
            assertThat(asked.bundle.roles().filter(role -> role.object().isWritten()))
                    .isEmpty();
        }

        @Test
        void givesNobodyPermissionsThatNameNoAccount() {
            Asked nobody = model(CSV.replace("        - serviceAccountName: op\n", "        - displayName: op\n"));

            assertThat(nobody.may("", "op", READ_SECRETS)).isFalse();
            assertThat(nobody.may("", "default", READ_SECRETS)).isFalse();
        }
    }

    @Test
    void bindsNothingByARoleThatDoesNotExist() {
        Asked asked =
                model(binding("ClusterRoleBinding", "gone", "{kind: ServiceAccount, name: op, namespace: kafka}"));
        Account account = asked.account("kafka", "op");

        assertThat(asked.model.bindingsOf(account)).hasSize(1);
        assertThat(asked.model.grantsOf(account)).isEmpty();
        assertThat(asked.model.rolesOf(
                        asked.bundle, asked.model.bindingsOf(account).get(0)))
                .isEmpty();
    }

    @Test
    void asksAcrossNamespacesOnlyWhatIsGrantedInTheCluster() {
        Asked asked = model(role("binder", "", "{apiGroups: [" + RBAC + "], resources: [clusterroles], verbs: [bind]}")
                + binding("RoleBinding", "binder", "{kind: ServiceAccount, name: op}"));

        assertThat(asked.may(
                        "kafka", "op", Request.of("bind", RBAC, "clusterroles").in("kafka")))
                .isTrue();
        assertThat(asked.may("kafka", "op", Request.of("bind", RBAC, "clusterroles")))
                .isFalse();
    }
}
