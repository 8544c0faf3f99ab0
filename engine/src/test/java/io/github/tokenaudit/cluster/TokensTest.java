package io.github.tokenaudit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which container sees which token, held to what Kubernetes' admission and token request code do. */
class TokensTest {

    private static final long YEAR = 31_536_000;

    private static List<TokenMount> tokens(String account, String podSpec) {
        Cluster cluster = Clusters.of("pod.yaml", """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: op, namespace: kafka}
                %s
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: op, namespace: kafka}
                spec:
                %s
                """.formatted(account, podSpec.indent(2)));
        assertThat(cluster.problems()).isEmpty();
        return cluster.tokensOf(cluster.workloads().findFirst().orElseThrow());
    }

    private static List<String> containers(List<TokenMount> tokens) {
        return tokens.stream().map(token -> token.container().name()).toList();
    }

    @ParameterizedTest(name = "account says {0}, pod says {1}: mounted {2}")
    @CsvSource({
        "'', '', true",
        "true, '', true",
        "false, '', false",
        "'', true, true",
        "'', false, false",
        "true, false, false",
        "false, true, true",
        "n, '', false",
        "'', off, false",
        "'', '\"false\"', true",
        "false, null, false",
    })
    void letsThePodHaveTheLastWord(String account, String pod, boolean mounted) {
        String field = "automountServiceAccountToken: ";
        List<TokenMount> tokens = tokens(
                account.isEmpty() ? "" : field + account,
                (pod.isEmpty() ? "" : field + pod + "\n") + "serviceAccountName: op\ncontainers: [{name: main}]");

        assertThat(containers(tokens)).isEqualTo(mounted ? List.of("main") : List.of());
    }

    @Test
    void mountsIntoEveryContainerAndInitContainerButNotIntoEphemeralOnes() {
        List<TokenMount> tokens = tokens("", """
                serviceAccountName: op
                initContainers: [{name: init}]
                containers: [{name: main}, {name: side}]
                ephemeralContainers: [{name: debug}]
                """);

        assertThat(containers(tokens)).containsExactly("init", "main", "side");
        assertThat(tokens).allSatisfy(token -> {
            assertThat(token.kind()).isEqualTo(TokenMount.Kind.AUTOMOUNTED);
            assertThat(token.path()).isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount/token");
            assertThat(token.requestedSeconds()).isEqualTo(3607);
            assertThat(token.validSeconds()).isEqualTo(YEAR);
            assertThat(token.boundTo()).isEqualTo(TokenMount.BoundTo.POD);
        });
    }

    @Test
    void leavesOutAContainerThatMountsSomethingOfItsOwnAtExactlyThatPath() {
        List<TokenMount> tokens = tokens("", """
                serviceAccountName: op
                containers:
                  - {name: own, volumeMounts: [{name: x, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}
                  - {name: slash, volumeMounts: [{name: x, mountPath: /var/run/secrets/kubernetes.io/serviceaccount/}]}
                volumes: [{name: x, emptyDir: {}}]
                """);

        assertThat(containers(tokens)).containsExactly("slash");
    }

    @Test
    void understandsAShortProjectionInPlaceOfTheAutomountedToken() {
        List<TokenMount> tokens = tokens("automountServiceAccountToken: false", """
                serviceAccountName: op
                containers:
                  - {name: main, volumeMounts: [{name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}
                  - {name: side}
                volumes:
                  - name: t
                    projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 600}}]}
                """);

        assertThat(tokens).singleElement().satisfies(token -> {
            assertThat(token.container().name()).isEqualTo("main");
            assertThat(token.kind()).isEqualTo(TokenMount.Kind.PROJECTED);
            assertThat(token.path()).isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount/token");
            assertThat(token.validSeconds()).isEqualTo(600);
        });
    }

    @ParameterizedTest(name = "{0} s for {1}: valid {2} s")
    @CsvSource({
        "'', '', 3600",
        "600, '', 600",
        "3606, '', 3606",
        "3607, '', 31536000",
        "3608, '', 3608",
        "3607, vault, 3607",
        "3607, https://kubernetes.default.svc, 31536000",
        "86400, '', 86400",
    })
    void tellsTheTrueLifetimeOfAProjection(String requested, String audience, long valid) {
        List<TokenMount> tokens = tokens("automountServiceAccountToken: false", """
                serviceAccountName: op
                containers: [{name: main, volumeMounts: [{name: t, mountPath: /tokens}]}]
                volumes:
                  - name: t
                    projected:
                      sources:
                        - serviceAccountToken:
                            path: jwt
                            %s
                            %s
                """.formatted(
                        requested.isEmpty() ? "" : "expirationSeconds: " + requested,
                        audience.isEmpty() ? "" : "audience: " + audience));

        assertThat(tokens).singleElement().satisfies(token -> {
            assertThat(token.path()).isEqualTo("/tokens/jwt");
            assertThat(token.validSeconds()).isEqualTo(valid);
        });
    }

    @Test
    void followsASubPathToTheOneFileThatItMounts() {
        List<TokenMount> tokens = tokens("automountServiceAccountToken: false", """
                serviceAccountName: op
                containers:
                  - {name: main, volumeMounts: [{name: t, mountPath: /token, subPath: jwt}]}
                  - {name: ca, volumeMounts: [{name: t, mountPath: /ca.crt, subPath: ca.crt}]}
                volumes:
                  - name: t
                    projected: {sources: [{serviceAccountToken: {path: jwt}}]}
                """);

        assertThat(tokens)
                .singleElement()
                .satisfies(token -> assertThat(token.path()).isEqualTo("/token"));
    }

    @Test
    void findsALongLivedTokenThatAVolumeAVariableOrAWholeSecretBringsIn() {
        Cluster cluster = Clusters.of("pod.yaml", """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: op-token
                  annotations: {kubernetes.io/service-account.name: other}
                type: kubernetes.io/service-account-token
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: op}
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - {name: volume, volumeMounts: [{name: t, mountPath: /t}]}
                    - {name: variable, env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: op-token, key: token}}}]}
                    - {name: ca, env: [{name: CA, valueFrom: {secretKeyRef: {name: op-token, key: ca.crt}}}]}
                    - {name: all, envFrom: [{prefix: X_, secretRef: {name: op-token}}]}
                    - {name: else, envFrom: [{secretRef: {name: something-else}}]}
                  volumes: [{name: t, secret: {secretName: op-token}}]
                """);
        List<TokenMount> tokens =
                cluster.tokensOf(cluster.workloads().findFirst().orElseThrow());

        assertThat(tokens).extracting(TokenMount::path).containsExactly("/t/token", "$TOKEN", "$X_token");
        assertThat(tokens).allSatisfy(token -> {
            assertThat(token.account()).isEqualTo("other");
            assertThat(token.validSeconds()).as("for ever").isNull();
            assertThat(token.boundTo()).isEqualTo(TokenMount.BoundTo.SECRET);
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', textBlock = """
                    serviceAccountName: a                        ; a
                    serviceAccount: b                            ; b
                    {serviceAccountName: a, serviceAccount: b}   ; a
                    {serviceAccountName: "", serviceAccount: b}  ; b
                    {}                                           ; default
                    """)
    void runsAsTheAccountThatIsNamed(String podSpec, String account) {
        Cluster cluster =
                Clusters.of("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: op}\nspec:\n" + podSpec.indent(2));

        assertThat(cluster.accountOf(cluster.workloads().findFirst().orElseThrow())
                        .name())
                .isEqualTo(account);
    }
}
