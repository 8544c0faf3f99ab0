package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import java.util.concurrent.CountDownLatch;
import jenkins.scm.api.SCMHead;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class RestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static volatile CountDownLatch reached;
    private static volatile CountDownLatch goOn;

    @Test
    void anAuditThatARestartCutsOffIsRunAnewAndEarlierOnesStay() throws Throwable {
        reached = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
            job.setDefinition(new CpsFlowDefinition("node {\n" + Builds.write(Samples.BAD) + """
                            def first = tokenAudit manifests: 'deploy', failOn: 'never', id: 'first'
                            def second = tokenAudit manifests: 'deploy', failOn: 'never', id: 'held'
                            echo "first ${first.grade}, second ${second.grade}"
                            }""", true));
            job.scheduleBuild2(0).waitForStart();
            reached.await();
        });
        CountDownLatch old = goOn;
        goOn = null;
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("first D, second D", run);
            assertThat(run.getActions(TokenAuditAction.class))
                    .extracting(TokenAuditAction::getId)
                    .containsExactly("first", "held");
            assertThat(TokenAuditAction.of(run, "first")
                            .orElseThrow()
                            .readReport()
                            .findings())
                    .isNotEmpty();
        });
        old.countDown();
    }

    /** Holds the second audit of the first Jenkins where it has audited and not yet published. */
    @TestExtension
    public static final class Hold extends SCMHead.HeadByItem {

        private int asked;

        @Override
        public SCMHead getHead(Item item) {
            CountDownLatch hold = goOn;
            if (hold != null && ++asked == 2) {
                reached.countDown();
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException("the Jenkins that asked is no more");
            }
            return null;
        }
    }
}
