package io.github.tokenaudit.maven;

import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Audits the manifests of a build and writes reports as {@code check} does, but never fails on findings. */
@Mojo(
        name = "report",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class ReportMojo extends AuditMojo {

    /** Made by Maven. */
    @Inject
    public ReportMojo(MavenProject project) {
        super(project);
    }

    @Override
    public void execute() throws MojoExecutionException {
        audit();
    }
}
