package io.github.tokenaudit.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text from manifests fit for reports. Whoever writes a manifest chooses its names and values, so they may hold
 * anything: terminal escapes, line breaks that forge log lines, characters that turn the reading direction around,
 * 100 kB of one letter.
 */
public final class PlainText {

    /** Longer than {@code Kind/namespace/name} of any object that Kubernetes accepts (names end at 253). */
    private static final int LONGEST_WORD = 400;

    private static final int LONGEST_TEXT = 4_000;
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");
    private static final Pattern WORD = Pattern.compile("\\S++");
    private static final String CUT = "...";

    private PlainText() {}

    /**
     * Shortens overlong words in their middle, so that the sentence around them survives, and overlong texts; half
     * characters (lone surrogates), which not every reader of JSON accepts, become U+FFFD.
     */
    public static String bounded(String text) {
        String whole = HALF.matcher(text).replaceAll("\ufffd");
        if (whole.length() <= LONGEST_WORD) {
            return whole;
        }
        String words = WORD.matcher(whole).replaceAll(word -> Matcher.quoteReplacement(shortened(word.group())));
        return words.length() <= LONGEST_TEXT ? words : head(words, LONGEST_TEXT - CUT.length()) + CUT;
    }

    private static String shortened(String word) {
        if (word.length() <= LONGEST_WORD) {
            return word;
        }
        int half = (LONGEST_WORD - CUT.length()) / 2;
        int tail = word.length() - half;
        boolean splitsPair = Character.isLowSurrogate(word.charAt(tail));
        return head(word, half) + CUT + word.substring(splitsPair ? tail + 1 : tail);
    }

    private static String head(String text, int length) {
        boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }

    /**
     * The text on one line, with every character that can't be seen, or changes how others are seen, shown by its
     * number, as <code>&#92;u001b</code>: controls, line and paragraph separators, formats (reading direction, zero
     * width), lone surrogates, what Unicode keeps for private use or says is no character.
     */
    public static String visible(String text) {
        if (text.codePoints().noneMatch(PlainText::isHidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                visible.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        boolean noCharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
        return noCharacter
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }
}
