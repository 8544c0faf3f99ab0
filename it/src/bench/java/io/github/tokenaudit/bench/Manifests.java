package io.github.tokenaudit.bench;

import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.source.Document.Reading;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.SourceFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The manifests of a folder, in memory.
 *
 * @param files their bytes by name
 * @param relevant the texts of the documents that the audit parses whole, as far as SnakeYAML can compose them
 */
record Manifests(SortedMap<String, byte[]> files, List<String> relevant) {

    private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATOR = Pattern.compile("^(?=---\\s)", Pattern.MULTILINE);

    /** Reads what is in a folder and has a text in its path. */
    static Manifests of(Path folder, String text) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (MANIFEST.matcher(name).matches() && name.contains(text)) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
        return of(files);
    }

    private static Manifests of(SortedMap<String, byte[]> files) {
        DocumentReader reader = new DocumentReader(Limits.standard(), Cluster::interest);
        List<String> relevant = new ArrayList<>();
        files.forEach((name, bytes) -> {
            for (String text : SEPARATOR.split(new String(bytes, StandardCharsets.UTF_8))) {
                SourceFile part = reader.read(name, text.getBytes(StandardCharsets.UTF_8));
                if (part.documents().stream().anyMatch(document -> document.reading() == Reading.WHOLE)
                        && isComposable(text)) {
                    relevant.add(text);
                }
            }
        });
        return new Manifests(files, List.copyOf(relevant));
    }

    private static boolean isComposable(String text) {
        try {
            compose(text);
            return true;
        } catch (YAMLException kubernetesIsMoreLenient) {
            return false;
        }
    }

    /** What SnakeYAML makes of a text: how many documents. */
    static int compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        int documents = 0;
        for (Object document : new Yaml(options).composeAll(new StringReader(text))) {
            documents += document == null ? 0 : 1;
        }
        return documents;
    }

    /** The same so many times over, each copy in a folder of its own. */
    Manifests times(int copies) {
        SortedMap<String, byte[]> all = new TreeMap<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            String folder = "copy-" + i + "/";
            files.forEach((name, bytes) -> all.put(folder + name, bytes));
            texts.addAll(relevant);
        }
        return new Manifests(all, texts);
    }

    @Override
    public String toString() {
        return String.format(
                "%,d files, %,d bytes; %,d relevant documents, %,d characters",
                files.size(),
                files.values().stream().mapToLong(bytes -> bytes.length).sum(),
                relevant.size(),
                relevant.stream().mapToLong(String::length).sum());
    }
}
