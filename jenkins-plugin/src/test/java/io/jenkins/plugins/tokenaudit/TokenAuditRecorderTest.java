package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.TextAxis;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.util.FormValidation;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CreateFileBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TokenAuditRecorderTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theFormKeepsWhatWasSaid() throws Exception {
        AuditOptions options = options("deploy");
        options.setFailOn("critical");
        options.setFailOnNew("info");
        options.setUnstableOn("low");
        options.setExcludes("**/x/**");
        options.setPolicy("p.yaml");
        options.setId("shop");
        options.setName("The shop");
        options.setKubernetesVersion("1.30");
        TokenAuditRecorder before = new TokenAuditRecorder(options);
        TokenAuditRecorder after = jenkins.configRoundtrip(before);
        jenkins.assertEqualDataBoundBeans(before.getOptions(), after.getOptions());
    }

    @Test
    void aFreestyleBuildFailsAfterItHasPublished() throws Exception {
        FreeStyleProject project = project(Samples.BAD, options("deploy"));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        jenkins.assertLogContains("Token Audit stops the build: 2 findings at high or worse", build);
        assertThat(build.getAction(TokenAuditAction.class).getVerdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void variablesOfTheBuildAreFilledIn() throws Exception {
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("WHERE", "deploy")));
        AuditOptions options = options("$WHERE/*.yaml");
        options.setUnstableOn("low");
        options.setFailOn("never");
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.UNSTABLE, project(Samples.BAD, options));
        assertThat(build.getAction(TokenAuditAction.class).getVerdict()).isEqualTo(Verdict.UNSTABLE);
        assertThat(options.expanded(new EnvVars("WHERE", "x")).getManifests()).isEqualTo("x/*.yaml");
    }

    @Test
    void aSecondPublisherNeedsAnIdOfItsOwn() throws Exception {
        FreeStyleProject project = project(Samples.MENDED, options("deploy"));
        project.getPublishersList().add(new TokenAuditRecorder(options("deploy")));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        jenkins.assertLogContains("This build has been audited already. Give one of the audits an id", build);
    }

    @Test
    void aPolicyThatIsTooLargeIsNotRead() throws Exception {
        AuditOptions options = options("deploy");
        options.setPolicy("huge.yaml");
        FreeStyleProject project = project(Samples.MENDED, options);
        project.getBuildersList().add(new CreateFileBuilder("huge.yaml", "#".repeat((1 << 20) + 1)));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);
        jenkins.assertLogContains("The policy huge.yaml can't be used: it is larger than 1 MiB", build);
    }

    @Test
    void theFormTellsWhatIsWrongToWhoMayChangeIt() throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        assertThat(checks(project)).containsOnly(FormValidation.Kind.ERROR);
        AuditOptions.DescriptorImpl form = ExtensionList.lookupSingleton(AuditOptions.DescriptorImpl.class);
        assertThat(form.doCheckManifests(project, "deploy", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckId(project, "shop-1").kind).isEqualTo(FormValidation.Kind.OK);

        AuthorizationStrategy before = jenkins.jenkins.getAuthorizationStrategy();
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
        try (ACLContext reader = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThat(checks(project)).containsOnly(FormValidation.Kind.OK);
            assertThat(checks(null)).containsOnly(FormValidation.Kind.OK);
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(before);
        }
    }

    private static List<FormValidation.Kind> checks(Item item) {
        AuditOptions.DescriptorImpl form = ExtensionList.lookupSingleton(AuditOptions.DescriptorImpl.class);
        return Stream.of(
                        form.doCheckId(item, "../x"),
                        form.doCheckKubernetesVersion(item, "v1"),
                        form.doCheckManifests(item, "", ""),
                        form.doCheckManifests(item, "deploy", "report.json"))
                .map(validation -> validation.kind)
                .toList();
    }

    @Test
    void everyConfigurationOfAMatrixHasItsOwnResult() throws Exception {
        MatrixProject project = jenkins.createProject(MatrixProject.class);
        project.setAxes(new AxisList(new TextAxis("part", "one", "two")));
        project.getBuildersList().add(new CreateFileBuilder("deploy/op.yaml", Samples.MENDED));
        project.getPublishersList().add(new TokenAuditRecorder(options("deploy")));
        MatrixBuild build = jenkins.buildAndAssertSuccess(project);
        assertThat(build.getExactRuns()).hasSize(2).allMatch(run -> run.getAction(TokenAuditAction.class) != null);
    }

    private static AuditOptions options(String manifests) {
        AuditOptions options = new AuditOptions();
        options.setManifests(manifests);
        return options;
    }

    private static FreeStyleProject project(String manifest, AuditOptions options) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new CreateFileBuilder("deploy/op.yaml", manifest));
        project.getPublishersList().add(new TokenAuditRecorder(options));
        return project;
    }
}
