package io.github.tokenaudit.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the inputs that fuzzing starts from, and those that it once found, to what the engine promises. */
class HostileInputTest {

    private static final Path INPUTS =
            Path.of("src/fuzz/resources/io/github/tokenaudit/hostile/HostileInputFuzzInputs");

    static Stream<Path> manifests() throws IOException {
        return inputs("manifest");
    }

    static Stream<Path> names() throws IOException {
        return inputs("names");
    }

    static Stream<Path> policies() throws IOException {
        return inputs("policy");
    }

    static Stream<Path> reports() throws IOException {
        return inputs("report");
    }

    static Stream<Path> texts() throws IOException {
        return inputs("text");
    }

    private static Stream<Path> inputs(String folder) throws IOException {
        try (Stream<Path> inputs = Files.list(INPUTS.resolve(folder))) {
            return inputs.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsAnyText(Path input) throws IOException {
        ReadingPromise.of(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void understandsAPolicyOrSaysWhatIsWrong(Path input) throws IOException {
        Promises.ofPolicy(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void understandsAReportOrSaysWhatIsWrong(Path input) throws IOException {
        Promises.ofReport(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void writesWellFormedReportsOfAnyManifest(Path input) throws IOException {
        Promises.ofManifest(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesWellFormedReportsOfAnyNames(Path input) throws IOException {
        Promises.ofNames(new String(Files.readAllBytes(input), StandardCharsets.UTF_8));
    }
}
