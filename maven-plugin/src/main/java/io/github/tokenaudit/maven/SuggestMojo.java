package io.github.tokenaudit.maven;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.cluster.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Writes the roles that would do for what the operator's code needs, with the lines of code that need each rule, to {@code
 * target/token-audit/suggested}. Changes nothing else.
 */
@Mojo(
        name = "suggest",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class SuggestMojo extends AuditMojo {

    /** Made by Maven. */
    @Inject
    public SuggestMojo(MavenProject project) {
        super(project);
    }

    @Override
    public void execute() throws MojoExecutionException {
        Optional<AuditRequest> request = isSkipped() ? Optional.empty() : request();
        if (request.isEmpty()) {
            return;
        }
        Map<Account, String> roles = TokenAudit.suggestRoles(request.get());
        if (roles.isEmpty()) {
            getLog().info(
                            request.get().observed().code() == null
                                    ? "No roles are suggested: no classes of an operator are known. Name them: tokenAudit.classes."
                                    : "No roles are suggested: none of several accounts is granted anything that the code needs.");
        }
        Path folder = output().resolve("suggested");
        for (Map.Entry<Account, String> role : roles.entrySet()) {
            Path file = folder.resolve(fileName(role.getKey()));
            try {
                Files.createDirectories(folder);
                Files.writeString(file, role.getValue());
            } catch (IOException e) {
                throw new MojoExecutionException("The roles " + file + " can't be written: " + e, e);
            }
            getLog().info("Roles for account " + role.getKey().display() + ": " + name(file));
        }
    }

    /** Names come from manifests: what would lead elsewhere is left out. */
    private static String fileName(Account account) {
        String name = (account.namespace() == null ? "" : account.namespace() + "-") + account.name();
        return name.replaceAll("[^a-z0-9-]", "_") + "-roles.yaml";
    }
}
