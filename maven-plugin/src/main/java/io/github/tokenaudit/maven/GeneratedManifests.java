package io.github.tokenaudit.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the usual generators leave manifests; what is audited when nobody names anything.
 *
 * @param base the project's folder
 * @param build its build folder, {@code target}
 * @param classes what goes into its jar, {@code target/classes}
 */
record GeneratedManifests(Path base, Path build, Path classes) {

    /** The places, as a person would look for them. */
    static final String PLACES =
            "target/kubernetes, target/bundle, META-INF/jkube, META-INF/fabric8 and META-INF/dekorate"
                    + " in target/classes, src/main/kubernetes";

    /**
     * Adds them all. Each object is taken from one place only, where a generator writes it twice: Quarkus and dekorate
     * write a JSON twin of every YAML file; JKube writes one file with everything and a folder with a file per object;
     * what is in {@code src/main/kubernetes} Quarkus has put into {@code target/kubernetes}.
     *
     * @throws IOException if a folder can't be listed
     */
    void addTo(ManifestFinder finder) throws IOException {
        boolean isQuarkus = addYaml(finder, build.resolve("kubernetes"), "**/");
        finder.addPath(build.resolve("bundle"));
        for (String generator : List.of("jkube", "fabric8", "dekorate")) {
            addYaml(finder, classes.resolve("META-INF").resolve(generator), "");
        }
        if (!isQuarkus) {
            finder.addPath(base.resolve("src/main/kubernetes"));
        }
    }

    private static boolean addYaml(ManifestFinder finder, Path folder, String prefix) throws IOException {
        boolean yml = finder.addPattern(folder, prefix + "*.yml");
        boolean yaml = finder.addPattern(folder, prefix + "*.yaml");
        return yml || yaml;
    }
}
