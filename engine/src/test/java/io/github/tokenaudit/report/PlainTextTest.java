package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "terminal escape | 27 | \\u001b",
                "line feed | 10 | \\u000a",
                "carriage return | 13 | \\u000d",
                "tab | 9 | \\u0009",
                "one-byte CSI | 155 | \\u009b",
                "delete | 127 | \\u007f",
                "right-to-left override | 8238 | \\u202e",
                "isolate | 8294 | \\u2066",
                "line separator | 8232 | \\u2028",
                "zero width space | 8203 | \\u200b",
                "byte order mark | 65279 | \\ufeff",
                "private use | 57344 | \\ue000",
                "no character | 65535 | \\uffff",
                "tag letter | 917601 | \\U000e0061",
            })
    void showsWhatCantBeSeenByItsNumber(String what, int codePoint, String shown) {
        assertThat(PlainText.visible("a" + Character.toString(codePoint) + "b"))
                .as(what)
                .isEqualTo("a" + shown + "b");
    }

    @Test
    void showsALoneSurrogateByItsNumber() {
        assertThat(PlainText.visible("a\ud800b")).isEqualTo("a\\ud800b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spec.containers[0]", "für Müller", "名前", "👍", "${HOME} <b>"})
    void leavesWhatCanBeSeenAsItIs(String text) {
        assertThat(PlainText.visible(text)).isEqualTo(text);
    }

    @Test
    void shortensALongNameInItsMiddleAndKeepsTheSentence() {
        String text = "the token of account " + "a".repeat(100_000) + "z is mounted";

        assertThat(PlainText.bounded(text))
                .startsWith("the token of account aaa")
                .contains("...")
                .endsWith("aaz is mounted")
                .hasSizeLessThan(450);
    }

    @Test
    void leavesANameThatKubernetesAcceptsAsItIs() {
        String name = "ValidatingAdmissionPolicyBinding/" + "n".repeat(63) + "/" + "a".repeat(253);

        assertThat(PlainText.bounded(name)).isEqualTo(name);
    }

    @Test
    void replacesHalfCharacters() {
        assertThat(PlainText.bounded("a\ud83d\udc4d \ud83d \udc4d\ud83d"))
                .isEqualTo("a\ud83d\udc4d \ufffd \ufffd\ufffd");
    }

    @Test
    void boundsATextOfManyShortWords() {
        assertThat(PlainText.bounded("many words ".repeat(10_000)))
                .hasSize(4_000)
                .endsWith("...");
    }

    @Test
    void neverCutsACharacterInTwo() {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            int length = 401 + random.nextInt(30);
            while (text.length() < length) {
                text.append(random.nextBoolean() ? "a" : "👍");
            }
            String bounded = PlainText.bounded(text.toString());

            assertThat(PlainText.visible(bounded)).doesNotContain("\\ud");
            assertThat(bounded).contains("...").hasSizeBetween(395, 400);
        }
    }
}
