package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.github.tokenaudit.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.htmlunit.html.DomNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What compiled classes and audit logs show of what the operator needs. */
@WithJenkins
class WorkspaceUsageTest {

    private static final String LISTED = """
            {"kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata", "stage": "ResponseComplete",\
             "verb": "list", "user": {"username": "system:serviceaccount:shop:op"}, "sourceIPs": ["10.0.0.7"],\
             "userAgent": "operator/1.0", "objectRef": {"resource": "pods", "apiVersion": "v1"},\
             "responseStatus": {"code": 200}, "requestReceivedTimestamp": "2026-03-01T10:00:00Z",\
             "annotations": {"authorization.k8s.io/decision": "allow"}}
            """;

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theCardTellsOfEachGrantWhetherALogShowsItUsed() throws Exception {
        WorkflowRun run = audit(
                Result.SUCCESS,
                Builds.write("logs/api.log", LISTED.getBytes(StandardCharsets.UTF_8)),
                "auditLogs: 'logs/*'");

        assertThat(jenkins.createWebClient()
                        .goTo(run.getUrl() + "token-audit/")
                        .getWebResponse()
                        .getContentAsString())
                .contains("Needed: list (seen once in the audit log")
                .contains("The audit log tells of 1 request");
    }

    @Test
    void classesAreReadAndNotLoaded() throws Exception {
        WorkflowRun run =
                audit(Result.SUCCESS, Builds.write("classes/AuditId.class", ownClass()), "classes: 'classes'");

        assertThat(report(run).usage()).isEqualTo(new Report.Code(0, 0, List.of()));
        assertThat(jenkins.createWebClient()
                        .goTo(run.getUrl() + "token-audit/")
                        .<DomNode>getByXPath("//*[contains(@class, 'token-audit-need')]"))
                .extracting(DomNode::asNormalizedText)
                .containsExactly("Not needed", "Not needed");
    }

    @Test
    void jarsOfClassesAreFoundByPatterns() throws Exception {
        WorkflowRun run =
                audit(Result.SUCCESS, Builds.write("build/op.jar", new byte[] {1, 2, 3}), "classes: 'build/*.jar'");

        assertThat(report(run).usage()).isNotNull();
        assertThat(report(run).notes()).anyMatch(note -> note.text().contains("op.jar"));
    }

    @Test
    void classesThatAreNotThereAreTrouble() throws Exception {
        jenkins.assertLogContains(
                "There are no classes at target/classes. Correct classes",
                audit(Result.FAILURE, "", "classes: 'target/classes'"));
    }

    @Test
    void aFolderWithoutAClassIsTroubleAndProvesNothingUnneeded() throws Exception {
        jenkins.assertLogContains(
                "There are no classes at target/classes. Correct classes",
                audit(
                        Result.FAILURE,
                        Builds.write("target/classes/application.properties", new byte[0]),
                        "classes: 'target/classes'"));
    }

    @Test
    void classesOutsideOfTheWorkspaceAreNotRead() throws Exception {
        jenkins.assertLogContains(".. lies outside of ", audit(Result.FAILURE, "", "classes: '..'"));
    }

    @Test
    void anAuditLogThatIsNotThereIsTrouble() throws Exception {
        jenkins.assertLogContains(
                "There is no audit log at *.log. Correct auditLogs.", audit(Result.FAILURE, "", "auditLogs: '*.log'"));
    }

    @Test
    void whoPublishesAReportIsToldWhereItsCodeWasRead() throws Exception {
        jenkins.assertLogContains(
                "classes and auditLogs say something of manifests that are audited here",
                Builds.run(jenkins, Result.FAILURE, "node { tokenAudit report: '*.json', classes: 'target/classes' }"));
    }

    private static WorkflowRun audit(Result expected, String before, String option) throws Exception {
        return Builds.run(
                jenkins,
                expected,
                "node {\n" + Builds.write(Samples.BAD) + before + "tokenAudit manifests: 'deploy', failOn: 'never', "
                        + option + "\n}");
    }

    private static Report report(WorkflowRun run) throws IOException {
        return run.getAction(TokenAuditAction.class).readReport();
    }

    private static byte[] ownClass() throws IOException {
        try (InputStream in = AuditId.class.getResourceAsStream("AuditId.class")) {
            return in.readAllBytes();
        }
    }
}
