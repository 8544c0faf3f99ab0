package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What examples can't show of the rules about tokens: how bad a finding is, and what it doesn't tell. */
class CredentialRulesTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    @TempDir
    private Path folder;

    private List<Finding> findings(String rule, LocalDate today, String manifest) throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.yaml"), manifest);
        AuditRequest.Input input = new AuditRequest.Input(file, "manifest.yaml");
        return Example.only(
                rule,
                TokenAudit.run(new AuditRequest(List.of(input), Policy.none(), FailOn.NEVER, null, today))
                        .findings());
    }

    private List<Severity> severities(String rule, String manifest) throws IOException {
        return findings(rule, TODAY, manifest).stream().map(Finding::severity).toList();
    }

    private static String pod(String spec) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: operator, namespace: shop}, spec: {" + spec + "}}";
    }

    static Stream<Example> tokenLiterals() {
        return Example.of("TA112").stream();
    }

    @ParameterizedTest
    @MethodSource("tokenLiterals")
    void tellsNothingOfACredentialThatCouldBeUsed(Example example) throws IOException {
        assertThat(example.findings())
                .filteredOn(finding -> finding.rule().id().equals("TA112"))
                .flatExtracting(finding -> Stream.concat(
                                Stream.of(finding.message(), finding.remedy()),
                                finding.evidence().stream().map(Evidence::text))
                        .toList())
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain("eyJ", "no-signature", "invent", "sha256~", "0pAqUe", "PRIVATE"));
    }

    @Test
    void lowersATokenOnceItHasExpired() throws IOException {
        // {"alg":"RS256"} and {"sub":"a","exp":1893456000}, which is the first of January 2030.
        String manifest = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {token:"
                + " eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIiwiZXhwIjoxODkzNDU2MDAwfQ.filler}}";

        assertThat(findings("TA112", LocalDate.parse("2030-01-01"), manifest))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
        assertThat(findings("TA112", LocalDate.parse("2030-01-02"), manifest))
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                       | CRITICAL
            {runAsUser: 0}                                           | CRITICAL
            {runAsNonRoot: true}                                     | HIGH
            {runAsUser: 65534}                                       | HIGH
            """)
    void callsANodesFilesLessBadForAUserOtherThanRoot(String context, Severity severity) throws IOException {
        assertThat(severities("TA114", pod("""
                        securityContext: %s,
                        containers: [{name: a, volumeMounts: [{name: host, mountPath: /host}]}],
                        volumes: [{name: host, hostPath: {path: /}}]""".formatted(context)))).containsExactly(severity);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: a}                                                                    | HIGH
            {name: a}, {name: b}                                                         | CRITICAL
            {name: a, securityContext: {runAsNonRoot: true}}                             | MEDIUM
            {name: a, securityContext: {runAsUser: 1}}, {name: b, securityContext: {runAsUser: 1}} | HIGH
            {name: a, securityContext: {capabilities: {drop: [ALL]}}}                    | MEDIUM
            {name: a, securityContext: {capabilities: {drop: [all], add: [SYS_PTRACE]}}} | HIGH
            {name: a, securityContext: {runAsUser: 1, privileged: true}}                 | HIGH
            """)
    void ratesTheProcessesOfANodeByWhoMayReadThem(String containers, Severity severity) throws IOException {
        assertThat(severities("TA115", pod("hostPID: true, containers: [" + containers + "]")))
                .containsExactly(severity);
    }

    @Test
    void saysThatSharedProcessesLayATokenOpenOnlyWhereThereIsOne() throws IOException {
        String shared = "shareProcessNamespace: true, containers: [{name: a}, {name: b}]";

        assertThat(findings("TA115", TODAY, pod(shared)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("the token of account shop/default"));
        assertThat(findings("TA115", TODAY, pod("automountServiceAccountToken: false, " + shared)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).doesNotContain("token"));
    }

    @Test
    void callsACloudIdentityBehindALongLivedTokenCritical() throws IOException {
        assertThat(severities("TA119", """
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: operator
                  annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/operator"}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: token, annotations: {kubernetes.io/service-account.name: operator}}
                type: kubernetes.io/service-account-token
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: operator}
                spec:
                  serviceAccountName: operator
                  automountServiceAccountToken: false
                  containers: [{name: a, volumeMounts: [{name: token, mountPath: /token}]}]
                  volumes: [{name: token, secret: {secretName: token}}]
                """)).containsExactly(Severity.CRITICAL);
    }

    @Test
    void ratesFlagsOfTheApiServerByWhatTheyLetIn() throws IOException {
        assertThat(findings(
                        "TA120",
                        TODAY,
                        pod("containers: [{name: a, command: [kube-apiserver, --etcd-servers=x, --token-auth-file=x,"
                                + " --authorization-mode=RBAC, --service-account-lookup=false]}]")))
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH, Severity.HIGH, Severity.MEDIUM, Severity.MEDIUM, Severity.LOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scheme: https                                           | MEDIUM
            scheme: HTTPS, tlsConfig: {insecureSkipVerify: false}   | MEDIUM
            scheme: https, tlsConfig: {insecureSkipVerify: true}    | HIGH
            scheme: http                                            | HIGH
            port: metrics                                           | HIGH
            """)
    void ratesAScrapeByWhetherTheTargetMustProveItself(String endpoint, Severity severity) throws IOException {
        assertThat(severities("TA123", """
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: operator}
                spec: {endpoints: [{bearerTokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token, %s}]}
                """.formatted(endpoint))).containsExactly(severity);
    }
}
