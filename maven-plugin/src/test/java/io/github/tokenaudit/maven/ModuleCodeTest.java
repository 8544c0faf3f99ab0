package io.github.tokenaudit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.usage.code.OperatorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which part of a module's class path is the operator's own code. */
class ModuleCodeTest {

    @TempDir
    Path folder;

    private Path classes;
    private final MavenProject module = new MavenProject();

    @BeforeEach
    void makeModule() throws IOException {
        classes = Files.createDirectories(folder.resolve("target/classes"));
        module.setFile(folder.resolve("pom.xml").toFile());
        module.setBuild(new Build());
        module.getBuild().setOutputDirectory(classes.toString());
    }

    @Test
    void theModuleIsTheOperatorAndItsDependenciesAreNot() throws IOException {
        Path library = dependency("org.example", "shared", "compile");

        assertThat(ModuleCode.of(module, List.of(), List.of()))
                .isEqualTo(new OperatorCode(List.of(classes), List.of(library)));
    }

    @Test
    void dependenciesThatAreNamedAreTheOperatorsOwnCode() throws IOException {
        Path shared = dependency("org.example", "shared-api", "compile");
        Path other = dependency("org.example", "other", "compile");
        Path foreign = dependency("com.example", "shared-api", "compile");

        assertThat(ModuleCode.of(module, List.of(), List.of("org.example:shared-*")))
                .isEqualTo(new OperatorCode(List.of(classes, shared), List.of(other, foreign)));
        assertThat(ModuleCode.of(module, List.of(), List.of("*:other")).classes())
                .containsExactly(classes, other);
    }

    @Test
    void aDotInANameIsADot() throws IOException {
        Path library = dependency("orgxexample", "shared", "compile");

        assertThat(ModuleCode.of(module, List.of(), List.of("org.example:*")).libraries())
                .containsExactly(library);
    }

    @Test
    void otherModulesOfTheBuildAreTheOperatorsOwnCode() throws IOException {
        Path model = dependency("org.example", "model", "compile");
        MavenProject other = new MavenProject();
        other.setGroupId("org.example");
        other.setArtifactId("model");

        assertThat(ModuleCode.of(module, List.of(module, other), List.of()).classes())
                .containsExactly(classes, model);
    }

    @Test
    void whatOnlyTestsHaveIsNoneOfTheOperatorsCode() throws IOException {
        dependency("org.example", "mock", "test");

        assertThat(ModuleCode.of(module, List.of(), List.of("*:*")))
                .isEqualTo(new OperatorCode(List.of(classes), List.of()));
    }

    @Test
    void namedClassesTakeTheModulesPlace() throws IOException {
        Path library = dependency("org.example", "shared", "compile");
        Path named = folder.resolve("operator.jar");

        assertThat(ModuleCode.named(List.of(named), ModuleCode.of(module, List.of(), List.of())))
                .isEqualTo(new OperatorCode(List.of(named), List.of(library, classes)));
    }

    @Test
    void aModuleWithAClientOnItsClassPathIsAnOperator() throws IOException {
        dependency("org.example", "kubernetes-client", "compile");
        assertThat(ModuleCode.isOperator(module)).isFalse();
        dependency("io.fabric8", "kubernetes-client-api", "compile");
        assertThat(ModuleCode.isOperator(module)).isTrue();
    }

    private Path dependency(String group, String name, String scope) throws IOException {
        Path jar = Files.write(folder.resolve(group + "-" + name + ".jar"), new byte[0]);
        Artifact artifact =
                new DefaultArtifact(group, name, "1", scope, "jar", null, new DefaultArtifactHandler("jar"));
        artifact.setFile(jar.toFile());
        Set<Artifact> all = new LinkedHashSet<>(module.getArtifacts());
        all.add(artifact);
        module.setArtifacts(all);
        return jar;
    }
}
