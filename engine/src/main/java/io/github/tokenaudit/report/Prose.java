package io.github.tokenaudit.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a sentence in which backticks set off what is code.
 *
 * @param text without the backticks
 * @param code whether it stood between them
 */
public record Prose(String text, boolean code) {

    /** The pieces of a sentence, in order; a backtick without a partner stays as it is. */
    public static List<Prose> of(String text) {
        String sentence = PlainText.bounded(text);
        List<Prose> pieces = new ArrayList<>();
        int done = 0;
        int open = sentence.indexOf('`');
        while (open >= 0) {
            int close = sentence.indexOf('`', open + 1);
            if (close < 0) {
                break;
            }
            pieces.add(new Prose(sentence.substring(done, open), false));
            pieces.add(new Prose(sentence.substring(open + 1, close), true));
            done = close + 1;
            open = sentence.indexOf('`', done);
        }
        pieces.add(new Prose(sentence.substring(done), false));
        return pieces;
    }
}
