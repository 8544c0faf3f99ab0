package io.github.tokenaudit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.Test;

/** What the build tells Maven of the plugin. */
class PluginDescriptorTest {

    @Test
    void theGoalsAreThese() throws Exception {
        assertThat(descriptor().getGoalPrefix()).isEqualTo("token-audit");
        assertThat(descriptor().getMojos())
                .extracting(MojoDescriptor::getGoal)
                .containsExactlyInAnyOrder("check", "report", "baseline", "suggest", "rules", "explain", "help");
    }

    @Test
    void everyGoalRunsInParallelBuildsAndWithoutAPom() throws Exception {
        assertThat(descriptor().getMojos())
                .allMatch(MojoDescriptor::isThreadSafe)
                .noneMatch(MojoDescriptor::isProjectRequired);
    }

    @Test
    void everyParameterIsSetOnTheCommandLineByTokenAuditAndItsName() throws Exception {
        for (MojoDescriptor goal : descriptor().getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                if (parameter.isEditable() && !goal.getGoal().equals("help")) {
                    assertThat(goal.getMojoConfiguration()
                                    .getChild(parameter.getName())
                                    .getValue())
                            .isEqualTo("${tokenAudit." + parameter.getName() + "}");
                    assertThat(parameter.getDescription()).isNotBlank();
                }
            }
        }
    }

    @Test
    void theReadmeNamesEveryGoalAndParameter() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (MojoDescriptor goal : descriptor().getMojos()) {
            assertThat(readme).contains("| `" + goal.getGoal() + "` |");
        }
        for (Parameter parameter : descriptor().getMojo("check").getParameters()) {
            assertThat(!parameter.isEditable() || readme.contains("| `" + parameter.getName() + "` |"))
                    .as(parameter.getName())
                    .isTrue();
        }
    }

    @Test
    void nothingOfMavenIsBroughtAlong() throws Exception {
        assertThat(descriptor().getDependencies())
                .extracting(dependency -> dependency.getGroupId())
                .isSubsetOf(List.of(
                        "io.github.tokenaudit",
                        "org.yaml",
                        "com.fasterxml.jackson.core",
                        "org.ow2.asm",
                        "gg.jte",
                        "org.jspecify"));
    }

    private static PluginDescriptor descriptor() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(CheckMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            return new PluginDescriptorBuilder().build(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
    }
}
