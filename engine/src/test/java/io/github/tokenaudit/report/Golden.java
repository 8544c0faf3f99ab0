package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with files under version control; run with {@code -DupdateGolden=true} to write them anew. */
final class Golden {

    private Golden() {}

    static boolean updating() {
        return Boolean.getBoolean("updateGolden");
    }

    /** Asserts that a file, given from the folder of the engine, has this text. */
    static void assertMatches(Path file, String text) throws IOException {
        if (updating()) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("rewrite it with -DupdateGolden=true").hasContent(text);
        assertThat(Files.readString(file)).isEqualTo(text);
    }
}
