package io.github.tokenaudit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of a sentence in which backticks set off what is code, and asterisks a word to stress.
 *
 * @param text without what sets it off
 * @param style how it is set off
 */
public record Prose(String text, Style style) {

    /** How a piece is set off. */
    public enum Style {
        /** Not at all. */
        PLAIN,
        /** It is code: a name, a field, a command. */
        CODE,
        /** It is stressed. */
        STRESSED
    }

    /** One word, so that the stars of rules and patterns stay what they are. */
    private static final Pattern STRESSED = Pattern.compile("(?<![*\\w/])\\*([A-Za-z]+)\\*(?![*\\w/])");

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
            addPlain(pieces, sentence.substring(done, open));
            pieces.add(new Prose(sentence.substring(open + 1, close), Style.CODE));
            done = close + 1;
            open = sentence.indexOf('`', done);
        }
        addPlain(pieces, sentence.substring(done));
        return pieces;
    }

    /** A sentence without what sets its pieces off. */
    public static String plain(String text) {
        return of(text).stream().map(Prose::text).collect(Collectors.joining());
    }

    private static void addPlain(List<Prose> pieces, String text) {
        Matcher stressed = STRESSED.matcher(text);
        int done = 0;
        while (stressed.find()) {
            pieces.add(new Prose(text.substring(done, stressed.start()), Style.PLAIN));
            pieces.add(new Prose(stressed.group(1), Style.STRESSED));
            done = stressed.end();
        }
        pieces.add(new Prose(text.substring(done), Style.PLAIN));
    }
}
