package io.github.tokenaudit.maven;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.report.Report;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Writes today's findings and grants to {@code token-audit-baseline.json}, or where {@code baseline} says. Kept beside the
 * pom, {@code check} from then on tells what changed since, and fails on what is new alone, unless {@code failOn} says
 * otherwise.
 */
@Mojo(
        name = "baseline",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class BaselineMojo extends AuditMojo {

    /** Made by Maven. */
    @Inject
    public BaselineMojo(MavenProject project) {
        super(project);
    }

    @Override
    public void execute() throws MojoExecutionException {
        Optional<AuditRequest> request = isSkipped() ? Optional.empty() : request();
        if (request.isEmpty()) {
            return;
        }
        Report report = Report.of(TokenAudit.run(request.get()));
        BaselineFile file = baselineFile();
        file.write(report);
        long findings =
                report.findings().stream().filter(Report.Finding::counts).count();
        getLog().info("Baseline: " + file.name() + " with " + findings + (findings == 1 ? " finding" : " findings")
                + ". Keep it beside the pom and under version control; write it anew when findings are mended.");
    }
}
