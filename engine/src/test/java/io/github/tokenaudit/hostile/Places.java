package io.github.tokenaudit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.source.Location;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The places that a file has, counted in another way than the reader counts them. */
final class Places {

    private static final Pattern BREAK = Pattern.compile("\r\n|\r|\n");

    private final String file;
    private final List<String> lines;

    Places(String file, byte[] bytes) {
        this.file = file;
        String text = new String(bytes, charset(bytes));
        this.lines = List.of(BREAK.split(text.startsWith("\uFEFF") ? text.substring(1) : text, -1));
    }

    private static Charset charset(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        return mark == 0xFEFF
                ? StandardCharsets.UTF_16BE
                : mark == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    void assertHas(Location location) {
        assertThat(location.file()).isEqualTo(file);
        assertHas(location, location.line(), location.column());
        assertHas(location, location.endLine(), location.endColumn());
        assertThat(location.endLine()).as("end of %s", location).isGreaterThanOrEqualTo(location.line());
        if (location.line() == location.endLine()) {
            assertThat(location.endColumn()).as("end of %s", location).isGreaterThanOrEqualTo(location.column());
        }
    }

    private void assertHas(Location location, int line, int column) {
        assertThat(line).as("line in %s", location).isBetween(1, lines.size());
        String text = lines.get(line - 1);
        // The place behind a line break counts to the line that it ends.
        assertThat(column).as("column in %s", location).isBetween(1, text.codePointCount(0, text.length()) + 2);
    }
}
