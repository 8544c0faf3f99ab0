package io.github.tokenaudit.usage.code;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where an operator's compiled code is.
 *
 * @param classes folders and jars with the operator's own classes
 * @param libraries jars and folders with the rest of its class path, in its order
 */
public record OperatorCode(List<Path> classes, List<Path> libraries) {

    /** Where builds put the jars that a program runs with, beside its own (Gradle, Maven's dependency plugin, Quarkus). */
    private static final List<String> PLACES_OF_LIBRARIES =
            List.of("lib", "libs", "dependency", "quarkus-app/lib/main");

    public OperatorCode {
        classes = List.copyOf(classes);
        libraries = List.copyOf(libraries);
    }

    /**
     * Classes of which nothing is known but where they are; the libraries are the jars in folders beside them:
     * {@code lib}, {@code libs}, {@code dependency}, {@code quarkus-app/lib/main}.
     *
     * @param classes folders and jars with the operator's own classes
     * @throws IOException if a folder of libraries can't be listed
     */
    public static OperatorCode withLibrariesBeside(List<Path> classes) throws IOException {
        Set<Path> libraries = new LinkedHashSet<>();
        for (Path own : classes) {
            Path folder = own.toAbsolutePath().normalize().getParent();
            if (folder != null) {
                for (String place : PLACES_OF_LIBRARIES) {
                    libraries.addAll(jars(folder.resolve(place)));
                }
            }
        }
        classes.forEach(own -> libraries.remove(own.toAbsolutePath().normalize()));
        return new OperatorCode(classes, List.copyOf(libraries));
    }

    private static List<Path> jars(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> list = Files.newDirectoryStream(folder, "*.jar")) {
                list.forEach(jars::add);
            }
        }
        jars.sort(null);
        return jars;
    }
}
