package io.github.tokenaudit.maven;

import static org.apache.maven.api.plugin.testing.MojoExtension.setVariableValueToObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team that lives with what it has, and wants to hear of what is new. */
@MojoTest
@Basedir("careless")
class BaselineMojoTest {

    @TempDir
    Path temp;

    private final RecordedLog log = new RecordedLog();

    @AfterEach
    void forget() throws Exception {
        Files.deleteIfExists(beside());
    }

    @Test
    @InjectMojo(goal = "baseline")
    void theBaselineLiesBesideThePom(BaselineMojo baseline) throws Exception {
        write(baseline);

        assertThat(beside()).content().contains("\"TA101\"").doesNotContain("\"text\"");
        assertThat(log.lines("info"))
                .anyMatch(line -> line.startsWith("Baseline: token-audit-baseline.json with 2 findings."));
    }

    @Test
    @InjectMojo(goal = "baseline")
    void whatTheBaselineHasFailsNoBuild(BaselineMojo baseline, @InjectMojo(goal = "check") CheckMojo check)
            throws Exception {
        write(baseline);
        check.setLog(log);

        check.execute();

        assertThat(log.lines("info"))
                .contains("Baseline: token-audit-baseline.json")
                .contains("Since the baseline: 0 new findings, 0 fixed, 2 outstanding; 0 new grants, 0 gone")
                .last()
                .asString()
                .isEqualTo("Gate: passed (it fails on new findings of high or worse, and on input that can't be read)");
    }

    @Test
    @InjectMojo(goal = "baseline")
    @MojoParameter(name = "excludes", value = "**/operator.yaml")
    void nothingToAuditIsNoBaseline(BaselineMojo baseline) throws Exception {
        write(baseline);

        assertThat(beside()).doesNotExist();
    }

    @Test
    @Basedir("clean")
    @InjectMojo(goal = "baseline")
    void whatTheBaselineDoesNotHaveFailsTheBuild(BaselineMojo clean, @InjectMojo(goal = "check") CheckMojo check)
            throws Exception {
        Path kept = temp.resolve("clean.json");
        setVariableValueToObject(clean, "baseline", kept.toFile());
        write(clean);
        setVariableValueToObject(check, "baseline", kept.toFile());
        setVariableValueToObject(
                check,
                "manifestsFrom",
                Files.writeString(
                                temp.resolve("list"),
                                Path.of(MojoExtension.getBasedir()).resolveSibling("careless/src") + "\n")
                        .toFile());
        check.setLog(log);

        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("must be mended first, since it fails on new findings of high or worse");
        assertThat(log.lines("error")).anyMatch(line -> line.endsWith("token-automounted (new)"));
    }

    @Test
    @InjectMojo(goal = "baseline")
    void aWordOnFailOnCountsForWhatIsOutstandingToo(BaselineMojo baseline, @InjectMojo(goal = "check") CheckMojo check)
            throws Exception {
        write(baseline);
        setVariableValueToObject(check, "failOn", "high");
        check.setLog(log);

        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("it fails on high or worse. ");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "failOnNew", value = "low")
    void newFindingsWithoutABaselineAreTrouble(CheckMojo check) {
        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("tokenAudit.failOnNew needs a baseline")
                .hasMessageContaining("Write it with token-audit:baseline");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "failOnNew", value = "lwo")
    void aSeverityThatDoesNotExistIsTroubleWithTheNearestOneThatDoes(CheckMojo check) throws Exception {
        Files.writeString(beside(), "{}");

        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("tokenAudit.failOnNew can't be \"lwo\"; did you mean \"low\"?");
    }

    @Test
    @InjectMojo(goal = "check")
    void aBaselineThatIsNoneIsTroubleWithItsPlace(CheckMojo check) throws Exception {
        Files.writeString(beside(), "{\"schemaVersion\": 7}");

        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith(
                        "The baseline token-audit-baseline.json is no report of Token Audit: schemaVersion")
                .hasMessageContaining("Write it anew with token-audit:baseline");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "baseline", value = "nowhere.json")
    void aBaselineThatIsNotThereIsTrouble(CheckMojo check) {
        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("nowhere.json can't be read")
                .hasMessageContaining("Correct tokenAudit.baseline");
    }

    private void write(BaselineMojo baseline) throws Exception {
        baseline.setLog(log);
        baseline.execute();
    }

    private static Path beside() {
        return Path.of(MojoExtension.getBasedir(), "token-audit-baseline.json");
    }
}
