package io.github.tokenaudit.rules.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.rules.token.ProgramCall.Word;
import io.github.tokenaudit.source.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expectations are what a POSIX shell makes of the same script. */
class ShellScriptTest {

    private static final Field FIELD = Embedded.documents("script: there").get(0);

    private static List<List<String>> commands(String script) {
        return ShellScript.commands(new Word(script, FIELD)).stream()
                .map(command -> command.stream().map(Word::text).toList())
                .toList();
    }

    @Test
    void splitsCommandsAtTheEndsOfLinesAndAtOperators() {
        assertThat(commands("a 1; b\nc & d && e | f -x"))
                .containsExactly(
                        List.of("a", "1"), List.of("b"), List.of("c"), List.of("d"), List.of("e"), List.of("f", "-x"));
    }

    @Test
    void findsTheCommandAfterAComment() {
        assertThat(commands("# what it does\nexec api # and how\nlast"))
                .containsExactly(List.of("exec", "api"), List.of("last"));
        assertThat(commands("api a#b # to the very end")).containsExactly(List.of("api", "a#b"));
    }

    @Test
    void takesWhatIsEscapedAsItIs() {
        assertThat(commands("api my\\ file \\; \\#no \\\""))
                .containsExactly(List.of("api", "my file", ";", "#no", "\""));
        assertThat(commands("api \\\n  --flag=a\\\nb"))
                .as("lines that go on")
                .containsExactly(List.of("api", "--flag=ab"));
        assertThat(commands("api \\")).as("nothing to escape").containsExactly(List.of("api", "\\"));
    }

    @Test
    void takesWhatIsQuotedAsOneWord() {
        assertThat(commands("api 'a;b \\ \"c\"' x\"y z\"x ''"))
                .containsExactly(List.of("api", "a;b \\ \"c\"", "xy zx", ""));
    }

    @Test
    void escapesInDoubleQuotesOnlyWhatMeansSomethingThere() {
        assertThat(commands("api \"a\\\"b\" \"\\$x \\` \\\\\" \"a\\d\" \"go\\\non\""))
                .containsExactly(List.of("api", "a\"b", "$x ` \\", "a\\d", "goon"));
    }

    @Test
    void takesAQuoteThatNobodyClosesToTheEnd() {
        assertThat(commands("api 'to the end; of it")).containsExactly(List.of("api", "to the end; of it"));
        assertThat(commands("api \"to the end\\")).containsExactly(List.of("api", "to the end\\"));
    }

    @Test
    void passesOverKeywordsWhereACommandBeginsOnly() {
        assertThat(commands("if test; then exec api; else ! api if; fi"))
                .containsExactly(List.of("test"), List.of("exec", "api"), List.of("api", "if"), List.of("fi"));
    }

    @Test
    void findsNothingInAnEmptyScript() {
        assertThat(commands(" \n;\n")).isEmpty();
    }
}
