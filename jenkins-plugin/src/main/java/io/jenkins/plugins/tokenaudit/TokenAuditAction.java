package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import io.github.tokenaudit.report.Format;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.ReportWriter;
import io.github.tokenaudit.report.SarifReport;
import io.github.tokenaudit.rules.Catalogue;
import jakarta.servlet.ServletException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jenkins.management.Badge;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The result of an audit, attached to its build: numbers here and so in {@code build.xml}, the report in a file beside
 * it, which is opened only when somebody looks at it.
 */
@ExportedBean
public final class TokenAuditAction extends Tab implements RunAction2, StaplerProxy {

    private static final String ICON = "symbol-key";

    private final String id;
    private final String name;
    private final String origin;
    private final AuditSummary summary;
    private final Verdict verdict;
    private final String reason;
    private final String reference;
    private final String baseline;

    private transient Run<?, ?> run;
    private transient WeakReference<Report> stored;

    TokenAuditAction(
            String id,
            @CheckForNull String name,
            @CheckForNull String origin,
            AuditSummary summary,
            Gate.Judgement judgement,
            @CheckForNull String reference,
            @CheckForNull String baseline) {
        super(null);
        this.id = id;
        this.name = name;
        this.origin = origin;
        this.summary = summary;
        this.verdict = judgement.verdict();
        this.reason = judgement.reason();
        this.reference = reference;
        this.baseline = baseline;
    }

    /** The audit of a build with an id. */
    static Optional<TokenAuditAction> of(Run<?, ?> run, String id) {
        return run.getActions(TokenAuditAction.class).stream()
                .filter(action -> action.id.equals(id))
                .findFirst();
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
        object = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        onAttached(r);
    }

    @Override
    public String getIconFileName() {
        return ICON;
    }

    @Override
    public String getDisplayName() {
        if (name != null) {
            return name;
        }
        return id.isEmpty() ? Messages.TokenAuditAction_displayName() : Messages.TokenAuditAction_displayNameOf(id);
    }

    @Override
    public String getUrlName() {
        return AuditId.page(id);
    }

    /** How many findings count; nothing when there are none, since a zero would look like work. */
    @Override
    public Badge getBadge() {
        int findings = summary.getFindings();
        if (findings == 0) {
            return null;
        }
        return new Badge(
                String.valueOf(findings),
                Messages.TokenAuditAction_badge(findings),
                verdict == Verdict.PASSED ? Badge.Severity.INFO : Badge.Severity.WARNING);
    }

    /** Whoever may see the job may see its reports; nobody else sees anything below. */
    @Override
    public Object getTarget() {
        run.checkPermission(Item.READ);
        return this;
    }

    public Api getApi() {
        return new Api(this);
    }

    @NonNull
    public Run<?, ?> getRun() {
        return run;
    }

    /** Empty for an audit without one. */
    @Exported(visibility = 2)
    public String getId() {
        return id;
    }

    @CheckForNull
    String getOrigin() {
        return origin;
    }

    /** Whether the same step of the build made it, before a restart. */
    boolean isFrom(@CheckForNull String other) {
        return other != null && other.equals(origin);
    }

    @Exported(visibility = 2)
    public AuditSummary getSummary() {
        return summary;
    }

    /** How many findings of each severity there are, the worst first. */
    @Restricted(NoExternalUse.class)
    public List<SeverityCount> getCounts() {
        return SeverityCount.of(summary);
    }

    @Exported(visibility = 2)
    public Verdict getVerdict() {
        return verdict;
    }

    /** Why the gate says so. */
    @Exported(visibility = 2)
    public String getReason() {
        return reason;
    }

    /** The build that this one was compared with, as {@code job#number}; null if there was none. */
    @CheckForNull
    @Exported(visibility = 2)
    public String getReference() {
        return reference;
    }

    /** The build that this one was compared with; null if there is none any more, or for whom it is none of their business. */
    @CheckForNull
    public Run<?, ?> getReferenceRun() {
        if (reference == null) {
            return null;
        }
        try {
            return Run.fromExternalizableId(reference);
        } catch (IllegalArgumentException | org.springframework.security.access.AccessDeniedException e) {
            return null;
        }
    }

    /** The file of the earlier report that this one was compared with; null if none was named. */
    @CheckForNull
    @Exported(visibility = 2)
    public String getBaseline() {
        return baseline;
    }

    /** What has changed since which build, or which baseline, as a sentence. */
    public String getComparison() {
        String since = comparedWith();
        if (since == null) {
            return Messages.TokenAuditAction_notCompared();
        }
        return Messages.TokenAuditAction_compared(
                since,
                summary.getNewFindings(),
                summary.getFixedFindings(),
                summary.getOutstandingFindings(),
                summary.getNewGrants());
    }

    /** What this audit was compared with, as people call it; null for nothing. */
    @CheckForNull
    String comparedWith() {
        return baseline != null ? LogText.of(baseline) : reference != null ? referenceName() : null;
    }

    /** {@code #12}, or {@code main #12} for a build of another job. */
    private String referenceName() {
        int hash = reference.lastIndexOf('#');
        String job = reference.substring(0, hash);
        return job.equals(run.getParent().getFullName())
                ? reference.substring(hash)
                : job + " " + reference.substring(hash);
    }

    /** Where the report can be read; relative if Jenkins does not know its own address. */
    String getReportUrl() {
        String root = Jenkins.get().getRootUrl();
        return (root == null ? "" : root) + run.getUrl() + getUrlName() + "/";
    }

    TokenAuditResult getResult() {
        return new TokenAuditResult(summary, getReportUrl());
    }

    /** What the page shows, as its address asks for it. */
    @Restricted(NoExternalUse.class)
    public ReportPage getPage(StaplerRequest2 request) {
        try {
            return new ReportPage(readReport(), ReportQuery.of(request));
        } catch (IOException e) {
            return null;
        }
    }

    @Restricted(NoExternalUse.class)
    @WebMethod(name = "token-audit.json")
    public void doJson(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        download(response, Format.JSON, "application/json", new JsonReport());
    }

    @Restricted(NoExternalUse.class)
    @WebMethod(name = "token-audit.sarif")
    public void doSarif(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        download(response, Format.SARIF, "application/sarif+json", new SarifReport(Catalogue.infos()));
    }

    private void download(StaplerResponse2 response, Format format, String type, ReportWriter writer)
            throws IOException {
        run.checkPermission(Item.READ);
        Report report;
        try {
            report = readReport();
        } catch (NoSuchFileException e) {
            response.sendError(404, Messages.TokenAuditAction_noReport());
            return;
        }
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + format.fileName() + "\"");
        try (OutputStream out = new BufferedOutputStream(response.getOutputStream())) {
            writer.write(report, out);
        }
    }

    private Path folder() {
        return run.getRootDir().toPath().resolve("token-audit");
    }

    private String file() {
        return (id.isEmpty() ? "report" : "report-" + id) + ".json.gz";
    }

    void write(Report report) throws IOException {
        ReportFile.write(folder(), file(), report);
    }

    /** Held weakly: a report is worth reading again, not worth keeping. */
    synchronized Report readReport() throws IOException {
        Report known = stored == null ? null : stored.get();
        if (known == null) {
            known = ReportFile.read(folder().resolve(file()));
            stored = new WeakReference<>(known);
        }
        return known;
    }
}
