package io.github.tokenaudit.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods give without their token: of their node, and by webhooks, which they answer. */
class OpeningTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: injector, namespace: mesh, labels: {app: injector, tier: a}}
            spec: {automountServiceAccountToken: false, containers: [{name: main, image: main}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: hook, namespace: mesh}
            spec: {selector: {app: injector}}
            ---
            """;

    private static final String WEBHOOK = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: injection}
            webhooks:
              - name: inject.example.com
                clientConfig: {service: {name: hook, namespace: mesh}}
                rules: [{operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods]}]
            """;

    private static final String DECIDES =
            "decides what pods of others run, and so gets their tokens, and the node where nothing"
                    + " forbids privileged pods";

    @TempDir
    Path folder;

    private List<Opening> openings(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("op.yaml"), text);
        AuditRequest request = new AuditRequest(
                List.of(new AuditRequest.Input(file, "op.yaml")),
                Policy.none(),
                FailOn.NEVER,
                null,
                LocalDate.of(2026, 11, 26));
        return TokenAudit.run(request).posture().cards().get(0).openings();
    }

    @Test
    void tellsThatAPodDecidesWhatOthersRunWhosePodsItsWebhookChanges() throws IOException {
        assertThat(openings(POD + WEBHOOK)).singleElement().satisfies(opening -> {
            assertThat(opening.of()).isEqualTo(Opening.Of.REQUESTS);
            assertThat(opening.text())
                    .isEqualTo("it " + DECIDES
                            + ": it answers webhook inject.example.com of MutatingWebhookConfiguration/injection, which is"
                            + " asked about CREATE of pods in every namespace");
            assertThat(opening.location()).hasToString("op.yaml:15:5");
        });
    }

    @Test
    void tellsTheWorstThatAPodGivesOfItsNodeFirst() throws IOException {
        assertThat(openings("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: agent}
                        spec:
                          hostNetwork: true
                          hostPID: true
                          containers:
                            - name: main
                              image: main
                              volumeMounts: [{name: root, mountPath: /host}]
                            - {name: side, image: side, securityContext: {privileged: true}}
                          volumes: [{name: root, hostPath: {path: /}}]
                        """))
                .extracting(Opening::gain)
                .satisfiesExactly(
                        privileged -> assertThat(privileged).contains("is privileged"),
                        disk -> assertThat(disk).contains("the host's /"),
                        processes -> assertThat(processes).contains("all processes of the node"),
                        network -> assertThat(network).contains("share the network"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pods | deployments | apps | true",
                "pods | cronjobs | batch | true",
                "pods | '*' | '*' | true",
                "pods | '*/*' | '' | true",
                "pods | deployments | '' | false",
                "pods | pods/exec | '' | false",
                "pods | kafkas | kafka.example.com | false",
            })
    void looksAtWhatTheWebhookIsAskedAbout(String from, String resource, String group, boolean told)
            throws IOException {
        String rule = "apiGroups: ['" + group + "'], apiVersions: [v1], resources: ['" + resource + "']";

        List<Opening> openings = openings(
                POD + WEBHOOK.replace("apiGroups: [\"\"], apiVersions: [v1], resources: [" + from + "]", rule));

        assertThat(openings.stream().anyMatch(opening -> opening.text().contains(DECIDES)))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[DELETE]", "[CONNECT]", "[]"})
    void saysNothingOfPodsThatAreNeitherCreatedNorChanged(String operations) throws IOException {
        assertThat(openings(POD + WEBHOOK.replace("[CREATE]", operations))).isEmpty();
    }

    @Test
    void changesNothingByAWebhookThatOnlyRefuses() throws IOException {
        assertThat(openings(POD + WEBHOOK.replace("Mutating", "Validating"))).isEmpty();
    }

    @Test
    void seesSecretsByEitherKindOfWebhook() throws IOException {
        String secrets = WEBHOOK.replace("resources: [pods]", "resources: [secrets]");

        assertThat(openings(POD + secrets.replace("Mutating", "Validating")))
                .singleElement()
                .extracting(Opening::text)
                .asString()
                .startsWith("it sees Secrets that others write: it answers webhook inject.example.com of Validating");
        assertThat(openings(POD + secrets.replace("CREATE", "DELETE"))).hasSize(1);
    }

    @Test
    void tellsAllThatAWebhookGives() throws IOException {
        String all = WEBHOOK.replace("apiGroups: [\"\"]", "apiGroups: ['*']").replace("[pods]", "['*']");

        assertThat(openings(POD + all))
                .singleElement()
                .extracting(Opening::text)
                .asString()
                .startsWith("it " + DECIDES
                        + "; it changes roles and bindings that others write, and so gets rights; it sees"
                        + " Secrets that others write: it answers");
    }

    @Test
    void tellsWhatLimitsAWebhook() throws IOException {
        String limited = WEBHOOK + """
                    namespaceSelector:
                      matchLabels: {injection: enabled}
                      matchExpressions:
                        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, mesh]}
                    objectSelector: {matchExpressions: [{key: opt-out, operator: DoesNotExist}]}
                    matchConditions: [{name: users, expression: "true"}]
                """.indent(4).replaceAll("(?m)^ {8}", "    ");

        assertThat(openings(POD + limited))
                .singleElement()
                .extracting(Opening::text)
                .asString()
                .endsWith("in every namespace if the labels of the namespace match"
                        + " `injection=enabled,kubernetes.io/metadata.name notin (kube-system,mesh)`, and those of the object"
                        + " match `!opt-out`, and its `matchConditions` hold");
    }

    @ParameterizedTest
    @CsvSource({
        "selector: {app: injector}, 'selector: {app: injector, tier: a}', true",
        "selector: {app: injector}, 'selector: {app: injector, tier: b}', false",
        "selector: {app: injector}, selector: {}, false",
        "'metadata: {name: hook, namespace: mesh}', 'metadata: {name: hook, namespace: other}', false",
        "'metadata: {name: hook, namespace: mesh}', metadata: {name: hook}, true",
        "'metadata: {name: hook, namespace: mesh}', 'metadata: {name: else, namespace: mesh}', false"
    })
    void knowsWhoAnswersByTheServiceAndItsLabels(String from, String to, boolean answers) throws IOException {
        assertThat(openings(POD.replace(from, to) + WEBHOOK)).hasSize(answers ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"mesh, 1", "kube-system, 0"})
    void takesAPodWhoseNamespaceIsLeftOpenForOneOfAnyButKubernetesOwnNamespaces(String namespace, int count)
            throws IOException {
        String open = POD.replace("{name: injector, namespace: mesh,", "{name: injector,");

        assertThat(openings((open + WEBHOOK).replace("namespace: mesh", "namespace: " + namespace)))
                .hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"Mutating, op, 1", "Mutating, other, 0", "Validating, op, 0"})
    void knowsWhoAnswersOfAClusterServiceVersionByTheDeployment(String type, String deployment, int count)
            throws IOException {
        assertThat(openings("""
                        apiVersion: operators.coreos.com/v1alpha1
                        kind: ClusterServiceVersion
                        metadata: {name: op.v1}
                        spec:
                          webhookdefinitions:
                            - type: %sAdmissionWebhook
                              generateName: inject.example.com
                              deploymentName: %s
                              rules: [{operations: ["*"], apiGroups: [""], apiVersions: ["*"], resources: [pods]}]
                          install:
                            strategy: deployment
                            spec:
                              deployments:
                                - name: op
                                  spec: {template: {spec: {containers: [{name: op, image: op}]}}}
                        """.formatted(type, deployment)))
                .hasSize(count)
                .allSatisfy(opening -> assertThat(opening.text())
                        .endsWith("which is asked about * of pods in each namespace that OLM installs it for"));
    }
}
