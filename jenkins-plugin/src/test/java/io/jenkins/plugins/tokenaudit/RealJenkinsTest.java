package io.jenkins.plugins.tokenaudit;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * In a Jenkins of its own process, where plugins have class loaders of their own and class filters are at work. What runs
 * there has another class loader than the plugin, and so sees what is public alone.
 */
class RealJenkinsTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void anAuditOnAnInboundAgentComesBackAndOutlivesARestart() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins, InboundAgentExtension.Options.newBuilder().name("far").build());
        jenkins.runRemotely(RealJenkinsTest::audit);
        jenkins.stopJenkins();
        jenkins.startJenkins();
        jenkins.runRemotely(RealJenkinsTest::look);
    }

    private static void audit(JenkinsRule rule) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "shop");
        WorkflowRun run = Builds.run(rule, job, Result.UNSTABLE, "node('far') {\n" + Builds.write(Samples.BAD) + """
                        writeFile file: 'classes/Nothing.class', text: 'no class at all'
                        def audit = tokenAudit manifests: 'deploy', classes: 'classes', failOn: 'never', unstableOn: 'high'
                        echo "grade ${audit.grade}"
                        }""");
        rule.assertLogContains("grade D", run);
    }

    private static void look(JenkinsRule rule) throws Throwable {
        WorkflowRun run =
                rule.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);
        if (run.getAction(TokenAuditAction.class).getSummary().getHigh() < 2) {
            throw new AssertionError("the numbers are not those that were saved");
        }
        String page = rule.createWebClient().goTo("job/shop/1/token-audit/").asNormalizedText();
        if (!page.contains("Deployment/shop/op") || !page.contains("TA102")) {
            throw new AssertionError(page);
        }
    }
}
