package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** What earlier versions have saved. The files are as 0.1 wrote them and are never changed; a new format gets new ones. */
@WithJenkins
class LocalDataTest {

    @LocalData
    @Test
    void jobsAndResultsOfVersion01AreRead(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("shop", FreeStyleProject.class);
        TokenAuditRecorder recorder = job.getPublishersList().get(TokenAuditRecorder.class);
        assertThat(recorder.getOptions().getUnstableOn()).isEqualTo("high");

        TokenAuditAction bad =
                TokenAuditAction.of(job.getBuildByNumber(1), "shop").orElseThrow();
        assertThat(bad.getVerdict()).isEqualTo(Verdict.UNSTABLE);
        assertThat(bad.getSummary().getGrade()).isEqualTo("D");
        assertThat(bad.getReason()).isEqualTo("1 finding at high or worse");
        assertThat(bad.readReport().findings()).isNotEmpty();

        TokenAuditAction better =
                TokenAuditAction.of(job.getBuildByNumber(2), "shop").orElseThrow();
        assertThat(better.getSummary().getFixedFindings()).isEqualTo(1);
        assertThat(better.getReferenceRun()).isEqualTo(job.getBuildByNumber(1));
        assertThat(jenkins.createWebClient()
                        .goTo("job/shop/2/token-audit-shop/?state=fixed")
                        .asNormalizedText())
                .contains("Tokens of the shop", "1 to 1 of 1");
    }
}
