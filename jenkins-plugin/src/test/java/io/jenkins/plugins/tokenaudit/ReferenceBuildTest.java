package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Result;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.baseline.Baseline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReferenceBuildTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void aBuildTellsWhatItMadeWorseAndBetter() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        TokenAuditAction bad = audit(job, Samples.BAD, "failOn: 'never'");
        TokenAuditAction mended = audit(job, Samples.MENDED, "failOn: 'never'");
        TokenAuditAction again = audit(job, Samples.BAD, "failOn: 'never'");

        assertThat(bad.getReference()).isNull();
        assertThat(bad.getComparison()).isEqualTo("There is no earlier result to compare with.");
        assertThat(bad.getSummary().getNewFindings()).isZero();
        assertThat(bad.getSummary().getOutstandingFindings())
                .isEqualTo(bad.getSummary().getFindings());

        assertThat(mended.getReferenceRun()).isEqualTo(bad.getRun());
        assertThat(mended.getSummary().getFixedFindings())
                .isEqualTo(bad.getSummary().getFindings());
        assertThat(mended.getSummary().getNewGrants()).isZero();

        assertThat(again.getSummary().getNewFindings())
                .isEqualTo(bad.getSummary().getFindings());
        assertThat(again.getComparison()).startsWith("Compared with #2: 2 new, 0 fixed, 0 outstanding; one new grant.");
        jenkins.assertLogContains(
                "[Token Audit] New power of shop/op: get, list secrets in the whole cluster", again.getRun());
    }

    @Test
    void aBuildThatFailedOrWasNotAuditedIsNoGap() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        Builds.audit(jenkins, job, Result.FAILURE, Samples.BAD, "failOn: 'high'");
        Builds.run(jenkins, job, Result.SUCCESS, "echo 'nothing here'");
        assertThat(audit(job, Samples.MENDED, "failOn: 'high'").getReference()).isEqualTo(job.getFullName() + "#1");
    }

    @Test
    void whoNamesABaselineIsComparedWithThat() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        TokenAuditAction mended = audit(job, Samples.MENDED, "failOn: 'never'");
        audit(job, Samples.BAD, "failOn: 'never'");
        WorkflowRun run = Builds.run(
                jenkins,
                job,
                Result.FAILURE,
                "node {\n" + Builds.write(Samples.BAD)
                        + Builds.write("kept.json", json(Baseline.of(mended.readReport())))
                        + "tokenAudit manifests: 'deploy', failOn: 'never', failOnNew: 'high', baseline: 'kept.json'\n}");

        TokenAuditAction bad = TokenAuditAction.of(run, "").orElseThrow();
        assertThat(bad.getReference()).isNull();
        assertThat(bad.getComparison())
                .isEqualTo("Compared with kept.json: 2 new, 0 fixed, 0 outstanding; one new grant.");
        assertThat(jenkins.createWebClient().goTo(run.getUrl() + "token-audit/").asNormalizedText())
                .contains("New power", "shop/op: one grant", "Compared with kept.json");
    }

    @Test
    void aBaselineThatIsNoneIsTrouble() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins,
                Result.FAILURE,
                "node {\n" + Builds.write(Samples.BAD)
                        + "writeFile file: 'kept.json', text: '{}'\n tokenAudit manifests: 'deploy', baseline: 'kept.json'\n}");
        jenkins.assertLogContains("The baseline kept.json is no report of Token Audit: schemaVersion", run);
    }

    private static byte[] json(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport().write(report, out);
        return out.toByteArray();
    }

    @Test
    void onlyResultsOfTheSameIdAreCompared() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never', id: 'one'");
        WorkflowRun run = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never', id: 'two'");
        assertThat(TokenAuditAction.of(run, "two").orElseThrow().getReference()).isNull();
    }

    @Test
    void aNewFindingShutsTheGateAndAKnownOneDoesNot() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        String options = "failOn: 'never', failOnNew: 'high'";
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, options);
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, options);
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.MENDED, options);
        WorkflowRun run = Builds.audit(jenkins, job, Result.FAILURE, Samples.BAD, options);
        jenkins.assertLogContains("2 new findings at high or worse", run);
    }

    @Test
    void aGrantThatNoRuleObjectsToIsToldAndStopsOnlyWhoWantsNothingNew() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        audit(job, Samples.MENDED, "failOn: 'low'");
        TokenAuditAction more = audit(job, Samples.MORE_POWER, "failOn: 'low', failOnNew: 'low'");
        assertThat(more.getSummary().getNewFindings()).isZero();
        assertThat(more.getSummary().getNewGrants()).isEqualTo(1);
        audit(job, Samples.MENDED, "failOn: 'low'");
        WorkflowRun run =
                Builds.audit(jenkins, job, Result.FAILURE, Samples.MORE_POWER, "failOn: 'never', failOnNew: 'info'");
        jenkins.assertLogContains("Token Audit stops the build: 1 new grant.", run);
    }

    @Test
    void aChangeRequestIsComparedWithTheBranchThatItWantsToGoInto() throws Exception {
        MockFolder repository = jenkins.createFolder("repository");
        WorkflowJob main = repository.createProject(WorkflowJob.class, "main");
        repository.createProject(WorkflowJob.class, "other");
        WorkflowJob change = repository.createProject(WorkflowJob.class, "change-1-to-main");
        assertThat(audit(change, Samples.BAD, "failOn: 'never'").getReference()).isNull();
        audit(main, Samples.MENDED, "failOn: 'never'");
        audit(main, Samples.HALF_MENDED, "failOn: 'never'");
        TokenAuditAction second = audit(change, Samples.BAD, "failOn: 'never'");
        assertThat(second.getReference()).isEqualTo("repository/main#2");
        assertThat(second.getComparison()).startsWith("Compared with repository/main #2:");
    }

    private static TokenAuditAction audit(WorkflowJob job, String manifest, String options) throws Exception {
        return TokenAuditAction.of(Builds.audit(jenkins, job, Result.SUCCESS, manifest, options), "")
                .orElseThrow();
    }

    /** Branches and change requests by the names of jobs, as a branch source would tell them. */
    @TestExtension
    public static final class Heads extends SCMHead.HeadByItem {

        @Override
        public SCMHead getHead(Item item) {
            if (!(item instanceof Job<?, ?> job) || !(job.getParent() instanceof MockFolder)) {
                return null;
            }
            List<String> parts = List.of(item.getName().split("-to-"));
            return parts.size() == 1 ? new SCMHead(item.getName()) : new Change(item.getName(), parts.get(1));
        }

        private static final class Change extends SCMHead implements ChangeRequestSCMHead {

            private static final long serialVersionUID = 1;

            private final String target;

            private Change(String name, String target) {
                super(name);
                this.target = target;
            }

            @Override
            public String getId() {
                return getName();
            }

            @Override
            public SCMHead getTarget() {
                return new SCMHead(target);
            }
        }
    }
}
