package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TokenAuditStepTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void aScriptedPipelineDecidesByTheResult() throws Exception {
        WorkflowRun run = Builds.run(jenkins, Result.SUCCESS, "node {\n" + Builds.write(Samples.BAD) + """
                        def audit = tokenAudit manifests: 'deploy', failOn: 'never'
                        echo "grade ${audit.grade}, ${audit.high} high, ${audit.newFindings} new, at ${audit.reportUrl}"
                        }""");
        jenkins.assertLogContains(
                "grade D, 2 high, 0 new, at " + jenkins.getURL() + run.getUrl() + "token-audit/", run);
    }

    @Test
    void aDeclarativePipelineSaysTheOptionsAsTheStepsOwn() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.SUCCESS,
                "pipeline { agent any\n stages { stage('Audit') { steps {\n" + Builds.write(Samples.MENDED)
                        + "tokenAudit manifests: 'deploy', failOn: 'low', name: 'Tokens of the shop'\n} } } }");
        TokenAuditAction audit = audit(run, "");
        assertThat(audit.getDisplayName()).isEqualTo("Tokens of the shop");
        assertThat(audit.getSummary().getGrade()).isEqualTo("A");
    }

    @Test
    void aMatrixAuditsEachCellUnderAnIdOfItsOwn() throws Exception {
        WorkflowRun run = Builds.run(jenkins, Result.SUCCESS, """
                pipeline { agent any
                  stages { stage('All') { matrix {
                    axes { axis { name 'PART'; values 'one', 'two' } }
                    stages { stage('Audit') { steps { dir(PART) {
                    %s
                    tokenAudit manifests: 'deploy', failOn: 'never', id: PART
                  } } } } } } } }""".formatted(Builds.write(Samples.BAD)));
        assertThat(run.getActions(TokenAuditAction.class))
                .extracting(TokenAuditAction::getUrlName)
                .containsExactlyInAnyOrder("token-audit-one", "token-audit-two");
    }

    @Test
    void aShutGatePublishesThenMarksTheStageThenStopsWhatFollows() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.FAILURE,
                "node {\n" + Builds.write(Samples.BAD)
                        + "tokenAudit manifests: 'deploy', failOn: 'high'\necho 'dep' + 'loyed'\n}");
        jenkins.assertLogContains("Token Audit stops the build: 2 findings at high or worse", run);
        jenkins.assertLogNotContains("deployed", run);
        assertThat(audit(run, "").getVerdict()).isEqualTo(Verdict.FAILED);
        assertThat(audit(run, "").readReport().gate().failed()).isTrue();
        assertThat(warnings(run)).containsExactly(Result.FAILURE);
    }

    @Test
    void aMarkedBuildGoesOn() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.UNSTABLE,
                "node {\n" + Builds.write(Samples.BAD)
                        + "tokenAudit manifests: 'deploy', failOn: 'critical', unstableOn: 'medium'\necho 'dep' + 'loyed'\n}");
        jenkins.assertLogContains("deployed", run);
        assertThat(audit(run, "").getVerdict()).isEqualTo(Verdict.UNSTABLE);
        assertThat(warnings(run)).containsExactly(Result.UNSTABLE);
    }

    @Test
    void parallelBranchesPublishUnderTheirIds() throws Exception {
        WorkflowRun run = Builds.run(jenkins, Result.SUCCESS, "node {\n" + Builds.write(Samples.BAD) + """
                        parallel a: { tokenAudit manifests: 'deploy', failOn: 'never', id: 'a' },
                                 b: { tokenAudit manifests: 'deploy', failOn: 'never', id: 'b' }
                        }""");
        assertThat(audit(run, "a").readReport()).isEqualTo(audit(run, "b").readReport());
    }

    @Test
    void theSameIdTwiceIsRefused() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.FAILURE,
                "node {\n" + Builds.write(Samples.MENDED)
                        + "tokenAudit manifests: 'deploy', id: 'x'\n tokenAudit manifests: 'deploy', id: 'x'\n}");
        jenkins.assertLogContains("This build has an audit with the id x already", run);
        assertThat(run.getActions(TokenAuditAction.class)).hasSize(1);
    }

    @Test
    void filesAreNamedFromTheCurrentFolder() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.SUCCESS,
                "node { dir('sub') { withEnv(['X=y']) {\n" + Builds.write(Samples.BAD)
                        + "tokenAudit manifests: 'deploy/*.yaml', failOn: 'never'\n} } }");
        assertThat(audit(run, "").readReport().findings())
                .isNotEmpty()
                .allMatch(finding -> finding.location().file().equals("deploy/op.yaml"));
    }

    @Test
    void anAgentAuditsItsOwnWorkspace() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("far"));
        WorkflowRun run = Builds.run(
                jenkins,
                Result.SUCCESS,
                "node('far') {\n" + Builds.write(Samples.BAD) + "tokenAudit manifests: 'deploy', failOn: 'never'\n}");
        assertThat(agent.getWorkspaceFor(run.getParent())
                        .child("deploy/op.yaml")
                        .exists())
                .isTrue();
        assertThat(audit(run, "").getSummary().getFindings()).isPositive();
    }

    @Test
    void theWorkspacesPolicyCounts() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.SUCCESS,
                "node {\n" + Builds.write(Samples.BAD)
                        + "writeFile file: 'token-audit.yaml', text: 'failOn: critical'\ntokenAudit manifests: 'deploy'\n}");
        jenkins.assertLogContains("[Token Audit] Policy: token-audit.yaml", run);
        assertThat(audit(run, "").readReport().gate().failOn().label()).isEqualTo("critical");
    }

    @Test
    void aWrongPolicyIsToldWithItsPlace() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.FAILURE,
                "node {\n" + Builds.write(Samples.BAD)
                        + "writeFile file: 'p.yaml', text: 'failOm: high'\ntokenAudit manifests: 'deploy', policy: 'p.yaml'\n}");
        jenkins.assertLogContains("p.yaml:1:1: ", run);
        jenkins.assertLogContains("The policy p.yaml can't be used", run);
    }

    @Test
    void wordsThatAreNoneAreToldWithTheNearestRightOne() throws Exception {
        assertFails("manifests: 'deploy', failOn: 'hihg'", "failOn can't be \"hihg\"; did you mean \"high\"?");
        assertFails("manifests: 'deploy', unstableOn: 'red'", "unstableOn can't be \"red\"");
        assertFails("manifests: 'deploy', kubernetesVersion: 'v1'", "kubernetesVersion can't be \"v1\"");
        assertFails("manifests: 'deploy', id: '../x'", "This is no id for an audit: \"../x\"");
        assertFails("failOn: 'high'", "Say either manifests");
        assertFails("manifests: 'nowhere/**'", "There is no manifest at nowhere/**");
        assertFails("report: '**/x.json'", "There is no report at **/x.json");
    }

    private static void assertFails(String options, String message) throws Exception {
        WorkflowRun run = Builds.run(
                jenkins, Result.FAILURE, "node {\n" + Builds.write(Samples.MENDED) + "tokenAudit " + options + "\n}");
        jenkins.assertLogContains(message, run);
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(run.getActions(TokenAuditAction.class)).isEmpty();
    }

    @Test
    void nothingOutsideOfTheWorkspaceIsRead(@TempDir Path outside) throws Exception {
        Files.writeString(outside.resolve("op.yaml"), Samples.BAD);
        assertFails("manifests: '" + outside + "'", "There is no manifest at ");
        assertFails("manifests: '../**/*.yaml'", "There is no manifest at ");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        WorkflowRun first = Builds.audit(jenkins, job, Result.SUCCESS, Samples.MENDED, "failOn: 'low'");
        Path workspace = Path.of(jenkins.jenkins.getWorkspaceFor(job).getRemote());
        Files.createSymbolicLink(workspace.resolve("deploy/link.yaml"), outside.resolve("op.yaml"));
        Files.createSymbolicLink(workspace.resolve("policy.yaml"), outside.resolve("op.yaml"));
        WorkflowRun second = Builds.audit(jenkins, job, Result.SUCCESS, Samples.MENDED, "failOn: 'low'");
        assertThat(audit(second, "").readReport().summary())
                .isEqualTo(audit(first, "").readReport().summary());
        WorkflowRun third =
                Builds.audit(jenkins, job, Result.FAILURE, Samples.MENDED, "failOn: 'low', policy: 'policy.yaml'");
        jenkins.assertLogContains("lies outside of ", third);
    }

    @Test
    void theSnippetGeneratorWritesWhatPeopleWrite() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(jenkins);
        AuditOptions options = new AuditOptions();
        options.setManifests("deploy");
        tester.assertRoundTrip(new TokenAuditStep(options), "tokenAudit manifests: 'deploy'");
        options.setFailOn("high");
        options.setFailOnNew("low");
        options.setUnstableOn("medium");
        options.setId("shop");
        options.setName("The shop");
        options.setExcludes("**/test/**");
        options.setPolicy("ci/policy.yaml");
        options.setClasses("target/classes");
        options.setAuditLogs("logs/*.gz");
        options.setBaseline("token-audit-baseline.json");
        options.setKubernetesVersion("1.34");
        tester.assertRoundTrip(
                new TokenAuditStep(options),
                "tokenAudit auditLogs: 'logs/*.gz', baseline: 'token-audit-baseline.json', classes: 'target/classes',"
                        + " excludes: '**/test/**', failOn: 'high', failOnNew: 'low', id: 'shop', kubernetesVersion: '1.34',"
                        + " manifests: 'deploy', name: 'The shop', policy: 'ci/policy.yaml', unstableOn: 'medium'");
    }

    private static TokenAuditAction audit(WorkflowRun run, String id) {
        return TokenAuditAction.of(run, id).orElseThrow();
    }

    private static List<Result> warnings(WorkflowRun run) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .map(node -> node.getPersistentAction(WarningAction.class))
                        .filter(warning -> warning != null)
                        .map(WarningAction::getResult)
                        .toList();
    }
}
