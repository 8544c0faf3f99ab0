package io.github.tokenaudit.maven;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** An audit of a build's manifests; goals differ in what they make of it. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
abstract class AuditMojo extends AbstractMojo {

    private final MavenProject project;

    /**
     * Files, folders and patterns ({@code ?}, {@code *}, {@code **}) of the manifests to audit, relative to the
     * project's folder. Without it, what the usual generators (Quarkus, JKube, dekorate, fabric8) have written in this
     * build is audited, and {@code src/main/kubernetes}.
     */
    @Parameter(property = "tokenAudit.manifests")
    private List<String> manifests = List.of();

    /** Files, folders and patterns of what is not to be audited, relative to the project's folder. */
    @Parameter(property = "tokenAudit.excludes")
    private List<String> excludes = List.of();

    /**
     * How bad a finding must be to stop the build: {@code critical}, {@code high}, {@code medium}, {@code low},
     * {@code info} or {@code never}. Without it, what the policy says counts; else {@code high}.
     */
    @Parameter(property = "tokenAudit.failOn")
    private @Nullable String failOn;

    /** The version of Kubernetes to judge by, as {@code 1.34}. Without it, what the policy says; else the newest known. */
    @Parameter(property = "tokenAudit.kubernetesVersion")
    private @Nullable String kubernetesVersion;

    /** Where reports go. */
    @Parameter(property = "tokenAudit.outputDirectory", defaultValue = "${project.build.directory}/token-audit")
    private File outputDirectory;

    /** What the names of files in reports are relative to. */
    @Parameter(property = "tokenAudit.baseDirectory", defaultValue = "${basedir}")
    private File baseDirectory;

    /** Whether to do nothing. */
    @Parameter(property = "tokenAudit.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${basedir}", readonly = true)
    private File basedir;

    AuditMojo(MavenProject project) {
        this.project = project;
    }

    /** Draws the conclusion. */
    abstract void conclude(Audit audit) throws MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Token Audit is skipped: tokenAudit.skip is set.");
            return;
        }
        List<AuditRequest.Input> files = find();
        if (files.isEmpty()) {
            getLog().info("Nothing to audit: no manifests in " + GeneratedManifests.PLACES
                    + ". If yours lie elsewhere, name them: tokenAudit.manifests.");
            return;
        }
        Audit audit = TokenAudit.run(
                new AuditRequest(files, Policy.none(), failOn(), kubernetesVersion, LocalDate.now(ZoneOffset.UTC)));
        audit.findings()
                .forEach(finding ->
                        getLog().warn(finding.location() + " " + finding.rule().id() + " " + finding.message()));
        conclude(audit);
    }

    private List<AuditRequest.Input> find() throws MojoExecutionException {
        try {
            ManifestFinder finder = new ManifestFinder(basedir.toPath(), outputDirectory.toPath(), excludes);
            if (manifests.isEmpty()) {
                Path build = Path.of(project.getBuild().getDirectory());
                Path classes = Path.of(project.getBuild().getOutputDirectory());
                new GeneratedManifests(basedir.toPath(), build, classes).addTo(finder);
            } else {
                addNamed(finder);
            }
            Path base = baseDirectory.toPath().toAbsolutePath().normalize();
            return finder.found().stream()
                    .map(file -> new AuditRequest.Input(file, Names.relative(base, file)))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw new MojoExecutionException("The manifests can't be found: " + e.getMessage(), e);
        }
    }

    private void addNamed(ManifestFinder finder) throws IOException, MojoExecutionException {
        List<String> missing = new ArrayList<>();
        for (String entry : manifests) {
            if (!finder.add(entry)) {
                missing.add(entry);
            }
        }
        if (missing.size() == manifests.size()) {
            throw new MojoExecutionException("tokenAudit.manifests leads to no manifest: " + String.join(", ", missing)
                    + " (looked for in " + basedir + ").");
        }
        missing.forEach(entry -> getLog().warn("No manifest at " + entry + " in " + basedir + "."));
    }

    private @Nullable FailOn failOn() throws MojoExecutionException {
        if (failOn == null) {
            return null;
        }
        return FailOn.ofLabel(failOn)
                .orElseThrow(() -> new MojoExecutionException("tokenAudit.failOn is \"" + failOn
                        + "\", but must be one of critical, high, medium, low, info, never."));
    }
}
