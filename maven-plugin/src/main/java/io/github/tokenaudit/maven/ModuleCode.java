package io.github.tokenaudit.maven;

import io.github.tokenaudit.usage.code.OperatorCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** What a module of the build has of an operator's compiled code. */
final class ModuleCode {

    /** Who depends on one of these talks to the API server. */
    private static final Pattern CLIENT = Pattern.compile(
            "io\\.fabric8:(kubernetes|openshift)-client.*|io\\.kubernetes:client-java.*|io\\.javaoperatorsdk:operator-framework.*"
                    + "|io\\.quarkiverse\\.operatorsdk:.*|io\\.quarkus:quarkus-kubernetes-client.*");

    private ModuleCode() {}

    /**
     * What a module runs: its classes and those of other modules of the build, and of dependencies that are named.
     *
     * @param project the module, with its dependencies resolved
     * @param reactor the modules of the build
     * @param named dependencies to take for the operator's own, as {@code groupId:artifactId}, with {@code *}
     */
    static OperatorCode of(MavenProject project, List<MavenProject> reactor, List<String> named) {
        Set<String> modules = reactor.stream()
                .map(module -> module.getGroupId() + ":" + module.getArtifactId())
                .collect(Collectors.toSet());
        List<Pattern> patterns = named.stream().map(ModuleCode::pattern).toList();
        Set<Path> classes = new LinkedHashSet<>();
        Set<Path> libraries = new LinkedHashSet<>();
        if (project.getBasedir() != null) {
            Path own = Path.of(project.getBuild().getOutputDirectory());
            if (Files.isDirectory(own)) {
                classes.add(own);
            }
        }
        for (Artifact artifact : project.getArtifacts()) {
            File file = artifact.getFile();
            if (file != null && isCode(artifact, file)) {
                String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
                boolean isOwn = modules.contains(name)
                        || patterns.stream()
                                .anyMatch(pattern -> pattern.matcher(name).matches());
                (isOwn ? classes : libraries).add(file.toPath());
            }
        }
        return new OperatorCode(List.copyOf(classes), List.copyOf(libraries));
    }

    /** Classes that somebody names, with the module's class path; if it has none, with the jars that lie beside them. */
    static OperatorCode named(List<Path> classes, OperatorCode module) throws IOException {
        if (module.libraries().isEmpty()) {
            return OperatorCode.withLibrariesBeside(classes);
        }
        Set<Path> libraries = new LinkedHashSet<>(module.libraries());
        libraries.addAll(module.classes());
        classes.forEach(libraries::remove);
        return new OperatorCode(classes, List.copyOf(libraries));
    }

    /** Whether a module is an operator, or anything else that talks to the API server. */
    static boolean isOperator(MavenProject project) {
        return project.getArtifacts().stream()
                .map(artifact -> artifact.getGroupId() + ":" + artifact.getArtifactId())
                .anyMatch(name -> CLIENT.matcher(name).matches());
    }

    private static boolean isCode(Artifact artifact, File file) {
        boolean isRun = Artifact.SCOPE_COMPILE.equals(artifact.getScope())
                || Artifact.SCOPE_RUNTIME.equals(artifact.getScope())
                || Artifact.SCOPE_PROVIDED.equals(artifact.getScope());
        return isRun && (file.isDirectory() || file.getName().endsWith(".jar"));
    }

    private static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : text.split("(?<=\\*)|(?=\\*)", -1)) {
            regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }
}
