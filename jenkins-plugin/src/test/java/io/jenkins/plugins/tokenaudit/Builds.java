package io.jenkins.plugins.tokenaudit;

import hudson.model.Result;
import java.util.Base64;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines to test with. */
final class Builds {

    private Builds() {}

    /** A Pipeline in the sandbox, run once. */
    static WorkflowRun run(JenkinsRule jenkins, Result expected, String script) throws Exception {
        return run(jenkins, jenkins.createProject(WorkflowJob.class), expected, script);
    }

    static WorkflowRun run(JenkinsRule jenkins, WorkflowJob job, Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    /** A Pipeline that audits a manifest. */
    static WorkflowRun audit(JenkinsRule jenkins, WorkflowJob job, Result expected, String manifest, String options)
            throws Exception {
        return run(
                jenkins,
                job,
                expected,
                "node {\n" + write(manifest) + "tokenAudit manifests: 'deploy', " + options + "\n}");
    }

    /** The line of a Pipeline that writes a manifest. */
    static String write(String manifest) {
        return "writeFile file: 'deploy/op.yaml', text: '''"
                + manifest.replace("\\", "\\\\").replace("'", "\\'") + "'''\n";
    }

    /** The line of a Pipeline that writes a file of any bytes. */
    static String write(String file, byte[] bytes) {
        return "writeFile file: '" + file + "', encoding: 'Base64', text: '"
                + Base64.getEncoder().encodeToString(bytes) + "'\n";
    }
}
