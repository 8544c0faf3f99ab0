package io.github.tokenaudit.maven;

import io.github.tokenaudit.Audit;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/** Audits the manifests of a build, writes reports, and fails the build at or above {@code failOn}. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class CheckMojo extends AuditMojo {

    /** Made by Maven. */
    @Inject
    public CheckMojo(MavenProject project) {
        super(project);
    }

    @Override
    void conclude(Audit audit) throws MojoFailureException {
        if (audit.gate().failed()) {
            throw new MojoFailureException("Token Audit: there are findings at or above "
                    + audit.gate().failOn().label() + ".");
        }
    }
}
