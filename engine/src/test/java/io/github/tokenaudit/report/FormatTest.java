package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsLabelHoweverPeopleWriteIt(Format format) {
        assertThat(Format.ofLabel(format.label())).isEqualTo(format);
        assertThat(Format.ofLabel(" " + format.name() + "\n")).isEqualTo(format);
    }

    @Test
    void hasTheFileNamesThatOtherToolsRelyOn() {
        assertThat(Format.values())
                .extracting(Format::fileName)
                .containsExactly("token-audit.json", "token-audit.sarif", "token-audit.html", "token-audit.junit.xml");
    }

    @ParameterizedTest
    @CsvSource({"jsn, json", "sarfi, sarif", "xhtml, html", "junit5, junit"})
    void suggestsTheNearestRightWord(String wrong, String right) {
        assertThatThrownBy(() -> Format.ofLabel(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no report format \"" + wrong + "\"; did you mean \"" + right
                        + "\"? The formats are json, sarif, html, junit");
    }

    @Test
    void suggestsNothingForAWordThatIsNearToNone() {
        assertThatThrownBy(() -> Format.ofLabel("spreadsheet"))
                .hasMessage("there is no report format \"spreadsheet\". The formats are json, sarif, html, junit");
    }
}
