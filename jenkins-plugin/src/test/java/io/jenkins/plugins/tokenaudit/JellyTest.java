package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages that a strict content-security policy blocks nothing of. The build of plugins does not look for this by itself. */
class JellyTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    private static final Pattern INLINE = Pattern.compile(
            "<script|<style|\\son[a-z]+\\s*=|javascript:|\\sstyle\\s*=|checkUrl", Pattern.CASE_INSENSITIVE);

    @Test
    void noViewHasScriptsHandlersOrStylesOfItsOwn() {
        assertThat(views())
                .isNotEmpty()
                .allSatisfy(view -> assertThat(INLINE.matcher(text(view)).results())
                        .as(view.toString())
                        .isEmpty());
    }

    @Test
    void theSearchForThemFindsThem() {
        assertThat(List.of(
                        "<script>x()</script>",
                        "<a onclick='x()'>",
                        "<A HREF=\"javascript:x()\">",
                        "<p style=\"color: red\">"))
                .allMatch(text -> INLINE.matcher(text).find());
    }

    @Test
    void everyViewEscapesWhatItShows() {
        assertThat(views())
                .allSatisfy(view -> assertThat(text(view))
                        .as(view.toString())
                        .startsWith("<?jelly escape-by-default='true'?>")
                        .doesNotContain("<j:out"));
    }

    private static List<Path> views() {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(".jelly")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
