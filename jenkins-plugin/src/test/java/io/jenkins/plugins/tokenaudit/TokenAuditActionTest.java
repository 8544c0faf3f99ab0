package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.apache.commons.io.FileUtils;
import org.htmlunit.Page;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.CreateFileBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TokenAuditActionTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>${7*7}";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void pagesShowTheResultOnTheBuildAndTheJobEvenIfEveryBuildFailed() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        Builds.audit(jenkins, job, Result.FAILURE, Samples.MORE_POWER, "failOn: 'never', unstableOn: 'red'");
        Builds.audit(jenkins, job, Result.FAILURE, Samples.BAD, "failOn: 'high'");
        Builds.audit(jenkins, job, Result.FAILURE, Samples.BAD, "failOn: 'high'");

        JenkinsRule.WebClient client = jenkins.createWebClient();
        HtmlPage build = client.goTo("job/shop/3/");
        assertThat(build.asNormalizedText())
                .contains("Token Audit: grade D", "Failed: 2 findings at high or worse")
                .contains("Compared with #2: 0 new, 0 fixed, 2 outstanding; no new grant.");
        assertThat(build.getAnchorByHref("/jenkins/job/shop/3/token-audit").asNormalizedText())
                .endsWith("2");

        HtmlPage project = client.goTo("job/shop/");
        assertThat(project.getByXPath("//*[local-name()='svg']//*[local-name()='title']"))
                .extracting(title -> ((DomNode) title).getTextContent())
                .contains(
                        "#2: grade D, 0 critical, 2 high, 0 medium, 0 low, 0 info",
                        "#3: grade D, 0 critical, 2 high, 0 medium, 0 low, 0 info");
        HtmlPage last = client.goTo("job/shop/token-audit/");
        assertThat(last.getUrl().getPath()).endsWith("/job/shop/3/token-audit/");
        assertThat(last.asNormalizedText())
                .contains("Deployment/shop/op")
                .contains("shop/op")
                .contains("the Secrets or workloads of other namespaces")
                .contains("read every Secret in the cluster")
                .contains("Read one file with");
        assertThat(last.getAnchorByText("Report of #2").getHrefAttribute()).endsWith("/job/shop/2/token-audit/");
        assertThat(last.getAnchorByText("2 High").getHrefAttribute()).isEqualTo("?severity=high#findings");
    }

    @Test
    void aCardShowsTheWayFromThePodToItsPower() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        String wider = Samples.BAD.replace(
                "resources: [secrets], verbs: [get, list]", "resources: [secrets], verbs: [get, list, create]");
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        Builds.audit(jenkins, job, Result.SUCCESS, wider, "failOn: 'never'");
        HtmlPage page = jenkins.createWebClient().goTo("job/shop/2/token-audit/");
        assertThat(page.<DomNode>getByXPath("//*[contains(@class, 'token-audit-picture__box')]"))
                .extracting(DomNode::asNormalizedText)
                .containsExactly(
                        "Deployment\nop",
                        "Token of account shop/op\nin one container, valid 1 year",
                        "Step 1\nIt can write Secrets in the cluster, and read the token that Kubernetes puts into one of type"
                                + " service-account-token; as one of kube-system's it is cluster-admin, provided that"
                                + " Kubernetes' controllers run as accounts of their own, as with kubeadm"
                                + " (--use-service-account-credentials)",
                        "Tokens of other accounts\nOn every cluster with the APIs that the grants name");
        assertThat(page.asNormalizedText())
                .contains("One way from the token to power that it was not meant for", "shop/op: one grant");
    }

    @Test
    void aCardShowsWhatPodsGiveWithoutTheirToken() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.MENDED, "failOn: 'never'");
        Builds.audit(
                jenkins,
                job,
                Result.SUCCESS,
                Samples.MENDED.replace("image: shop/op}", "image: shop/op, securityContext: {privileged: true}}"),
                "failOn: 'never'");

        JenkinsRule.WebClient client = jenkins.createWebClient();
        assertThat(client.goTo("job/shop/1/token-audit/").asNormalizedText()).doesNotContain("without any token");
        assertThat(client.goTo("job/shop/2/token-audit/").asNormalizedText())
                .contains("Whoever gets into its pods has that, too, without any token:")
                .containsPattern("(?i)container op [^\n]*privileged[^\n]*\\(.*:\\d+:\\d+\\)");
    }

    @Test
    void theTrendOpensNoReport() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        for (int i = 0; i < 2; i++) {
            WorkflowRun run = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
            FileUtils.deleteDirectory(new File(run.getRootDir(), "token-audit"));
        }
        HtmlPage page = jenkins.createWebClient().goTo("job/shop/");
        assertThat(page.getByXPath("//*[local-name()='rect']")).isNotEmpty();
    }

    @Test
    void findingsAreFiltered() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.MENDED, "failOn: 'never'");
        assertThat(shown("1", "?severity=high&operator=0&rule=TA102")).contains("1 to 1 of 1", "Deployment/shop/op");
        assertThat(shown("1", "?rule=TA102")).doesNotContain("`");
        assertThat(shown("1", "?severity=low")).contains("No finding is like that.");
        assertThat(shown("1", "?state=new")).contains("No finding is like that.");
        assertThat(shown("1", "?state=contained")).contains("TA101");
        assertThat(shown("2", "")).contains("No finding is like that.");
        assertThat(shown("2", "")).contains("Fixed findings").doesNotContain("New findings");
        assertThat(shown("2", "?state=fixed")).contains("1 to 2 of 2", "Fixed");
        assertThat(shown("1", "?severity=x&page=999999999999&operator=-7&state=&cards=9"))
                .contains("1 to 2 of 2");
    }

    private String shown(String build, String query) throws Exception {
        return jenkins.createWebClient()
                .goTo("job/shop/" + build + "/token-audit/" + query)
                .asNormalizedText();
    }

    @Test
    void aFilterIsSentByTheFormAndPagesAreCut() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            many.append(Samples.BAD
                            .replace("name: op,", "name: op-" + i + ",")
                            .replace("name: op}", "name: op-" + i + "}"))
                    .append("---\n");
        }
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        job.getBuildersList().add(new CreateFileBuilder("deploy/op.yaml", many.toString()));
        AuditOptions options = new AuditOptions();
        options.setManifests("deploy");
        options.setFailOn("never");
        job.getPublishersList().add(new TokenAuditRecorder(options));
        jenkins.buildAndAssertSuccess(job);
        HtmlPage page = jenkins.createWebClient().goTo("job/shop/1/token-audit/");
        assertThat(page.asNormalizedText()).contains("1 to 100 of ");
        HtmlPage next = page.getAnchorByHref("?state=open&page=2#findings").click();
        assertThat(next.asNormalizedText()).contains("101 to ");
        page.<HtmlSelect>getFirstByXPath("//select[@name='severity']").setSelectedAttribute("low", true);
        HtmlPage low = page.<HtmlButton>getFirstByXPath("//form[@role='search']//button")
                .click();
        assertThat(low.getUrl().getQuery()).contains("severity=low");
    }

    @Test
    void nothingThatAManifestSaysBecomesPartOfAPage() throws Exception {
        String quoted = HOSTILE.replace("'", "''");
        String hostile = Samples.BAD
                .replace("name: op,", "name: '" + quoted + "',")
                .replace("name: op}", "name: '" + quoted + "'}")
                .replace("namespace: shop", "namespace: '" + quoted + "'")
                .replace("serviceAccountName: op", "serviceAccountName: '" + quoted + "'")
                .replace("[secrets]", "['" + quoted + "', secrets]")
                .replace("[get, list]", "['" + quoted + "', get]")
                .replace("image: shop/op", "image: '" + quoted + "'");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun run = Builds.audit(jenkins, job, Result.SUCCESS, hostile, "failOn: 'never'");
        assertThat(run.getAction(TokenAuditAction.class).readReport().findings())
                .isNotEmpty();
        assertThatPagesAreHarmless(run);
    }

    @Test
    void nothingThatAReportSaysBecomesPartOfAPage() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun honest = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        String hostile = "javascript:" + HOSTILE.replace("\"", "\\\"");
        String json = Pattern.compile(
                        "\"(message|text|remedy|help|name|rule|path|field|file|container|bundle|version|resource)\": \"[^\"]*\"")
                .matcher(new String(json(honest), StandardCharsets.UTF_8))
                .replaceAll(found -> Matcher.quoteReplacement("\"" + found.group(1) + "\": \"" + hostile + "\""));
        WorkflowRun run = publish(job, json);
        assertThat(run.getAction(TokenAuditAction.class)
                        .readReport()
                        .findings()
                        .get(0)
                        .message())
                .contains("<script>");
        assertThatPagesAreHarmless(run);
    }

    private void assertThatPagesAreHarmless(WorkflowRun run) throws Exception {
        List<String> alerts = new ArrayList<>();
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setAlertHandler((page, message) -> alerts.add(message));
        for (String path :
                List.of("", "1/", "token-audit/", run.getNumber() + "/", run.getNumber() + "/token-audit/")) {
            HtmlPage page = client.goTo("job/shop/" + path);
            client.waitForBackgroundJavaScript(500);
            assertThat(page.getByXPath("//img[@src='x']")).as(path).isEmpty();
            assertThat(page.getByXPath("//*[@onerror]")).as(path).isEmpty();
            assertThat(page.getByXPath("//a[starts-with(@href, 'javascript')]"))
                    .as(path)
                    .isEmpty();
            assertThat(page.asXml()).as(path).doesNotContain("<script>alert");
        }
        assertThat(alerts).isEmpty();
    }

    @Test
    void tokensInAReportAreNeverStored() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun honest = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvcCJ9.c2lnbmF0dXJlc2lnbmF0dXJl";
        String json = new String(json(honest), StandardCharsets.UTF_8)
                .replaceAll("\"(message|text|remedy)\": \"[^\"]*\"", "\"$1\": \"it is " + token + "\"");
        WorkflowRun run = publish(job, json);
        assertThat(new String(json(run), StandardCharsets.UTF_8))
                .contains("redacted")
                .doesNotContain("eyJ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"schemaVersion\": 2}", "not JSON", "{\"schemaVersion\": 1, \"findings\": []}"})
    void aReportThatIsNoneIsRefusedWithItsName(String json) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun run = Builds.run(
                jenkins,
                job,
                Result.FAILURE,
                "node { writeFile file: 'r.json', text: '''" + json + "'''\n tokenAudit report: 'r.json' }");
        jenkins.assertLogContains("r.json is no report of Token Audit that can be published", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void reportsOfModulesBecomeOneWithFileNamesFromTheTop() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun one = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        String json = new String(json(one), StandardCharsets.UTF_8);
        WorkflowRun run = Builds.run(
                jenkins,
                job,
                Result.FAILURE,
                "node {\n"
                        + write("a/target/token-audit/token-audit.json", json)
                        + write("b/target/token-audit/token-audit.json", json)
                        + "tokenAudit report: '**/token-audit.json', failOn: 'high'\n}");
        Report merged = run.getAction(TokenAuditAction.class).readReport();
        assertThat(merged.operators()).hasSize(2);
        assertThat(merged.summary().inventory().files()).isEqualTo(2);
        assertThat(merged.findings())
                .extracting(finding -> finding.location().file())
                .contains("a/deploy/op.yaml", "b/deploy/op.yaml");
        jenkins.assertLogContains("4 findings at high or worse", run);
    }

    @Test
    void reportsCanBeDownloaded() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun run = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        assertThat(JsonReport.read(new ByteArrayInputStream(json(run))))
                .isEqualTo(run.getAction(TokenAuditAction.class).readReport());
        Page sarif =
                jenkins.createWebClient().goTo("job/shop/1/token-audit/token-audit.sarif", "application/sarif+json");
        assertThat(JSONObject.fromObject(sarif.getWebResponse().getContentAsString())
                        .getString("version"))
                .isEqualTo("2.1.0");
        assertThat(sarif.getWebResponse().getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=\"token-audit.sarif\"");
    }

    @Test
    void programsGetNumbersAndNeverAWholeReport() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        JSONObject json =
                jenkins.getJSON("job/shop/1/token-audit/api/json?depth=9").getJSONObject();
        assertThat(json.getString("verdict")).isEqualTo("PASSED");
        assertThat(json.getJSONObject("summary").getString("grade")).isEqualTo("D");
        assertThat(json.getJSONObject("summary").getInt("high")).isEqualTo(2);
        assertThat(json.toString()).doesNotContain("Secrets");
        assertThat(jenkins.getJSON("job/shop/1/api/json").getJSONObject().toString())
                .contains("TokenAuditAction");
    }

    @Test
    void onlyWhoMayReadTheJobGetsItsReports() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun run = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(job)
                .to("reader")
                .grant(Item.DISCOVER)
                .onItems(job)
                .to("discoverer"));
        List<String> paths = List.of("", "api/json", "token-audit.json", "token-audit.sarif");
        for (String path : paths) {
            assertThat(status("reader", path)).as(path).isEqualTo(200);
            assertThat(status("discoverer", path)).as(path).isEqualTo(403);
            assertThat(status("stranger", path)).as(path).isEqualTo(404);
        }
        TokenAuditAction audit = run.getAction(TokenAuditAction.class);
        try (ACLContext stranger = ACL.as(User.getById("stranger", true))) {
            assertThatThrownBy(audit::getTarget).isInstanceOf(AccessDeniedException3.class);
            assertThat(audit.getReferenceRun()).isNull();
        }
    }

    private int status(String user, String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
        return client.getPage(client.getContextPath() + "job/shop/1/token-audit/" + path)
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void aReportThatIsGoneIsSaidToBe() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun run = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        FileUtils.deleteDirectory(new File(run.getRootDir(), "token-audit"));
        jenkins.jenkins.reload();
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        assertThat(client.goTo("job/shop/1/token-audit/").asNormalizedText()).contains("is not there any more");
        assertThat(client.getPage(client.getContextPath() + "job/shop/1/token-audit/token-audit.json")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(404);
        WorkflowRun next = Builds.audit(
                jenkins,
                jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class),
                Result.SUCCESS,
                Samples.BAD,
                "failOn: 'never'");
        jenkins.assertLogContains("Not compared: the report of shop #1 can't be read", next);
    }

    @Test
    void numbersAloneAreInTheBuildsFile() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        WorkflowRun run = Builds.audit(jenkins, job, Result.SUCCESS, Samples.BAD, "failOn: 'never'");
        String xml = Files.readString(run.getRootDir().toPath().resolve("build.xml"));
        int start = xml.indexOf("<io.jenkins.plugins.tokenaudit.TokenAuditAction");
        String ours = xml.substring(start, xml.indexOf("</io.jenkins.plugins.tokenaudit.TokenAuditAction>", start));
        assertThat(ours).contains("<high>2</high>").doesNotContain("secrets", "deploy", "shop/op");
        assertThat(files(run)).containsExactly("report.json.gz");
    }

    private static List<String> files(WorkflowRun run) throws Exception {
        try (var files = Files.list(run.getRootDir().toPath().resolve("token-audit"))) {
            return files.map(Path::getFileName).map(Path::toString).toList();
        }
    }

    private WorkflowRun publish(WorkflowJob job, String json) throws Exception {
        return Builds.run(
                jenkins,
                job,
                Result.SUCCESS,
                "node {\n" + write("r.json", json) + "tokenAudit report: 'r.json', failOn: 'never'\n}");
    }

    /** A Pipeline's line that writes a text of any kind. */
    private static String write(String file, String text) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return "writeFile file: '" + file + "', encoding: 'Base64', text: '" + encoded + "'\n";
    }

    private byte[] json(WorkflowRun run) throws Exception {
        return jenkins.createWebClient()
                .goTo(run.getUrl() + "token-audit/token-audit.json", "application/json")
                .getWebResponse()
                .getContentAsStream()
                .readAllBytes();
    }
}
