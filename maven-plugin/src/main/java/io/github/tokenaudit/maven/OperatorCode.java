package io.github.tokenaudit.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/**
 * The operator's compiled code and its class path, as the build knows them.
 *
 * @param classes folders and jars with its own classes
 * @param libraries the rest of its class path
 */
record OperatorCode(List<Path> classes, List<Path> libraries) {

    /** Who depends on one of these talks to the API server. */
    private static final Pattern CLIENT = Pattern.compile(
            "io\\.fabric8:(kubernetes|openshift)-client.*|io\\.kubernetes:client-java.*|io\\.javaoperatorsdk:operator-framework.*"
                    + "|io\\.quarkiverse\\.operatorsdk:.*|io\\.quarkus:quarkus-kubernetes-client.*");

    OperatorCode {
        classes = List.copyOf(classes);
        libraries = List.copyOf(libraries);
    }

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
        List<Pattern> patterns = named.stream().map(OperatorCode::pattern).toList();
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

    /** These classes instead, with the jars that lie beside them where builds put an operator's libraries. */
    OperatorCode withClasses(List<Path> named) {
        Set<Path> all = new LinkedHashSet<>(libraries);
        all.addAll(classes);
        for (Path path : named) {
            Path parent = path.toAbsolutePath().normalize().getParent();
            if (parent != null && libraries.isEmpty()) {
                for (String folder : List.of("lib", "libs", "dependency", "quarkus-app/lib/main")) {
                    all.addAll(jars(parent.resolve(folder)));
                }
            }
        }
        named.forEach(all::remove);
        return new OperatorCode(named, List.copyOf(all));
    }

    private static List<Path> jars(Path folder) {
        File[] files = folder.toFile().listFiles((dir, name) -> name.endsWith(".jar"));
        List<Path> jars = new ArrayList<>();
        if (files != null) {
            for (File file : files) {
                jars.add(file.toPath());
            }
        }
        jars.sort(null);
        return jars;
    }
}
