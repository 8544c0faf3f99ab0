package io.github.tokenaudit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedManifestsTest {

    @TempDir
    Path base;

    @Test
    void quarkusWritesEverythingTwiceAndIsReadOnce() throws IOException {
        files("target/kubernetes/kubernetes.yml", "target/kubernetes/kubernetes.json");
        files("target/kubernetes/things.example.com-v1.yml", "src/main/kubernetes/kubernetes.yml");

        assertThat(find())
                .containsExactly("target/kubernetes/kubernetes.yml", "target/kubernetes/things.example.com-v1.yml");
    }

    @Test
    void anOlmBundleIsReadWhole() throws IOException {
        files("target/bundle/op/manifests/op.clusterserviceversion.yaml", "target/bundle/op/metadata/annotations.yaml");

        assertThat(find())
                .containsExactly(
                        "target/bundle/op/manifests/op.clusterserviceversion.yaml",
                        "target/bundle/op/metadata/annotations.yaml");
    }

    @Test
    void jkubesFolderWithAFilePerObjectIsNotReadBesideTheFileThatHasThemAll() throws IOException {
        files(
                "target/classes/META-INF/jkube/kubernetes.yml",
                "target/classes/META-INF/jkube/kubernetes/op-deployment.yml");

        assertThat(find()).containsExactly("target/classes/META-INF/jkube/kubernetes.yml");
    }

    @Test
    void customResourceDefinitionsAreReadBesideHandWrittenManifests() throws IOException {
        files("target/classes/META-INF/fabric8/things.example.com-v1.yml", "src/main/kubernetes/operator.yaml");

        assertThat(find())
                .containsExactly(
                        "src/main/kubernetes/operator.yaml",
                        "target/classes/META-INF/fabric8/things.example.com-v1.yml");
    }

    @Test
    void dekorateIsReadOnce() throws IOException {
        files("target/classes/META-INF/dekorate/kubernetes.yml", "target/classes/META-INF/dekorate/kubernetes.json");

        assertThat(find()).containsExactly("target/classes/META-INF/dekorate/kubernetes.yml");
    }

    @Test
    void otherFilesOfABuildAreNoManifests() throws IOException {
        files("pom.xml", "target/classes/application.yml", "target/x.yaml", "src/main/resources/a.yml");
        files("src/main/jkube/deployment.yml");

        assertThat(find()).isEmpty();
    }

    private void files(String... paths) throws IOException {
        for (String path : paths) {
            Path file = base.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "kind: Test");
        }
    }

    private List<String> find() throws IOException {
        Path build = base.resolve("target");
        ManifestFinder finder = new ManifestFinder(base, build.resolve("token-audit"), List.of());
        new GeneratedManifests(base, build, build.resolve("classes")).addTo(finder);
        return finder.found().stream().map(file -> Names.relative(base, file)).toList();
    }
}
