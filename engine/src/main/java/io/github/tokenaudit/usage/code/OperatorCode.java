package io.github.tokenaudit.usage.code;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /**
     * Whether anything compiled is named: a jar, or a folder with a class in it. Where it is not, "the code never does
     * that" would be said of code that nobody saw.
     *
     * @throws IOException if a folder can't be listed
     */
    public boolean hasClasses() throws IOException {
        for (Path own : classes) {
            if (!Files.isDirectory(own)) {
                return true;
            }
            try (Stream<Path> files = Files.walk(own)) {
                if (files.anyMatch(file -> file.toString().endsWith(".class"))) {
                    return true;
                }
            }
        }
        return false;
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
