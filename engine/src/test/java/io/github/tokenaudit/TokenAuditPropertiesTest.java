package io.github.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every input, tried on inputs made at random. A failure names its seed; {@code -DtokenAudit.seed=N} tries
 * just that one.
 */
class TokenAuditPropertiesTest {

    private static final List<String> NAMES = List.of("op", "agent", "default", "${NAME}");
    private static final List<String> NAMESPACES = List.of("", "kafka", "kube-system", "placeholder");
    private static final List<String> BOOLEANS = List.of("true", "false", "n", "\"false\"", "null");
    private static final List<String> RESOURCES =
            List.of("secrets", "'*'", "pods/exec", "kafkas", "serviceaccounts/token");

    @TempDir
    Path folder;

    static Stream<Long> seeds() {
        Long one = Long.getLong("tokenAudit.seed");
        return one != null ? Stream.of(one) : LongStream.range(0, 60).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheSameWhateverTheOrderOfFiles(long seed) throws IOException {
        Map<String, String> files = new Manifests(seed).files();
        List<AuditRequest.Input> inputs = write(files);
        Collections.shuffle(inputs, new Random(seed));

        assertThat(findings(inputs)).isEqualTo(findings(write(files)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheSameBesideAFileThatIsOfNoConcern(long seed) throws IOException {
        Map<String, String> files = new Manifests(seed).files();
        List<Finding> before = findings(write(files));
        files.put("zzz/ingress.yaml", "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: s\n");

        assertThat(findings(write(files))).isEqualTo(before);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsNoTokenLessGraveWhenItsAccountIsGrantedMore(long seed) throws IOException {
        Map<String, String> files = new Manifests(seed).files();
        Map<Location, Severity> before = automounted(findings(write(files)));
        files.replaceAll((name, text) -> text.replace("verbs: [get]", "verbs: [get, list, create, bind]"));
        Map<Location, Severity> after = automounted(findings(write(files)));

        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((place, severity) -> assertThat(after.get(place)).isGreaterThanOrEqualTo(severity));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverFailsOnTextThatSomethingWentWrongWith(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, String> files = new Manifests(seed).files();
        files.replaceAll((name, text) -> damaged(text, random));
        List<AuditRequest.Input> inputs = write(files);

        assertThatCode(() -> findings(inputs)).doesNotThrowAnyException();
    }

    private List<AuditRequest.Input> write(Map<String, String> files) throws IOException {
        List<AuditRequest.Input> inputs = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
            inputs.add(new AuditRequest.Input(path, file.getKey()));
        }
        return inputs;
    }

    private static List<Finding> findings(List<AuditRequest.Input> inputs) {
        return TokenAudit.run(new AuditRequest(inputs, Policy.none(), FailOn.NEVER, null, LocalDate.of(2026, 11, 23)))
                .findings();
    }

    private static Map<Location, Severity> automounted(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.rule().id().equals("TA101"))
                .collect(Collectors.toMap(Finding::location, Finding::severity));
    }

    /** Cuts, doubles, swaps and replaces characters. */
    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 1 + random.nextInt(8) && damaged.length() > 2; i++) {
            int at = random.nextInt(damaged.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, damaged.charAt(random.nextInt(damaged.length())));
                case 2 -> damaged.setCharAt(at, "{}[]&*!|>'\"%@`#,?:-\t\n\u0000\uFEFF🦀".charAt(random.nextInt(24)));
                default -> damaged.setLength(at + 1);
            }
        }
        return damaged.toString();
    }

    /** Makes a handful of files with workloads, accounts, roles and bindings of few names, so that they often meet. */
    private static final class Manifests {
        private final Random random;

        Manifests(long seed) {
            this.random = new Random(seed);
        }

        Map<String, String> files() {
            Map<String, String> files = new TreeMap<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                StringBuilder text = new StringBuilder();
                for (int j = 0; j < 1 + random.nextInt(5); j++) {
                    text.append(document()).append("---\n");
                }
                files.put(one(List.of("a", "b", "b/c")) + "/file" + i + ".yaml", text.toString());
            }
            return files;
        }

        private String document() {
            return switch (random.nextInt(5)) {
                case 0 -> "apiVersion: v1\nkind: ServiceAccount\n" + metadata() + automount("");
                case 1, 2 ->
                    "apiVersion: apps/v1\nkind: " + one(List.of("Deployment", "DaemonSet")) + "\n" + metadata()
                            + "spec:\n  template:\n    spec:\n      serviceAccountName: " + one(NAMES) + "\n"
                            + automount("      ") + "      containers: [{name: main}, {name: side}]\n";
                case 3 ->
                    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n" + metadata()
                            + "rules: [{apiGroups: [''], resources: [" + one(RESOURCES) + "], verbs: [get]}]\n";
                default ->
                    "apiVersion: rbac.authorization.k8s.io/v1\nkind: "
                            + one(List.of("RoleBinding", "ClusterRoleBinding")) + "\n" + metadata()
                            + "roleRef: {kind: ClusterRole, name: " + one(List.of("op", "edit", "cluster-admin"))
                            + "}\nsubjects: [{kind: ServiceAccount, name: " + one(NAMES) + ", namespace: "
                            + one(List.of("kafka", "''")) + "}]\n";
            };
        }

        private String metadata() {
            String namespace = one(NAMESPACES);
            return "metadata:\n  name: " + one(NAMES) + "\n"
                    + (namespace.isEmpty() ? "" : "  namespace: " + namespace + "\n");
        }

        private String automount(String indent) {
            return random.nextBoolean() ? "" : indent + "automountServiceAccountToken: " + one(BOOLEANS) + "\n";
        }

        private String one(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
