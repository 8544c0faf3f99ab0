package io.github.tokenaudit.usage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Activity.Credential;
import io.github.tokenaudit.usage.Activity.OfAccount;
import io.github.tokenaudit.usage.Activity.Requested;
import io.github.tokenaudit.usage.Activity.Seen;
import io.github.tokenaudit.usage.Activity.Span;
import io.github.tokenaudit.usage.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogsTest {

    private static final String OPERATOR = "system:serviceaccount:shop:operator";

    @TempDir
    private Path folder;

    private static String event(String stage, String verb, String user, String reference, String time, String more) {
        return """
                {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"1","stage":"%s",\
                "requestURI":"/","verb":"%s","user":{"username":"%s","groups":["system:serviceaccounts"]},\
                "objectRef":{%s},"requestReceivedTimestamp":"%s"%s}
                """.formatted(stage, verb, user, reference, time, more);
    }

    private static String secret(String verb, String time, String more) {
        return event(
                "ResponseComplete",
                verb,
                OPERATOR,
                "\"resource\":\"secrets\",\"namespace\":\"shop\",\"name\":\"a\",\"apiVersion\":\"v1\"",
                time,
                more);
    }

    private Activity read(String... lines) throws IOException {
        return AuditLogs.read(List.of(Files.writeString(folder.resolve("audit.log"), String.join("", lines))));
    }

    private static OfAccount only(Activity activity) {
        assertThat(activity.accounts()).hasSize(1);
        return activity.accounts().get(0);
    }

    private static Seen seen(long times, String first, String last) {
        return new Seen(times, new Span(Instant.parse(first), Instant.parse(last)));
    }

    @Test
    void countsWhatAnAccountRequestedAndWhen() throws IOException {
        Activity activity = read(
                secret("get", "2026-03-02T00:00:00.000000Z", ""),
                secret("get", "2026-03-01T00:00:00.000000Z", ""),
                event(
                        "ResponseComplete",
                        "list",
                        OPERATOR,
                        "\"resource\":\"deployments\",\"apiGroup\":\"apps\",\"apiVersion\":\"v1\"",
                        "2026-03-03T00:00:00Z",
                        ""));

        OfAccount operator = only(activity);
        assertThat(operator.namespace()).isEqualTo("shop");
        assertThat(operator.name()).isEqualTo("operator");
        assertThat(operator.requests())
                .containsExactly(
                        new Requested(
                                "",
                                "secrets",
                                "get",
                                "shop",
                                seen(2, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"),
                                null),
                        new Requested(
                                "apps",
                                "deployments",
                                "list",
                                null,
                                seen(1, "2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z"),
                                null));
        assertThat(activity.events()).isEqualTo(3);
        assertThat(activity.span())
                .isEqualTo(new Span(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z")));
        assertThat(activity.problems()).isEmpty();
    }

    @Test
    void tellsWhatWasDeniedByTheAuthorizersWordElseByTheAnswer() throws IOException {
        Activity activity = read(
                secret(
                        "delete",
                        "2026-03-01T00:00:00Z",
                        ",\"annotations\":{\"authorization.k8s.io/decision\":\"forbid\"}"),
                secret("delete", "2026-03-02T00:00:00Z", ",\"responseStatus\":{\"metadata\":{},\"code\":403}"),
                // Admission refuses with 403, too; the authorizer allowed it.
                secret(
                        "delete",
                        "2026-03-03T00:00:00Z",
                        ",\"responseStatus\":{\"code\":403},\"annotations\":{\"authorization.k8s.io/decision\":\"allow\"}"));

        Requested delete = only(activity).requests().get(0);
        assertThat(delete.denied()).isEqualTo(seen(2, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"));
        assertThat(delete.allowed()).isEqualTo(seen(1, "2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z"));
    }

    @Test
    void countsEachRequestOnceThoughItHasSeveralStages() throws IOException {
        String pods = "\"resource\":\"pods\",\"namespace\":\"shop\"";
        Activity activity = read(
                event("RequestReceived", "watch", OPERATOR, pods, "2026-03-01T00:00:00Z", ""),
                event("ResponseStarted", "watch", OPERATOR, pods, "2026-03-01T00:00:00Z", ""),
                event("ResponseComplete", "watch", OPERATOR, pods, "2026-03-01T00:00:00Z", ""));
        assertThat(only(activity).requests())
                .singleElement()
                .satisfies(watch ->
                        assertThat(watch.allowed()).isEqualTo(seen(1, "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z")));
        assertThat(activity.events()).isEqualTo(1);
    }

    @Test
    void countsAWatchThatIsStillRunning() throws IOException {
        Activity activity =
                read(event("ResponseStarted", "watch", OPERATOR, "\"resource\":\"pods\"", "2026-03-01T00:00:00Z", ""));
        assertThat(only(activity).requests()).extracting(Requested::toString).containsExactly("pods:watch");
    }

    @Test
    void writesSubresourcesBehindASlash() throws IOException {
        Activity activity = read(event(
                "ResponseComplete",
                "create",
                OPERATOR,
                "\"resource\":\"pods\",\"subresource\":\"exec\"",
                "2026-03-01T00:00:00Z",
                ""));
        assertThat(only(activity).requests()).extracting(Requested::toString).containsExactly("pods/exec:create");
    }

    @Test
    void givesARequestToWhomItsMakerActedAsAndTheImpersonationToTheMaker() throws IOException {
        Activity activity = read(secret(
                "get",
                "2026-03-01T00:00:00Z",
                ",\"impersonatedUser\":{\"username\":\"system:serviceaccount:shop:other\"}"));
        assertThat(activity.accounts())
                .extracting(account -> account.name() + " " + account.requests())
                .containsExactly("operator [serviceaccounts:impersonate]", "other [secrets:get]");
    }

    @Test
    void tellsTokensThatAreLegacyOrStaleAndWhereTheyComeFrom() throws IOException {
        Activity activity = read("""
                {"kind":"Event","stage":"ResponseComplete","verb":"get","user":{"username":"%s","extra":{\
                "authentication.kubernetes.io/pod-name":["op-1"],"authentication.kubernetes.io/pod-uid":["u1"]}},\
                "sourceIPs":["203.0.113.1","10.0.0.7"],"userAgent":"kubectl/v1.31.0 (linux/amd64)",\
                "objectRef":{"resource":"pods"},"requestReceivedTimestamp":"2026-03-01T00:00:00Z",\
                "annotations":{"authentication.k8s.io/legacy-token":"x","authentication.k8s.io/stale-token":"y"}}
                """.formatted(OPERATOR));
        OfAccount operator = only(activity);
        assertThat(operator.legacyTokens()).isEqualTo(seen(1, "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"));
        assertThat(operator.staleTokens()).isEqualTo(operator.legacyTokens());
        assertThat(operator.credentials())
                .containsExactly(new Credential("op-1", Set.of("10.0.0.7"), Set.of("kubectl")));
    }

    @Test
    void leavesOutWhoIsNoServiceAccount() throws IOException {
        Activity activity =
                read(event("ResponseComplete", "get", "admin", "\"resource\":\"pods\"", "2026-03-01T00:00:00Z", ""));
        assertThat(activity.accounts()).isEmpty();
        assertThat(activity.events()).isEqualTo(1);
    }

    @Test
    void passesOverRequestsAndResponsesHoweverDeep() throws IOException {
        String deep = "[".repeat(900) + "]".repeat(900);
        Activity activity =
                read(secret("get", "2026-03-01T00:00:00Z", ",\"requestObject\":{\"verb\":\"x\",\"a\":" + deep + "}"));
        assertThat(only(activity).requests()).extracting(Requested::verb).containsExactly("get");
    }

    @Test
    void readsPackedLogsAndSeveralPartsOfOne() throws IOException {
        Path packed = folder.resolve("audit.log.gz");
        try (OutputStream file = Files.newOutputStream(packed)) {
            file.write(gzip(secret("get", "2026-03-01T00:00:00Z", "")));
            file.write(gzip(secret("get", "2026-03-02T00:00:00Z", "")));
        }
        assertThat(AuditLogs.read(List.of(packed)).events()).isEqualTo(2);
    }

    @Test
    void tellsWhereAPackedLogBreaksOffAndCountsWhatCameBefore() throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            text.append(secret("get", "2026-03-01T00:00:00Z", ",\"auditID\":\"" + random.nextLong() + "\""));
        }
        byte[] whole = gzip(text.toString());
        Path packed = Files.write(folder.resolve("a.gz"), Arrays.copyOf(whole, whole.length / 2));

        Activity activity = AuditLogs.read(List.of(packed));
        assertThat(activity.events()).isBetween(1_000L, 4_000L);
        assertThat(activity.problems())
                .extracting(Usage.Problem::message)
                .singleElement()
                .asString()
                .startsWith("after line ")
                .contains("it can't be read");
    }

    @Test
    void tellsLinesThatAreNoEventsAndGoesOn() throws IOException {
        Activity activity = read(
                "not json\n",
                "{\"kind\":\"Pod\"}\n",
                "\n",
                "{\"kind\":\"Event\"\n",
                secret("get", "2026-03-01T00:00:00Z", ""));
        assertThat(activity.events()).isEqualTo(1);
        assertThat(activity.problems())
                .extracting(Usage.Problem::message)
                .containsExactly(
                        "line 1 and 1 more are no JSON and not counted; events must stand in a line each, as the log"
                                + " backend writes them",
                        "line 2 is no event of audit.k8s.io and not counted");
    }

    @Test
    void tellsLinesThatAreTooLong() throws IOException {
        Path log = Files.writeString(
                folder.resolve("audit.log"),
                secret("get", "2026-03-01T00:00:00Z", ",\"requestObject\":\"" + "x".repeat(3_000) + "\"")
                        + secret("get", "2026-03-01T00:00:00Z", ""));
        Activity activity = AuditLogs.read(List.of(log), new LogLimits(2_000, 10, 10, 10));
        assertThat(activity.events()).isEqualTo(1);
        assertThat(activity.problems())
                .extracting(Usage.Problem::message)
                .containsExactly("line 1 is longer than 2000 bytes and not counted");
    }

    @Test
    void keepsNoMoreThanItMayAndSaysSo() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append(event(
                    "ResponseComplete",
                    "get",
                    OPERATOR,
                    "\"resource\":\"r" + i + "\"",
                    "2026-03-01T00:00:00Z",
                    ",\"sourceIPs\":[\"10.0.0." + i + "\"]"));
        }
        Path log = Files.writeString(folder.resolve("audit.log"), text);
        Activity activity = AuditLogs.read(List.of(log), new LogLimits(2_000, 10, 10, 4));
        assertThat(only(activity).requests()).hasSize(10);
        assertThat(only(activity).credentials().get(0).addresses()).hasSize(4);
        assertThat(activity.problems())
                .extracting(Usage.Problem::message)
                .containsExactly(
                        "20 requests were not counted, since there are more than 10 different ones; give the logs"
                                + " of a shorter time, or of these accounts only");
    }

    @Test
    void tellsAFileThatIsNotThere() {
        Activity activity = AuditLogs.read(List.of(folder.resolve("none.log")));
        assertThat(activity.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("after line 0 it can't be read"));
        assertThat(activity.span()).isNull();
    }

    @Test
    void neverFailsOnAnyBytes() throws IOException {
        byte[] whole = secret("get", "2026-03-01T00:00:00Z", ",\"annotations\":{\"a\":[1,{}]}")
                .repeat(3)
                .getBytes(UTF_8);
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] turned = whole.clone();
            for (int bytes = random.nextInt(8); bytes >= 0; bytes--) {
                turned[random.nextInt(turned.length)] = (byte) random.nextInt();
            }
            Path log = Files.write(folder.resolve("t" + i), turned);
            assertThatCode(() -> AuditLogs.read(List.of(log))).doesNotThrowAnyException();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
