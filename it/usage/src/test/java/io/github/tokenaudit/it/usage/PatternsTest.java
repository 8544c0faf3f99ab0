package io.github.tokenaudit.it.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.code.ProjectProperties;
import io.github.tokenaudit.usage.code.UsageAnalysis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each source file is an operator of its own, with the permissions that it needs in comments beside the calls. */
class PatternsTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path CLASSES = Path.of("target/classes");

    static Stream<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(SOURCES)) {
            return walk
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(file -> SOURCES.relativize(file)
                            .toString()
                            .replace(File.separatorChar, '/')
                            .replace(".java", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static List<Path> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void findsWhatTheCommentsSay(String file, @TempDir Path folder) throws IOException {
        Usage usage = UsageAnalysis.of(List.of(classesOf(file, folder)), libraries(), ProjectProperties.none());
        Expectations expectations = Expectations.of(SOURCES.resolve(file + ".java"), file.replace('/', '.'));
        assertThat(usage.problems()).isEmpty();
        assertThat(expectations.differences(usage)).isEmpty();
    }

    /** The classes of one file, beside those that all files of the folder use. */
    private static Path classesOf(String file, Path folder) throws IOException {
        Path from = CLASSES.resolve(file).getParent();
        String name = Path.of(file).getFileName().toString();
        Path to = Files.createDirectories(folder.resolve(CLASSES.relativize(from)));
        try (Stream<Path> list = Files.list(from)) {
            for (Path each : list.toList()) {
                String its = each.getFileName().toString();
                if (its.startsWith(name + ".") || its.startsWith(name + "$") || its.equals("Website.class")) {
                    Files.copy(each, to.resolve(its));
                }
            }
        }
        return folder;
    }

    @Test
    void takesRolesAmongTheClassesForHandedOutWhereTheCodeWritesRoles(@TempDir Path folder) throws IOException {
        String role = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: worker}
                rules:
                  - {apiGroups: [parts.example.com], resources: [RESOURCE], verbs: [list]}
                """;
        Path writes = classesOf("com/example/fabric8/Builders", Files.createDirectory(folder.resolve("writes")));
        Files.writeString(writes.resolve("worker.yaml"), role.replace("RESOURCE", "wheels"));
        Path generated = Files.createDirectories(writes.resolve("META-INF/jkube"));
        Files.writeString(generated.resolve("kubernetes.yml"), role.replace("RESOURCE", "doors"));
        Path reads = classesOf("com/example/fabric8/Reads", Files.createDirectory(folder.resolve("reads")));
        Files.writeString(reads.resolve("worker.yaml"), role.replace("RESOURCE", "wheels"));

        assertThat(handedOut(writes))
                .containsExactly("DELEGATED parts.example.com/wheels:list ClusterRole worker in worker.yaml");
        assertThat(handedOut(reads)).isEmpty();
    }

    private static List<String> handedOut(Path classes) {
        return UsageAnalysis.of(List.of(classes), libraries(), ProjectProperties.none()).uses().stream()
                .filter(use -> use.permission().group().equals("parts.example.com"))
                .map(use -> use.strength() + " " + use.permission() + " "
                        + use.evidence().get(0).via())
                .toList();
    }

    /** The check of custom resources is on in Spring's starter, and bringing their definitions along is off. */
    @Test
    void readsFromConfigurationWhatSpringsStarterRequestsOfDefinitions(@TempDir Path folder) throws IOException {
        Path classes = classesOf("com/example/josdk/Dependents", folder);
        String get = "FRAMEWORK apiextensions.k8s.io/customresourcedefinitions:get websites.web.example.com";
        assertThat(ofDefinitions(classes)).containsExactly(get);

        Path configuration = classes.resolve("application.yaml");
        Files.writeString(configuration, "javaoperatorsdk: {checkCrdAndValidateLocalModel: false}");
        assertThat(ofDefinitions(classes)).isEmpty();

        Files.writeString(configuration, "javaoperatorsdk: {check-crd-and-validate-local-model: '${CHECK:false}'}");
        assertThat(ofDefinitions(classes)).containsExactly(get.replace("FRAMEWORK", "POSSIBLE"));

        Files.writeString(configuration, "javaoperatorsdk: {crd: {apply-on-startup: true}}");
        assertThat(ofDefinitions(classes))
                .containsExactly(
                        "FRAMEWORK apiextensions.k8s.io/customresourcedefinitions:create null",
                        "POSSIBLE apiextensions.k8s.io/customresourcedefinitions:get null",
                        get,
                        "FRAMEWORK apiextensions.k8s.io/customresourcedefinitions:update null");
    }

    private static List<String> ofDefinitions(Path classes) throws IOException {
        List<Path> libraries = new ArrayList<>(libraries());
        try (Stream<Path> starter = Files.list(Path.of("target/operators/spring"))) {
            starter.forEach(libraries::add);
        }
        return UsageAnalysis.of(List.of(classes), libraries, ProjectProperties.none()).uses().stream()
                .filter(use -> use.permission().resource().equals("customresourcedefinitions"))
                .map(use -> use.strength() + " " + use.permission() + " "
                        + use.permission().name())
                .toList();
    }

    @Test
    void namesTheClassesOfClientsThatNobodyHas(@TempDir Path folder) throws IOException {
        Path classes = classesOf("com/example/josdk/Reconcilers", folder);
        assertThat(UsageAnalysis.of(List.of(classes), List.of(), ProjectProperties.none())
                        .coverage()
                        .missing())
                .contains(
                        "io.fabric8.kubernetes.client.CustomResource",
                        "io.fabric8.kubernetes.client.KubernetesClient",
                        "io.javaoperatorsdk.operator.api.reconciler.Reconciler");
        assertThat(UsageAnalysis.of(List.of(classes), libraries(), ProjectProperties.none())
                        .coverage()
                        .missing())
                .isEmpty();
    }

    @Test
    void findsTheSameTwice() {
        Usage once = UsageAnalysis.of(List.of(CLASSES), libraries(), ProjectProperties.none());
        Usage again = UsageAnalysis.of(List.of(CLASSES), libraries(), ProjectProperties.none());
        assertThat(again).isEqualTo(once);
        assertThat(once.uses()).hasSizeGreaterThan(100);
    }
}
