package io.github.tokenaudit.maven;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Audits the manifests of a build, writes reports, and fails the build on findings as bad as {@code failOn} or worse.
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class CheckMojo extends AuditMojo {

    /** Made by Maven. */
    @Inject
    public CheckMojo(MavenProject project) {
        super(project);
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Optional<String> reason = audit();
        if (reason.isPresent()) {
            throw new MojoFailureException(reason.get());
        }
    }
}
