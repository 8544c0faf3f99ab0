package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token: eyJhbGciOiJub25lIn0.eyJzdWIiOiJpbnZlbnRlZCJ9.filler     | token: ‹redacted›
            - --token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJpbnZlbnRlZCJ9.filler  | - --token=‹redacted›
            # cut: eyJhbGciOiJub25lIn0.eyJzdW                              | # cut: ‹redacted›
            .dockerconfigjson: eyJhdXRocyI6eyJpbnZlbnRlZCI6e319fQ==        | .dockerconfigjson: ‹redacted›
            value: sha256~invented-invented-invented                       | value: ‹redacted›
            args: [join, --token, 5hop01.0123456789invent]                 | args: [join, --token, ‹redacted›]
            Authorization: Bearer 0pAqUe.inVented                          | Authorization: Bearer ‹redacted›
            Authorization: Basic aW52ZW50ZWQ6aW52ZW50ZWQ=                  | Authorization: Basic ‹redacted›
            "client-key-data": "LS0tLS1CRUdJTiBpbnZlbnRlZA=="              | "client-key-data": "‹redacted›"
            tls.key: aW52ZW50ZWQgaW52ZW50ZWQgaW52                          | tls.key: ‹redacted›
            API_TOKEN=0123456789abcdef0123456789abcdef                     | API_TOKEN=‹redacted›
            password: hunter2                                              | password: ‹redacted›
            {"password": "hunter2"}                                        | {"password": "‹redacted›"}
            """)
    void takesCredentialsOutAndLeavesTheirNames(String line, String redacted) {
        assertThat(Redaction.redact(line)).isEqualTo(redacted);
    }

    @Test
    void takesOutALineOfAKey() {
        assertThat(Redaction.redact("      MIIinventedinventedinventedinvented0123456789+/"))
                .isEqualTo("      ‹redacted›");
    }

    @Test
    void takesOutWhatIsTooLongToReadUnderAnyName() {
        assertThat(Redaction.redact("config: " + "aW52ZW50ZWQ0".repeat(10))).isEqualTo("config: ‹redacted›");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "automountServiceAccountToken: false",
                "expirationSeconds: 3607",
                "serviceAccountName: strimzi-cluster-operator-0-48-token",
                "secretName: strimzi-cluster-operator-credentials-2",
                "bearerTokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token",
                "- --service-account-key-file=/etc/kubernetes/pki/sa.pub",
                "kubernetes.io/service-account.name: operator",
                "image: registry.example/operator@sha256:0123456789abcdef",
                "the basic authentication of bearer tokens",
                "resources: [serviceaccounts/token, secrets]",
                "  verylongworkloadname.verylongnamespacename.svc.cluster.local",
                ""
            })
    void leavesOrdinaryLinesAlone(String line) {
        assertThat(Redaction.redact(line)).isEqualTo(line);
    }

    @Test
    void isNotSlowedDownByAHugeLine() {
        String hostile = "key.".repeat(100_000) + "eyJ".repeat(100_000) + "password".repeat(50_000);

        long start = System.nanoTime();
        Redaction.redact(hostile);

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
