package io.github.tokenaudit.rules;

import static io.github.tokenaudit.rules.Audited.ids;
import static io.github.tokenaudit.rules.Audited.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other tools were found to get wrong about tokens, each mistake a test. The tools and versions are those of
 * mid-2026: Trivy 0.74, Checkov 3.3, KICS, Kubescape 4.0, kube-linter 0.8.3, Polaris 10.2, kubeaudit 0.22, sonar-iac,
 * kyverno and gatekeeper policies, terrascan. What they get wrong about grants is in {@link PeerGrantMistakesTest}.
 */
class PeerMistakesTest {

    private static final String ACCOUNT = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: op, namespace: kafka}
            %s
            ---
            """;

    private static final String DEPLOYMENT = """
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

    @TempDir
    Path folder;

    private List<Finding> audit(String... namesAndTexts) throws IOException {
        return Audited.files(folder, namesAndTexts);
    }

    private List<Finding> audit(String text) throws IOException {
        return audit("op.yaml", text);
    }

    @Nested
    class A1TokensMountedByDefault {

        @Test
        void trivyAndGatekeeperMissAnUnsetFieldInADeployment() throws IOException {
            assertThat(ids(audit(DEPLOYMENT))).contains("TA101");
        }

        @Test
        void checkovAndKyvernoIgnoreTheAccountsOptOut() throws IOException {
            assertThat(ids(audit(ACCOUNT.formatted("automountServiceAccountToken: false") + DEPLOYMENT)))
                    .doesNotContain("TA101");
        }

        @Test
        void kicsTakesAnAccountOfThatNameInAnotherNamespace() throws IOException {
            String elsewhere =
                    ACCOUNT.formatted("automountServiceAccountToken: false").replace("kafka", "other");

            assertThat(ids(audit(elsewhere + ACCOUNT.formatted("") + DEPLOYMENT)))
                    .contains("TA101");
        }

        @Test
        void kubescapeAndPolarisNeedTheAccountInTheInput() throws IOException {
            assertThat(ids(audit(DEPLOYMENT))).contains("TA101");
            assertThat(ids(audit(
                            DEPLOYMENT.replace("containers", "automountServiceAccountToken: false\n      containers"))))
                    .doesNotContain("TA101");
        }

        @Test
        void sonarPassesAnyAccountThatABindingNames() throws IOException {
            String binding = """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: RoleBinding
                    metadata: {name: op, namespace: kafka}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                    subjects: [{kind: ServiceAccount, name: op}]
                    ---
                    """;

            assertThat(ids(audit(ACCOUNT.formatted("") + binding + DEPLOYMENT))).contains("TA101");
        }

        @Test
        void sonarLooksForACronJobsPodInTheWrongPlace() throws IOException {
            assertThat(ids(audit("""
                                    apiVersion: batch/v1
                                    kind: CronJob
                                    metadata: {name: op, namespace: kafka}
                                    spec:
                                      schedule: "0 * * * *"
                                      jobTemplate:
                                        spec: {template: {spec: {serviceAccountName: op, containers: [{name: main}]}}}
                                    """))).contains("TA101");
        }

        @ParameterizedTest
        @ValueSource(strings = {"op", "default"})
        void kubeauditAndKubeLinterSayNothingOfNamedAccounts(String account) throws IOException {
            assertThat(ids(audit(DEPLOYMENT.replace("serviceAccountName: op", "serviceAccountName: " + account))))
                    .contains("TA101");
        }

        @Test
        void nobodyKnowsThatAContainerMayMountSomethingElseThere() throws IOException {
            assertThat(ids(audit(DEPLOYMENT.replace(
                            "{name: main}",
                            "{name: main, volumeMounts: [{name: x,"
                                    + " mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}"))))
                    .doesNotContain("TA101");
        }
    }

    @Nested
    class A2ToA9Accounts {

        @Test
        void kubescapeAndKyvernoFlagAnAccountAllOfWhoseWorkloadsOptOut() throws IOException {
            List<Finding> findings = audit(ACCOUNT.formatted("")
                    + DEPLOYMENT.replace("containers", "automountServiceAccountToken: false\n      containers"));

            assertThat(findings.stream().filter(Finding::counts)).isEmpty();
        }

        @Test
        void a3OnlyWhoShipsTheDefaultAccountIsFlagged() throws IOException {
            assertThat(ids(audit(
                            DEPLOYMENT.replace("serviceAccountName: op\n", "automountServiceAccountToken: true\n"))))
                    .contains("TA105");
        }

        @Test
        void a4KubeLinterIgnoresThatTheDefaultAccountOptsOut() throws IOException {
            String account =
                    ACCOUNT.formatted("automountServiceAccountToken: false").replace("name: op", "name: default");

            assertThat(
                            audit(account + DEPLOYMENT.replace("serviceAccountName: op", "serviceAccountName: default"))
                                    .stream()
                                    .filter(Finding::counts)
                                    .map(Finding::severity))
                    .allMatch(severity -> severity == Severity.INFO);
        }

        @Test
        void a5CheckovStumblesOverMalformedSubjects() throws IOException {
            assertThat(ids(audit("""
                                    apiVersion: rbac.authorization.k8s.io/v1
                                    kind: ClusterRoleBinding
                                    metadata: {name: op}
                                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                                    subjects: [{name: op}, op, null, {kind: ServiceAccount}, []]
                                    """))).contains("TA904");
        }

        @Test
        void a6TheDeprecatedFieldAloneStillNamesTheAccount() throws IOException {
            List<Finding> findings = audit(ACCOUNT.formatted("automountServiceAccountToken: false")
                    + DEPLOYMENT.replace("serviceAccountName", "serviceAccount"));

            assertThat(ids(findings)).contains("TA117").doesNotContain("TA101", "TA105");
        }

        @Test
        void a7KubeLinterMissesAccountsInAnotherFolder() throws IOException {
            assertThat(ids(audit(
                            "config/rbac/account.yaml", ACCOUNT.formatted(""), "config/manager/op.yaml", DEPLOYMENT)))
                    .doesNotContain("TA118");
        }

        @Test
        void a7KubeLinterComparesMissingNamespacesAsText() throws IOException {
            assertThat(ids(audit(ACCOUNT.formatted("").replace(", namespace: kafka", "") + DEPLOYMENT)))
                    .doesNotContain("TA118");
        }

        @Test
        void a7NobodyKnowsTheAccountsThatOlmMakes() throws IOException {
            assertThat(ids(audit("""
                                    apiVersion: operators.coreos.com/v1alpha1
                                    kind: ClusterServiceVersion
                                    metadata: {name: op.v1}
                                    spec:
                                      install:
                                        spec:
                                          deployments:
                                            - name: op
                                              spec:
                                                template: {spec: {serviceAccountName: op, containers: [{name: main}]}}
                                          permissions:
                                            - {serviceAccountName: op, rules: []}
                                    ---
                                    apiVersion: v1
                                    kind: ServiceAccount
                                    metadata: {name: other}
                                    """))).contains("TA101").doesNotContain("TA118");
        }

        @Test
        void a8KubescapeFlagsEveryOperatorThatHasAnyGrantAlike() throws IOException {
            String rbac = """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: {name: op}
                    rules: [{apiGroups: [%s], resources: [%s], verbs: [get, list, watch]}]
                    ---
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRoleBinding
                    metadata: {name: op}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: op}
                    subjects: [{kind: ServiceAccount, name: op, namespace: kafka}]
                    ---
                    """;

            Finding own = only(
                    audit(ACCOUNT.formatted("") + rbac.formatted("kafka.example.com", "kafkas") + DEPLOYMENT), "TA101");
            Finding secrets =
                    only(audit(ACCOUNT.formatted("") + rbac.formatted("''", "secrets") + DEPLOYMENT), "TA101");

            assertThat(own.severity()).isEqualTo(Severity.LOW);
            assertThat(secrets.severity()).isEqualTo(Severity.HIGH);
        }

        @Test
        void a9KicsDoesNotTellADaemonSetThatSharesADeploymentsAccount() throws IOException {
            String power = """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRoleBinding
                    metadata: {name: op}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                    subjects: [{kind: ServiceAccount, name: op, namespace: kafka}]
                    ---
                    """;
            String daemon =
                    DEPLOYMENT.replace("kind: Deployment", "kind: DaemonSet").replace("name: op,", "name: agent,");

            assertThat(only(audit(ACCOUNT.formatted("") + power + DEPLOYMENT + daemon), "TA116")
                            .message())
                    .contains("DaemonSet");
        }
    }

    @Nested
    class A10ToA17TokensOfOtherKinds {

        private String projecting(String path, String projection) {
            return DEPLOYMENT.replace(
                    "containers: [{name: main}]",
                    "automountServiceAccountToken: false\n"
                            + "      containers: [{name: main, volumeMounts: [{name: t, mountPath: " + path + "}]}]\n"
                            + "      volumes: [{name: t, projected: {sources: [{serviceAccountToken: " + projection
                            + "}]}}]");
        }

        @Test
        void a10TrivyFlagsAShortProjectionAtTheDefaultPath() throws IOException {
            assertThat(ids(audit(ACCOUNT.formatted("")
                            + projecting(
                                    "/var/run/secrets/kubernetes.io/serviceaccount",
                                    "{path: token, expirationSeconds: 600}"))))
                    .doesNotContain("TA101");
        }

        @Test
        void a10TrivyMissesAProjectionAtAnotherPath() throws IOException {
            assertThat(ids(audit(projecting("/tokens", "{path: token, expirationSeconds: 86400}"))))
                    .contains("TA108");
        }

        @Test
        void a11KubeLinterFlagsEverySecretInTheEnvironmentAndNotWhatItIs() throws IOException {
            String environment = DEPLOYMENT.replace(
                    "{name: main}", "{name: main, env: [{name: X, valueFrom: {secretKeyRef: {name: s, key: token}}}]}");
            String secret = """
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: s, namespace: kafka, annotations: {kubernetes.io/service-account.name: op}}
                    type: %s
                    ---
                    """;

            assertThat(ids(audit(secret.formatted("Opaque") + environment))).doesNotContain("TA107");
            assertThat(ids(audit(secret.formatted("kubernetes.io/service-account-token") + environment)))
                    .contains("TA107");
        }

        @Test
        void a12TrivyAndPolarisGoByTheNamesOfKeys() throws IOException {
            assertThat(ids(audit("""
                                    apiVersion: v1
                                    kind: ConfigMap
                                    metadata: {name: settings, namespace: kafka}
                                    data: {token: "enabled", password-policy: "strict", apiToken: "${TOKEN}"}
                                    """))).doesNotContain("TA112");
        }

        @Test
        void a13KubescapeDoesNotLookAtASecretsType() throws IOException {
            String mounting = DEPLOYMENT.replace(
                    "containers: [{name: main}]",
                    "containers: [{name: main, volumeMounts: [{name: s, mountPath: /s}]}]\n"
                            + "      volumes: [{name: s, secret: {secretName: s}}]");

            assertThat(ids(audit(
                            "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: kafka}\ntype: kubernetes.io/tls\n---\n"
                                    + mounting)))
                    .doesNotContain("TA107");
        }

        @Test
        void a15NobodyJudgesALifetimeAnAudienceOrAPath() throws IOException {
            assertThat(ids(audit(projecting("/t", "{path: token, expirationSeconds: 3607}"))))
                    .contains("TA109");
            assertThat(ids(audit(projecting("/t", "{path: token, expirationSeconds: 60}"))))
                    .contains("TA110");
            assertThat(ids(audit(projecting("/var/run/secrets/vault", "{path: vault-token}"))))
                    .contains("TA111");
        }

        @Test
        void a17ControlPlaneFlagsCountByTheirEffectiveValue() throws IOException {
            String apiServer = """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: kube-apiserver, namespace: kube-system}
                    spec:
                      automountServiceAccountToken: false
                      containers:
                        - name: kube-apiserver
                          command: [kube-apiserver, --etcd-servers=x, --service-account-lookup=%s, --service-account-lookup=%s]
                    """;

            assertThat(audit(apiServer.formatted("true", "false")))
                    .anySatisfy(finding -> assertThat(finding.message()).contains("service-account-lookup"));
            assertThat(audit(apiServer.formatted("false", "true")))
                    .noneSatisfy(finding -> assertThat(finding.message()).contains("service-account-lookup"));
        }
    }

    @Nested
    class BLongLivedCredentials {

        @Test
        void b1TrivyCheckovKubescapeAndOthersSayNothingOfATokenSecret() throws IOException {
            assertThat(ids(audit("""
                                    apiVersion: v1
                                    kind: Secret
                                    metadata:
                                      name: op-token
                                      namespace: kafka
                                      annotations: {kubernetes.io/service-account.name: op}
                                    type: kubernetes.io/service-account-token
                                    """))).contains("TA106");
        }

        @Test
        void b2KyvernoFlagsPullSecretsAsIfTheyWereTokens() throws IOException {
            String pullSecret = """
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: registry, namespace: kafka}
                    type: kubernetes.io/dockerconfigjson
                    ---
                    """;

            assertThat(ids(audit(pullSecret + ACCOUNT.formatted("secrets: [{name: registry}]"))))
                    .doesNotContain("TA113");
            assertThat(ids(audit(ACCOUNT.formatted("imagePullSecrets: [{name: registry}]"))))
                    .doesNotContain("TA113");
        }

        @Test
        void b3NobodyKnowsThatEnforcingMountableSecretsIsDeprecated() throws IOException {
            assertThat(
                            ids(
                                    audit(
                                            ACCOUNT.formatted("")
                                                    .replace(
                                                            "namespace: kafka}",
                                                            "namespace: kafka, annotations: {kubernetes.io/enforce-mountable-secrets: 'true'}}"))))
                    .contains("TA113");
        }

        @Test
        void b4ScannersGoByTheLooksOfALiteralAndNotByWhatItDecodesTo() throws IOException {
            String configMap = """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings, namespace: kafka}
                    data: {value: "%s"}
                    """;
            String header = base64("{\"alg\":\"RS256\",\"kid\":\"x\"}");
            String payload =
                    base64("{\"iss\":\"kubernetes/serviceaccount\",\"sub\":\"system:serviceaccount:kafka:op\"}");

            assertThat(ids(audit(configMap.formatted(header + "." + payload + ".c2lnbmF0dXJl"))))
                    .contains("TA112");
            assertThat(ids(audit(configMap.formatted("eyJhbGciOi.eyJub3Rqc29u.c2lnbmF0dXJl"))))
                    .doesNotContain("TA112");
        }

        private static String base64(String text) {
            return java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Test
        void b5NobodyJoinsACloudIdentityWithWhoReachesItsToken() throws IOException {
            String cloud = ACCOUNT.formatted("")
                    .replace(
                            "namespace: kafka}",
                            "namespace: kafka, annotations: {eks.amazonaws.com/role-arn:"
                                    + " 'arn:aws:iam::123456789012:role/op'}}");

            assertThat(ids(audit(cloud + DEPLOYMENT))).contains("TA119");
            assertThat(ids(audit(cloud
                            + DEPLOYMENT.replace(
                                    "containers", "automountServiceAccountToken: false\n      containers"))))
                    .doesNotContain("TA119");
        }
    }
}
