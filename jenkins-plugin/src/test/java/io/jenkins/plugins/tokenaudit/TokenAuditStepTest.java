package io.jenkins.plugins.tokenaudit;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TokenAuditStepTest {

    @Test
    void aScriptedPipelineDecidesByTheResult(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = run(jenkins, Result.SUCCESS, """
                node {
                    writeFile file: 'deploy/op.yaml', text: '''%s'''
                    def audit = tokenAudit manifests: 'deploy', failOn: 'never'
                    echo "grade ${audit.grade}, ${audit.high} high, ${audit.newFindings} new, at ${audit.reportUrl}"
                }
                """.formatted(Samples.BAD));
        jenkins.assertLogContains(
                "grade D, 1 high, 0 new, at " + jenkins.getURL() + run.getUrl() + "token-audit/", run);
    }

    private static WorkflowRun run(JenkinsRule jenkins, Result result, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(result, job);
    }
}
