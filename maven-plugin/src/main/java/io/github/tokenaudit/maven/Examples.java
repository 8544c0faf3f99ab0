package io.github.tokenaudit.maven;

import io.github.tokenaudit.rule.RuleInfo;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The example manifests that the engine has for each rule, and is tested with. */
final class Examples {

    private static final String FOLDER = "io/github/tokenaudit/rules/";

    private Examples() {}

    /** The text of a rule's examples by their file's name: first what is bad, then how it is fixed, then what is good. */
    static SortedMap<String, String> of(RuleInfo rule) throws IOException {
        Path engine = engine();
        if (Files.isDirectory(engine)) {
            return in(engine.resolve(FOLDER + rule.id()));
        }
        try (FileSystem jar = FileSystems.newFileSystem(engine)) {
            return in(jar.getPath(FOLDER + rule.id()));
        }
    }

    /** The engine's jar; its folder of classes in a build that has not packaged it yet. */
    private static Path engine() throws IOException {
        try {
            return Path.of(RuleInfo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the engine lies in no file", e);
        }
    }

    private static SortedMap<String, String> in(Path folder) throws IOException {
        SortedMap<String, String> examples = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".expect"))
                    .toList();
            for (Path file : files) {
                examples.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return examples;
    }
}
