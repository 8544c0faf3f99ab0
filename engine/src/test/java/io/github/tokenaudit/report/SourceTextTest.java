package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.AuditRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTextTest {

    @TempDir
    Path folder;

    @Test
    void givesTheTextOfAFileByTheNameThatReportsCallIt() throws IOException {
        assertThat(textOf("kind: Pod\n".getBytes(StandardCharsets.UTF_8))).contains("kind: Pod\n");
    }

    @Test
    void leavesOutTheByteOrderMarkAsPlacesDo() throws IOException {
        assertThat(textOf("\uFEFFkind: Pod".getBytes(StandardCharsets.UTF_8))).contains("kind: Pod");
        assertThat(textOf("\uFEFFkind: Pod".getBytes(StandardCharsets.UTF_16LE)))
                .contains("kind: Pod");
    }

    @Test
    void hasNoTextForWhatIsNoText() throws IOException {
        assertThat(textOf(new byte[] {'a', 0, 'b'})).isEmpty();
        assertThat(textOf(new byte[] {'a', (byte) 0xFF, 'b'})).isEmpty();
    }

    @Test
    void hasNoTextForAFileThatIsGoneOrWasNeverNamed() {
        SourceText source = SourceText.of(List.of(new AuditRequest.Input(folder.resolve("gone.yaml"), "gone.yaml")));

        assertThat(source.of("gone.yaml")).isEmpty();
        assertThat(source.of("other.yaml")).isEmpty();
    }

    private Optional<String> textOf(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        return SourceText.of(List.of(new AuditRequest.Input(file, "deploy/a.yaml")))
                .of("deploy/a.yaml");
    }
}
