package io.github.tokenaudit.hostile;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Looks for inputs that break what the engine promises. What it finds goes among the inputs it starts from. */
class HostileInputFuzz {

    @FuzzTest(maxDuration = "10m")
    void text(byte[] input) {
        ReadingPromise.of(input);
    }

    @FuzzTest(maxDuration = "10m")
    void policy(byte[] input) {
        Promises.ofPolicy(input);
    }

    @FuzzTest(maxDuration = "10m")
    void report(byte[] input) throws IOException {
        Promises.ofReport(input);
    }

    @FuzzTest(maxDuration = "10m")
    void manifest(byte[] input) throws IOException {
        Promises.ofManifest(input);
    }

    @FuzzTest(maxDuration = "10m")
    void names(byte[] input) throws IOException {
        Promises.ofNames(new String(input, StandardCharsets.UTF_8));
    }
}
