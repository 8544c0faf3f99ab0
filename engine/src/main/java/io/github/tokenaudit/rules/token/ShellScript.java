package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.rules.token.ProgramCall.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a shell script into commands and words, as far as it takes to find the call of a program: quotes, escapes,
 * comments and separators (POSIX, Shell Command Language, token recognition). Variables are left as they stand.
 */
final class ShellScript {

    private static final Set<String> KEYWORDS = Set.of("then", "do", "else", "if", "while", "until", "!", "{", "(");

    /** In double quotes, a backslash escapes nothing else. */
    private static final String ESCAPED_IN_QUOTES = "$`\"\\\n";

    private final Word script;
    private final List<List<Word>> commands = new ArrayList<>();
    private List<Word> command = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private ShellScript(Word script) {
        this.script = script;
    }

    /** The commands of a script, each a list of words; all of them stand in the script's field. */
    static List<List<Word>> commands(Word script) {
        return new ShellScript(script).split();
    }

    private List<List<Word>> split() {
        String text = script.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                if (text.charAt(i) != '\n') {
                    take(text.charAt(i));
                }
            } else if (c == '\'' || c == '"') {
                i = quoted(text, i);
            } else if (c == '#' && !inWord) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end - 1;
            } else if (c == '\n' || c == ';' || c == '&' || c == '|') {
                endCommand();
            } else if (Character.isWhitespace(c)) {
                endWord();
            } else {
                take(c);
            }
        }
        endCommand();
        return commands;
    }

    private void take(char c) {
        word.append(c);
        inWord = true;
    }

    /** Takes what stands in quotes; gives the place of the closing one. */
    private int quoted(String text, int open) {
        char quote = text.charAt(open);
        inWord = true;
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            boolean escapes = quote == '"'
                    && text.charAt(i) == '\\'
                    && i + 1 < text.length()
                    && ESCAPED_IN_QUOTES.indexOf(text.charAt(i + 1)) >= 0;
            i += escapes ? 1 : 0;
            if (!escapes || text.charAt(i) != '\n') {
                word.append(text.charAt(i));
            }
            i++;
        }
        return i;
    }

    private void endWord() {
        boolean keyword = command.isEmpty() && KEYWORDS.contains(word.toString());
        if (inWord && !keyword) {
            command.add(new Word(word.toString(), script.field()));
        }
        word.setLength(0);
        inWord = false;
    }

    private void endCommand() {
        endWord();
        if (!command.isEmpty()) {
            commands.add(command);
            command = new ArrayList<>();
        }
    }
}
