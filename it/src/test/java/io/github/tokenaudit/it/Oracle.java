package io.github.tokenaudit.it;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The second opinion: the Go program in {@code oracle/}, which reads manifests with Kubernetes' own parser and shares
 * nothing with the engine.
 */
final class Oracle {

    private static final Path SOURCES = Path.of("oracle");
    private static final Path PROGRAM = Path.of("target", "oracle").toAbsolutePath();

    /** What it says. Names of files are relative to the folder that it ran in. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(List<File> files, List<Workload> workloads, List<ServiceAccount> serviceAccounts) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record File(String file, List<Document> documents) {}

    /** {@code refused} is the parser's message; null when it read the document. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Document(int index, int line, @Nullable String refused) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Workload(
            String file,
            int document,
            String kind,
            String namespace,
            String name,
            boolean tokenAutomounted,
            String why) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ServiceAccount(String file, String namespace, String name) {}

    private Oracle() {}

    /** Whether there is a Go that can build it. */
    static boolean isAvailable() throws InterruptedException {
        try {
            return new ProcessBuilder("go", "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noGo) {
            return false;
        }
    }

    /** Builds it, and asks it about paths that are relative to a folder. */
    static Report ask(Path folder, List<String> paths) throws IOException, InterruptedException {
        run(SOURCES, List.of("go", "build", "-o", PROGRAM.toString(), "."));
        Path report = Files.createTempFile("oracle", ".json");
        try {
            run(
                    folder,
                    Stream.concat(Stream.of(PROGRAM.toString(), "-o", report.toString()), paths.stream())
                            .toList());
            return new ObjectMapper().readValue(report.toFile(), Report.class);
        } finally {
            Files.delete(report);
        }
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
        }
    }
}
