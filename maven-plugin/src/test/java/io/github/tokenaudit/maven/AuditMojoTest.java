package io.github.tokenaudit.maven;

import static org.apache.maven.api.plugin.testing.MojoExtension.setVariableValueToObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals as Maven runs them, with parameters as a pom or the command line sets them. */
@MojoTest
@Basedir("careless")
class AuditMojoTest {

    @TempDir
    Path temp;

    private final RecordedLog log = new RecordedLog();

    @Test
    @InjectMojo(goal = "check")
    void checkFailsTheBuildOnFindingsAndSaysWhereTheyAreAndWhereTheReportIs(CheckMojo check) {
        check.setLog(log);

        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("2 findings must be mended")
                .hasMessageContaining("target/token-audit/token-audit.html");
        assertThat(log.lines("error"))
                .anyMatch(line -> line.startsWith("src/main/kubernetes/operator.yaml:14:5 ") && line.contains("TA101"));
    }

    @Test
    @InjectMojo(goal = "report")
    void reportWritesTheSameAndNeverFails(ReportMojo report) throws Exception {
        report.setLog(log);

        report.execute();

        assertThat(reports()).containsExactly("token-audit.html", "token-audit.json", "token-audit.sarif");
        assertThat(Files.readString(output().resolve("token-audit.json"))).contains("\"failed\": true");
    }

    @Test
    @Basedir("clean")
    @InjectMojo(goal = "check")
    void checkPassesWhatIsClean(CheckMojo check) throws Exception {
        check.setLog(log);

        check.execute();

        assertThat(log.lines("error")).isEmpty();
        assertThat(log.lines("info")).anyMatch(line -> line.contains("Gate: passed"));
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "failOn", value = "never")
    void aGateThatNeverFailsPasses(CheckMojo check) throws Exception {
        check.setLog(log);

        check.execute();

        assertThat(log.lines("warn")).anyMatch(line -> line.contains("TA101"));
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "failOn", value = "hihg")
    void aSeverityThatDoesNotExistIsTroubleWithTheNearestOneThatDoes(CheckMojo check) {
        assertTrouble(check, "tokenAudit.failOn", "hihg", "did you mean \"high\"?");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "kubernetesVersion", value = "v1.31.2")
    void aKubernetesVersionThatIsNoneIsTrouble(CheckMojo check) {
        assertTrouble(check, "tokenAudit.kubernetesVersion", "v1.31.2", "like 1.34");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "classes", value = "target/nothing")
    void classesThatAreNotThereAreTrouble(CheckMojo check) {
        assertTrouble(check, "There are no classes at target/nothing", "tokenAudit.classes");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "classes", value = ".")
    void foldersWithoutAClassAreTroubleForOfNoCodeAllGrantsWereUnneeded(CheckMojo check) {
        assertTrouble(check, "There are no classes at .", "tokenAudit.classes");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "auditLogs", value = "logs/*.gz")
    void anAuditLogThatIsNotThereIsTrouble(CheckMojo check) {
        assertTrouble(check, "There is no audit log at logs/*.gz", "tokenAudit.auditLogs");
    }

    @Test
    @InjectMojo(goal = "report")
    @MojoParameter(name = "auditLogs", value = "audit.log")
    void anAuditLogIsReadAndToldOf(ReportMojo report) throws Exception {
        report.setLog(log);

        report.execute();

        assertThat(Files.readString(output().resolve("token-audit.json")))
                .contains("the audit log tells of 1 request from 2026-03-01T10:00:00Z");
    }

    @Test
    @InjectMojo(goal = "suggest")
    void suggestSaysWhenNoClassesAreKnown(SuggestMojo suggest) throws Exception {
        suggest.setLog(log);

        suggest.execute();

        assertThat(log.lines("info")).anyMatch(line -> line.startsWith("No roles are suggested: no classes"));
        assertThat(output().resolve("suggested")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "suggest")
    @MojoParameter(name = "classes", value = "..") // these tests, which request nothing
    @MojoParameter(name = "outputDirectory", value = "target/suggesting")
    void suggestWritesTheRolesOfTheAccount(SuggestMojo suggest) throws Exception {
        suggest.setLog(log);

        suggest.execute();

        try (Stream<Path> files = Files.list(output().resolveSibling("suggesting/suggested"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().startsWith("# What account"));
        }
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "skip", value = "true")
    void skipDoesNothingAndSaysSo(CheckMojo check) throws Exception {
        check.setLog(log);

        check.execute();

        assertThat(log.lines("info")).containsExactly("Token Audit is skipped, since tokenAudit.skip says so.");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "excludes", value = "**/operator.yaml")
    void nothingToAuditIsSaidAndPasses(CheckMojo check) throws Exception {
        Files.createDirectories(output());
        Files.writeString(output().resolve("token-audit.json"), "of yesterday");
        check.setLog(log);

        check.execute();

        assertThat(log.lines("info"))
                .contains("Excluded: src/main/kubernetes/operator.yaml")
                .anyMatch(line -> line.startsWith("Nothing to audit."));
        assertThat(reports()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "manifests", value = "nowhere,deploy/*.yaml")
    void manifestsThatLeadToNothingAreTrouble(CheckMojo check) {
        assertTrouble(check, "no manifest at nowhere in " + MojoExtension.getBasedir(), "nor at deploy/*.yaml");
    }

    @Test
    @InjectMojo(goal = "report")
    @MojoParameter(name = "manifests", value = "nowhere,src")
    void onePlaceWithoutManifestsAmongOthersIsAWarning(ReportMojo report) throws Exception {
        report.setLog(log);

        report.execute();

        assertThat(log.lines("warn")).anyMatch(line -> line.startsWith("There is no manifest at nowhere"));
    }

    @Test
    @InjectMojo(goal = "report")
    void aListOfPathsTakesEachLineAsItIs(ReportMojo report) throws Exception {
        Path manifest = temp.resolve("{a}, *.yaml");
        Files.copy(Path.of(MojoExtension.getBasedir(), "src/main/kubernetes/operator.yaml"), manifest);
        Files.copy(manifest, temp.resolve("{a}, b.yaml"));
        Path list = Files.writeString(temp.resolve("list"), manifest + "\n");
        setVariableValueToObject(report, "manifestsFrom", list.toFile());
        setVariableValueToObject(report, "baseDirectory", temp.toFile());
        report.setLog(log);

        report.execute();

        assertThat(log.lines("error"))
                .anyMatch(line -> line.startsWith("{a}, *.yaml:14:5 "))
                .noneMatch(line -> line.startsWith("{a}, b.yaml"));
    }

    @Test
    @InjectMojo(goal = "report")
    void aFileNameGivesNoOrdersToABuildServer(ReportMojo report) throws Exception {
        Files.copy(Path.of(MojoExtension.getBasedir(), "src/main/kubernetes/operator.yaml"), temp.resolve("a.yaml"));
        Files.writeString(temp.resolve(".##vso[task]\n.yaml"), "kind: Test");
        setVariableValueToObject(report, "manifests", List.of(temp.toString()));
        setVariableValueToObject(report, "baseDirectory", temp.toFile());
        report.setLog(log);

        report.execute();

        assertThat(log.lines("info"))
                .anyMatch(line -> line.endsWith("what is to be audited: .# #vso[task]\\u000a.yaml"));
    }

    @Test
    @InjectMojo(goal = "check")
    void aListThatIsNotThereIsTrouble(CheckMojo check) throws Exception {
        setVariableValueToObject(check, "manifestsFrom", temp.resolve("list").toFile());

        assertTrouble(check, temp.resolve("list").toString());
    }

    @Test
    @InjectMojo(goal = "report")
    @MojoParameter(name = "formats", value = "junit, JSON")
    void otherFormatsAreWrittenOnRequestAndOldReportsDeleted(ReportMojo report) throws Exception {
        Files.createDirectories(output());
        Files.writeString(output().resolve("token-audit.html"), "of yesterday");
        report.setLog(log);

        report.execute();

        assertThat(reports()).containsExactly("token-audit.json", "token-audit.junit.xml");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "formats", value = "pdf")
    void aFormatThatDoesNotExistIsTrouble(CheckMojo check) {
        assertTrouble(check, "tokenAudit.formats", "pdf", "sarif");
    }

    @Test
    @InjectMojo(goal = "check")
    void reportsThatCantBeWrittenAreTrouble(CheckMojo check) throws Exception {
        Path file = Files.writeString(temp.resolve("a-file"), "");
        setVariableValueToObject(
                check, "outputDirectory", file.resolve("reports").toFile());

        assertTrouble(check, file.resolve("reports").toString());
    }

    @Test
    @InjectMojo(goal = "check")
    void thePolicyCounts(CheckMojo check) throws Exception {
        policy(check, "failOn: never");
        check.setLog(log);

        check.execute();

        assertThat(log.lines("info")).contains("Policy: policy.yaml");
    }

    @Test
    @InjectMojo(goal = "check")
    @MojoParameter(name = "failOn", value = "critical")
    void aParameterHasTheLastWordOverThePolicy(CheckMojo check) throws Exception {
        policy(check, "failOn: never");

        assertThatThrownBy(check::execute).isInstanceOf(MojoFailureException.class);
    }

    @Test
    @InjectMojo(goal = "check")
    void aPolicyThatCantBeUsedIsTroubleWithItsPlace(CheckMojo check) throws Exception {
        policy(check, "failOn: high\nsupress: []");

        assertTrouble(check, "policy.yaml:2:", "did you mean \"suppress\"?");
    }

    @Test
    @InjectMojo(goal = "check")
    void aPolicyThatIsNamedMustBeThere(CheckMojo check) throws Exception {
        setVariableValueToObject(check, "policy", temp.resolve("policy.yaml").toFile());

        assertTrouble(check, "policy.yaml", "tokenAudit.policy");
    }

    private void policy(CheckMojo check, String content) throws Exception {
        Path file = Files.writeString(temp.resolve("policy.yaml"), content);
        setVariableValueToObject(check, "policy", file.toFile());
        setVariableValueToObject(check, "baseDirectory", temp.toFile());
    }

    private void assertTrouble(CheckMojo check, String... words) {
        check.setLog(log);
        assertThatThrownBy(check::execute)
                .isInstanceOf(MojoExecutionException.class)
                .message()
                .contains(words);
    }

    private static Path output() {
        return Path.of(MojoExtension.getBasedir(), "target/token-audit");
    }

    private static List<String> reports() throws IOException {
        try (Stream<Path> files = Files.list(output())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
