package io.github.tokenaudit.rules.token;

import java.util.regex.Pattern;

/** Values that somebody fills in later, and that therefore are no credentials yet. */
final class Unfilled {

    /** {@code ${TOKEN}}, {@code $(TOKEN)}, {@code $TOKEN}, {@code {{ .token }}}, {@code <token>}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$[\\w{(]|\\{\\{|^<.*>$");

    private static final Pattern WORD = Pattern.compile(
            "redacted|omitted|change.?me|placeholder|replace|your[-_ .]|x{4}|\\*{3}|\\.{3}", Pattern.CASE_INSENSITIVE);

    /** A longer text is no word for people; by chance, base64 may spell one. */
    private static final int LONGEST_WORD = 64;

    private Unfilled() {}

    /** Whether a value is empty, names a variable, or tells people to put something in its place. */
    static boolean is(String value) {
        return value.isBlank()
                || VARIABLE.matcher(value).find()
                || (value.length() <= LONGEST_WORD && WORD.matcher(value).find());
    }
}
