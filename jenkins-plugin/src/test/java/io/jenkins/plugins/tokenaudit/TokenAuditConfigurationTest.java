package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TokenAuditConfigurationTest {

    @Test
    void jobsThatSayNothingGetWhatTheSystemSays(JenkinsRule jenkins) throws Exception {
        ConfigurationAsCode.get().configure(getClass().getResource("casc.yaml").toString());
        TokenAuditConfiguration configuration = TokenAuditConfiguration.get();
        assertThat(configuration.getFailOn()).isEqualTo("critical");
        assertThat(configuration.getUnstableOn()).isEqualTo("low");
        assertThat(configuration.getFailOnNew()).isEqualTo("medium");
        assertThat(configuration.getPolicy()).contains("kubernetesVersion");

        CNode exported = Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                .get("tokenAudit");
        assertThat(Util.toYamlString(exported)).contains("failOnNew: \"medium\"");

        jenkins.configRoundtrip();
        assertThat(TokenAuditConfiguration.get().getFailOnNew()).isEqualTo("medium");
        assertThat(TokenAuditConfiguration.get().getPolicy()).contains("kubernetesVersion");

        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        WorkflowRun run = Builds.run(
                jenkins,
                job,
                Result.UNSTABLE,
                "node {\n" + Builds.write(Samples.BAD) + "tokenAudit manifests: 'deploy'\n}");
        assertThat(run.getAction(TokenAuditAction.class).readReport().kubernetesVersion())
                .isEqualTo("1.30");
        jenkins.assertLogContains("Policy: the policy of the system configuration", run);
    }

    @Test
    void aPolicyIsCheckedForWhoMaySaveIt(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone());
        TokenAuditConfiguration configuration = TokenAuditConfiguration.get();
        try (ACLContext admin = ACL.as(User.getById("admin", true))) {
            assertThat(configuration.doCheckPolicy("failOm: high").kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(configuration.doCheckPolicy("failOn: high").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(configuration.doCheckPolicy("").kind).isEqualTo(FormValidation.Kind.OK);
        }
        try (ACLContext anybody = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThat(configuration.doCheckPolicy("failOm: high").kind).isEqualTo(FormValidation.Kind.OK);
        }
    }
}
