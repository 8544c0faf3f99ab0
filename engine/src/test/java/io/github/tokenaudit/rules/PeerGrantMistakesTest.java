package io.github.tokenaudit.rules;

import static io.github.tokenaudit.rules.Audited.ids;
import static io.github.tokenaudit.rules.Audited.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.policy.PolicyReader;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Summaries;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other tools were found to get wrong about grants, bindings and paths, each mistake a test, unless an example of the
 * rule shows it ({@code …-peer-…}). The tools and versions are those of {@link PeerMistakesTest}, and BadRobot 0.1.4,
 * rbac-police 1.1, rbac-tool 1.20, KubeHound 1.6.
 */
class PeerGrantMistakesTest {

    private static final String OPERATOR = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: op, namespace: kafka}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: op, namespace: kafka}
            spec:
              template:
                spec:
                  serviceAccountName: op
                  containers: [{name: main}]
            ---
            """;

    /** As careful as it gets: one container holds a token of ten minutes. */
    private static final String CAREFUL = OPERATOR.replace(
            "containers: [{name: main}]",
            "automountServiceAccountToken: false\n"
                    + "      containers: [{name: main, volumeMounts: [{name: t,"
                    + " mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}]}]\n"
                    + "      volumes: [{name: t, projected: {sources: [{serviceAccountToken:"
                    + " {path: token, expirationSeconds: 600}}]}}]");

    private static final String SECRETS = "{apiGroups: [''], resources: [secrets], verbs: [get, list]}";

    private static final String BIND =
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}";

    private static final String WRITE_BINDINGS =
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]}";

    @TempDir
    Path folder;

    private List<Finding> audit(String text) throws IOException {
        return Audited.files(folder, "op.yaml", text);
    }

    /** A ClusterRole that the operator holds in the whole cluster. */
    private static String held(String... rules) {
        return role(rules) + binding("ClusterRoleBinding", "{kind: ServiceAccount, name: op, namespace: kafka}");
    }

    /** A ClusterRole that the operator holds in its own namespace. */
    private static String heldAtHome(String... rules) {
        return role(rules) + binding("RoleBinding", "{kind: ServiceAccount, name: op, namespace: kafka}");
    }

    private static String role(String... rules) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: op}
                rules: [%s]
                ---
                """.formatted(String.join(", ", rules));
    }

    private static String binding(String kind, String subject) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: op%s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: op}
                subjects: [%s]
                ---
                """.formatted(kind, kind.equals("RoleBinding") ? ", namespace: kafka" : "", subject);
    }

    private static List<Finding> ofRule(List<Finding> findings, String rule) {
        return findings.stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .toList();
    }

    /** The worst that is found of grants and paths. */
    private static Severity worst(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.rule().id().matches("TA[24]..") && finding.counts())
                .map(Finding::severity)
                .reduce(Severity.INFO, (one, other) -> other.isAtLeast(one) ? other : one);
    }

    @Nested
    class A3DangerousVerbsAndResources {

        @ParameterizedTest
        @CsvSource({"get, true", "list, true", "watch, true", "delete, false", "deletecollection, false"})
        void c1RbacToolKnowsGetOnlyAndTrivyAndKubeLinterTakeAnyVerbForReading(String verb, boolean reads)
                throws IOException {
            List<Finding> findings =
                    audit(OPERATOR + held("{apiGroups: [''], resources: [secrets], verbs: [" + verb + "]}"));

            assertThat(ids(findings).contains("TA210")).isEqualTo(reads);
        }

        @Test
        void c1TrivyCallsOneNamedSecretAsBadAsAll() throws IOException {
            String named = SECRETS.replace("verbs", "resourceNames: [ca], verbs");

            assertThat(only(audit(OPERATOR + held(SECRETS)), "TA210").severity())
                    .isEqualTo(Severity.HIGH);
            assertThat(ofRule(audit(OPERATOR + heldAtHome(named)), "TA210"))
                    .allMatch(finding -> !finding.severity().isAtLeast(Severity.MEDIUM));
            assertThat(ids(audit(CAREFUL + heldAtHome(named)))).doesNotContain("TA210");
        }

        @Test
        void c2KubescapeTakesOnlyKubeSystemForANamespaceWithPower() throws IOException {
            String mints = heldAtHome("{apiGroups: [''], resources: [secrets], verbs: [get, create]}");
            String strong = """
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata: {name: strong, namespace: %s}
                    ---
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRoleBinding
                    metadata: {name: strong}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                    subjects: [{kind: ServiceAccount, name: strong, namespace: %s}]
                    ---
                    """;

            assertThat(ids(audit(OPERATOR + mints + strong.formatted("kafka", "kafka"))))
                    .contains("TA401");
            assertThat(ids(audit(OPERATOR + mints + strong.formatted("other", "other"))))
                    .doesNotContain("TA401");
        }

        @Test
        void c7NobodyAsksWhetherTheWriterOfBindingsMayBind() throws IOException {
            assertThat(only(audit(OPERATOR + held(WRITE_BINDINGS)), "TA216").severity())
                    .isEqualTo(Severity.LOW);
            assertThat(only(audit(OPERATOR + held(WRITE_BINDINGS, BIND)), "TA216")
                            .severity())
                    .isEqualTo(Severity.CRITICAL);
        }

        @ParameterizedTest
        @CsvSource({"'', pods/attach, true", "'', pods, false", "example.com, pods/attach, false"})
        void c12TrivyFindsAttachInAllGroupsOnlyAndOthersNotAtAll(String group, String resource, boolean found)
                throws IOException {
            String rule = "{apiGroups: ['" + group + "'], resources: [" + resource + "], verbs: [create]}";

            assertThat(ids(audit(OPERATOR + held(rule))).contains("TA220")).isEqualTo(found);
        }

        @Test
        void c15EveryToolFlagsAnOperatorThatRunsItsOwnWorkloadsAtHome() throws IOException {
            String rule = "{apiGroups: [apps], resources: [statefulsets], verbs: [get, create, update]}";

            assertThat(worst(audit(CAREFUL + heldAtHome(rule))).isAtLeast(Severity.MEDIUM))
                    .isFalse();
            assertThat(worst(audit(OPERATOR + held(rule))).isAtLeast(Severity.HIGH))
                    .isTrue();
        }

        @Test
        void c20TrivyAndBadRobotTakeTheDeletingOfLogsForARequest() throws IOException {
            assertThat(ids(audit(OPERATOR + held("{apiGroups: [''], resources: [pods/log], verbs: [delete]}"))))
                    .contains("TA252")
                    .doesNotContain("TA234");
            assertThat(ids(audit(OPERATOR + held("{apiGroups: [''], resources: [events], verbs: [delete]}"))))
                    .contains("TA234")
                    .doesNotContain("TA252");
        }

        @Test
        void c21KubescapeFlagsEveryRightToDelete() throws IOException {
            String rule = "{apiGroups: ['', apps], resources: [pods, configmaps, deployments], verbs: [delete]}";

            assertThat(audit(CAREFUL + heldAtHome(rule)))
                    .filteredOn(Finding::counts)
                    .isEmpty();
        }

        @Test
        void c26OperatorFrameworkWarnsOfDisruptionBudgetsAndNotOfConstraints() throws IOException {
            assertThat(audit(CAREFUL
                            + held("{apiGroups: [policy], resources: [poddisruptionbudgets],"
                                    + " verbs: [get, create, update]}")))
                    .filteredOn(Finding::counts)
                    .noneMatch(finding -> finding.severity().isAtLeast(Severity.LOW));
            assertThat(ids(audit(CAREFUL
                            + held("{apiGroups: [security.openshift.io], resources: [securitycontextconstraints],"
                                    + " verbs: [update]}"))))
                    .contains("TA236");
        }

        @Test
        void c28NobodyFindsOnFilesThatWorkloadsCanBeGivenAnotherAccount() throws IOException {
            assertThat(ids(audit(OPERATOR + held("{apiGroups: [apps], resources: [deployments], verbs: [update]}"))))
                    .contains("TA223");
            assertThat(ids(audit(
                            OPERATOR + held("{apiGroups: [apps], resources: [deployments/scale], verbs: [update]}"))))
                    .doesNotContain("TA223");
        }

        @Test
        void c28NobodyFindsOnFilesThatTheBuiltInRoleEditIsMadeToWriteEndpointsAgain() throws IOException {
            String edit = binding("RoleBinding", "{kind: ServiceAccount, name: op, namespace: kafka}")
                    .replace("namespace: kafka}\nroleRef", "namespace: other}\nroleRef")
                    .replace("kind: ClusterRole, name: op", "kind: ClusterRole, name: edit");
            String endpoints = role("{apiGroups: [''], resources: [endpoints], verbs: [get, update]}")
                    .replace("{name: op}", "{name: op, labels: {%s: 'true'}}");

            assertThat(ofRule(audit(OPERATOR + edit), "TA232"))
                    .isNotEmpty()
                    .noneMatch(finding -> finding.message().contains("of endpoints"));
            assertThat(ofRule(
                            audit(OPERATOR + edit + endpoints.formatted("rbac.authorization.k8s.io/aggregate-to-edit")),
                            "TA232"))
                    .anyMatch(finding -> finding.message().contains("in namespace other (update of endpoints)"));
            assertThat(ofRule(audit(OPERATOR + edit + endpoints.formatted("example.com/aggregate-to-edit")), "TA232"))
                    .noneMatch(finding -> finding.message().contains("of endpoints"));
        }
    }

    @Nested
    class A5BindingsAndSubjects {

        @ParameterizedTest
        @CsvSource({
            "ClusterRoleBinding, system:anonymous, User",
            "RoleBinding, system:anonymous, User",
            "ClusterRoleBinding, system:unauthenticated, Group",
            "RoleBinding, system:unauthenticated, Group",
            "ClusterRoleBinding, system:authenticated, Group",
            "RoleBinding, system:serviceaccounts, Group"
        })
        void e2AndE3TrivyMissesEverybodyInClusterRoleBindings(String kind, String name, String subject)
                throws IOException {
            String bound = role(SECRETS)
                    + binding(
                            kind,
                            "{kind: %s, name: '%s', apiGroup: rbac.authorization.k8s.io}".formatted(subject, name));

            assertThat(ids(audit(bound))).contains("TA303");
            assertThat(ids(audit(bound.replace("'system:", "'my-system:")))).doesNotContain("TA303");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ClusterRoleBinding", "RoleBinding"})
        void e4TrivyMissesMastersInClusterRoleBindings(String kind) throws IOException {
            String bound = role(SECRETS)
                    + binding(kind, "{kind: Group, name: 'system:masters', apiGroup: rbac.authorization.k8s.io}");

            assertThat(ids(audit(bound))).contains("TA304");
            assertThat(ids(audit(bound.replace("kind: Group", "kind: User")))).doesNotContain("TA304");
        }

        @Test
        void e8KubeLinterAndKicsDoNotFollowARoleBindingToAClusterRole() throws IOException {
            Finding atHome = only(audit(OPERATOR + heldAtHome(SECRETS)), "TA210");
            Finding everywhere = only(audit(OPERATOR + held(SECRETS)), "TA210");

            assertThat(atHome.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(everywhere.severity()).isEqualTo(Severity.HIGH);
        }

        @ParameterizedTest
        @CsvSource({"kafka, true", "zookeeper, false"})
        void e9KubeLinterAggregatesByMatchLabelsOnlyAndOthersNotAtAll(String part, boolean aggregated)
                throws IOException {
            String roles = """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: {name: op}
                    aggregationRule:
                      clusterRoleSelectors:
                        - matchExpressions: [{key: part, operator: In, values: [other, kafka]}]
                    ---
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: {name: secrets, labels: {part: %s}}
                    rules: [%s]
                    ---
                    """.formatted(part, SECRETS);

            assertThat(ids(audit(OPERATOR
                                    + roles
                                    + binding(
                                            "ClusterRoleBinding",
                                            "{kind: ServiceAccount, name: op, namespace: kafka}")))
                            .contains("TA210"))
                    .isEqualTo(aggregated);
        }
    }

    @Nested
    class A7Paths {

        private static final String ADMIN = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: second}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: second}
                subjects: [{kind: ServiceAccount, name: %s, namespace: kafka}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: second}
                rules: [%s]
                ---
                """;

        @Test
        void g1KubescapeIsSilentWhereManifestsLeaveNamespacesOpen() throws IOException {
            String open = (OPERATOR + heldAtHome(SECRETS)).replace(", namespace: kafka", "");

            assertThat(ids(audit(open))).contains("TA210");
            assertThat(ids(audit(open.replace("name: op}]", "name: op, namespace: kube-system}]"))))
                    .doesNotContain("TA210");

            String takesOver = (OPERATOR + held(BIND, WRITE_BINDINGS)).replace(", namespace: kafka", "");
            assertThat(only(audit(takesOver), "TA401").evidence())
                    .extracting(Evidence::text)
                    .contains(
                            "whoever gets into Deployment/op holds the token of account op",
                            "ClusterRoleBinding/op binds ClusterRole/op");
            assertThat(ids(audit(takesOver.replace("name: op}]", "name: op, namespace: kube-system}]"))))
                    .doesNotContain("TA401");
        }

        @Test
        void g2NobodyAddsUpOnFilesWhatSeveralRolesGive() throws IOException {
            assertThat(ids(audit(OPERATOR + held(BIND) + ADMIN.formatted("op", WRITE_BINDINGS))))
                    .contains("TA401");
            assertThat(ids(audit(OPERATOR + held(BIND) + ADMIN.formatted("another", WRITE_BINDINGS))))
                    .doesNotContain("TA401");
        }

        @Test
        void g3KubeHoundJoinsPodAndAccountThoughThePodHoldsNoToken() throws IOException {
            String power = held(BIND, WRITE_BINDINGS);
            String without = OPERATOR.replace("containers:", "automountServiceAccountToken: false\n      containers:");

            assertThat(only(audit(OPERATOR + power), "TA401").severity()).isEqualTo(Severity.CRITICAL);
            assertThat(only(audit(without + power), "TA214").severity()).isEqualTo(Severity.MEDIUM);
            assertThat(ids(audit(without + power))).doesNotContain("TA401");
        }

        @Test
        void g4NobodyFindsOnFilesThatADaemonSetBringsATokenWithPowerToEveryNode() throws IOException {
            String daemon = OPERATOR.replace("kind: Deployment", "kind: DaemonSet");
            String drains = held(
                    "{apiGroups: [''], resources: [nodes], verbs: [patch]}",
                    "{apiGroups: [''], resources: [pods], verbs: [delete]}");

            Finding found = only(audit(daemon + drains), "TA226");
            Finding without = only(
                    audit(daemon.replace("containers:", "automountServiceAccountToken: false\n      containers:")
                            + drains),
                    "TA226");

            assertThat(found.severity()).isEqualTo(Severity.HIGH);
            assertThat(found.evidence()).extracting(Evidence::text).contains("DaemonSet/kafka/op holds its token");
            assertThat(without.severity()).isEqualTo(Severity.LOW);
            assertThat(without.evidence())
                    .extracting(Evidence::text)
                    .contains("no workload of the input holds its token")
                    .noneMatch(text -> text.contains("DaemonSet"));
            assertThat(ids(audit(daemon + held("{apiGroups: [''], resources: [pods], verbs: [delete]}"))))
                    .doesNotContain("TA226");
        }
    }

    @Nested
    class B2DoneBadlyBySeveral {

        @Test
        void b1ARoleThatNobodyHoldsIsNoDangerAndAHarmlessLookingOneBoundEverywhereIs() throws IOException {
            String role =
                    role(SECRETS).replace("ClusterRole", "Role").replace("{name: op}", "{name: op, namespace: kafka}");

            assertThat(audit(OPERATOR + role))
                    .filteredOn(finding -> finding.rule().id().startsWith("TA2"))
                    .isEmpty();
            assertThat(ids(audit(OPERATOR + held(SECRETS)))).contains("TA210");
        }

        @ParameterizedTest
        @CsvSource({
            "secrets, get",
            "pods/exec, create",
            "serviceaccounts/token, create",
            "nodes/proxy, get",
            "users, impersonate"
        })
        void b2ManyToolsIgnoreTheApiGroup(String resource, String verb) throws IOException {
            String rule = "{apiGroups: [%s], resources: [" + resource + "], verbs: [" + verb + "]}";

            assertThat(worst(audit(OPERATOR + held(rule.formatted("''"))))).isNotEqualTo(Severity.INFO);
            assertThat(worst(audit(OPERATOR + held(rule.formatted("config.example.com")))))
                    .isEqualTo(Severity.INFO);
        }

        @Test
        void b3CheckovMixesTheVerbsOfOneRuleWithTheResourcesOfAnother() throws IOException {
            String verbs = "{apiGroups: [''], resources: [configmaps], verbs: [get, list]}";
            String resources = "{apiGroups: [''], resources: [secrets], verbs: [delete]}";

            assertThat(ids(audit(OPERATOR + held(verbs, resources)))).doesNotContain("TA210");
            assertThat(ids(audit(OPERATOR + held(verbs, resources.replace("delete", "get")))))
                    .contains("TA210");
        }

        @ParameterizedTest
        @CsvSource({"list, false", "create, true", "deletecollection, true"})
        void b4NamesAreIgnoredOrTakenForALimitOfEverything(String verb, boolean ineffective) throws IOException {
            String rule = "{apiGroups: [''], resources: [configmaps], resourceNames: [one], verbs: [" + verb + "]}";

            assertThat(ids(audit(OPERATOR + held(rule))).contains("TA251")).isEqualTo(ineffective);
        }

        @ParameterizedTest
        @CsvSource({"pods/exec, true", "*/exec, true", "*, true", "pods/*, false", "pods, false", "exec, false"})
        void b5WildcardsAreMissedOrSeenWhereThereAreNone(String resource, boolean executes) throws IOException {
            String rule = "{apiGroups: [''], resources: ['" + resource + "'], verbs: ['create']}";

            assertThat(ids(audit(OPERATOR + held(rule))).contains("TA220")).isEqualTo(executes);
        }

        @Test
        void b7KicsCheckovAndKubescapeJoinByNameWhateverTheNamespace() throws IOException {
            String role =
                    role(SECRETS).replace("ClusterRole", "Role").replace("{name: op}", "{name: op, namespace: %s}");
            String bound = binding("RoleBinding", "{kind: ServiceAccount, name: op, namespace: %s}")
                    .replace("kind: ClusterRole", "kind: Role");

            assertThat(ids(audit(OPERATOR + role.formatted("kafka") + bound.formatted("kafka"))))
                    .contains("TA210");
            assertThat(ids(audit(OPERATOR + role.formatted("other") + bound.formatted("kafka"))))
                    .doesNotContain("TA210");
            assertThat(ofRule(audit(OPERATOR + role.formatted("kafka") + bound.formatted("other")), "TA210"))
                    .noneMatch(finding -> finding.message().contains("account kafka/op"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"---\n", "--- # the role\n", "---   \n", "---\r\n"})
        void b9TrivyAndBadRobotSplitDocumentsAtOneFormOfTheSeparatorOnly(String separator) throws IOException {
            assertThat(ids(audit((OPERATOR + held(SECRETS)).replace("---\n", separator))))
                    .contains("TA210");
        }

        @Test
        void b9KubeLinterDropsAListForOneItemThatCannotBeRead() throws IOException {
            String list = """
                    apiVersion: v1
                    kind: List
                    items:
                      - {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: bad}, rules: 7}
                      - {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: op}, rules: [%s]}
                    ---
                    """.formatted(SECRETS);

            assertThat(ids(audit(OPERATOR
                            + list
                            + binding("ClusterRoleBinding", "{kind: ServiceAccount, name: op, namespace: kafka}"))))
                    .contains("TA210", "TA904");
        }

        @Test
        void b11NobodyPointsAtTheVerbInTheRuleOfACsv() throws IOException {
            Finding finding = only(audit("""
                            apiVersion: operators.coreos.com/v1alpha1
                            kind: ClusterServiceVersion
                            metadata: {name: op.v1}
                            spec:
                              install:
                                spec:
                                  deployments:
                                    - name: op
                                      spec: {template: {spec: {serviceAccountName: op, containers: [{name: main}]}}}
                                  clusterPermissions:
                                    - serviceAccountName: op
                                      rules:
                                        - apiGroups: [""]
                                          resources: [secrets]
                                          verbs:
                                            - create
                                            - list
                            """), "TA210");

            assertThat(finding.location().line()).isEqualTo(17);
            assertThat(finding.location().column()).isEqualTo(19);
        }

        @Test
        void b13KubescapeFlagsAnOperatorThatTouchesNothingButItsOwnApi() throws IOException {
            String definition = """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: kafkas.kafka.example.com}
                    spec:
                      group: kafka.example.com
                      scope: Namespaced
                      names: {kind: Kafka, plural: kafkas}
                      versions: [{name: v1, served: true, storage: true}]
                    ---
                    """;
            String own =
                    "{apiGroups: [kafka.example.com], resources: [kafkas, kafkas/status], verbs: [get, list, watch, update]}";

            assertThat(audit(CAREFUL + definition + held(own)))
                    .filteredOn(Finding::counts)
                    .isEmpty();
            assertThat(audit(CAREFUL + definition + held(own, SECRETS)))
                    .filteredOn(Finding::counts)
                    .isNotEmpty();
        }

        @Test
        void b14PeersSuppressAWiderGrantThanAnybodyAgreedTo() throws Exception {
            String one = "{apiGroups: [''], resources: [secrets], verbs: [get]}";
            String grants = Objects.requireNonNull(
                    Audited.only(audit(CAREFUL + held(one)), "TA210").grants());
            Policy policy = PolicyReader.read(
                    "token-audit.yaml",
                    "suppress: [{rule: TA210, object: ClusterRole/op, grants: '%s', reason: agreed}]"
                            .formatted(grants)
                            .getBytes(StandardCharsets.UTF_8),
                    Catalogue.infos());

            assertThat(Audited.only(Audited.files(folder, policy, "op.yaml", CAREFUL + held(one)), "TA210")
                            .state())
                    .isEqualTo(State.SUPPRESSED);
            assertThat(Audited.only(Audited.files(folder, policy, "op.yaml", CAREFUL + held(SECRETS)), "TA210")
                            .state())
                    .isEqualTo(State.OUTSTANDING);
        }

        @Test
        void b15NoPeerTellsWhatPowerCameSinceTheBuildBefore() throws IOException {
            Report before = Audited.report(folder, "op.yaml", CAREFUL + heldAtHome(SECRETS));
            Report now = Audited.report(folder, "op.yaml", CAREFUL + held(SECRETS));

            assertThat(Summaries.grants(Objects.requireNonNull(
                                    new Baseline(before).compare(now).changes())
                            .newGrants()))
                    .containsExactly("kafka/op: get, list secrets in the whole cluster");
            assertThat(Objects.requireNonNull(new Baseline(now).compare(now).changes())
                            .newGrants())
                    .isEmpty();
        }

        @Test
        void b17BadRobotKnowsNoRolesOfANamespace() throws IOException {
            String role =
                    role(SECRETS).replace("ClusterRole", "Role").replace("{name: op}", "{name: op, namespace: kafka}");
            String bound = binding("RoleBinding", "{kind: ServiceAccount, name: op}")
                    .replace("kind: ClusterRole", "kind: Role");

            assertThat(ids(audit(OPERATOR + role + bound))).contains("TA210");
            assertThat(ids(audit(OPERATOR + role))).doesNotContain("TA210");
        }
    }
}
