package io.github.tokenaudit.report;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps credentials out of excerpts of the input. Works on single lines, without knowing what they belong to, so it
 * rather takes away too much than too little.
 */
public final class Redaction {

    /** What stands in the place of a credential. */
    public static final String REDACTED = "‹redacted›";

    /** What is a credential whatever stands around it. */
    private static final List<Pattern> MARKED = List.of(
            // JSON in base64url, with what follows after dots: a JSON Web Token, be it cut off, or a Docker login.
            Pattern.compile("eyJ[\\w-]{10,}+(?:\\.[\\w-]*+){0,4}+=*+"),
            // OpenShift's access tokens.
            Pattern.compile("\\bsha256~[\\w-]++"),
            // Kubernetes' bootstrap tokens.
            Pattern.compile("(?<![\\w.-])[a-z0-9]{6}\\.(?=[a-z]*+[0-9])[a-z0-9]{16}(?![\\w.-])"));

    /** A password need not look random. */
    private static final Pattern PASSWORD =
            Pattern.compile("(passw(?:or)?d[\"']?\\s*+[:=]\\s*+[\"']?)([^\\s\"',}]++)", Pattern.CASE_INSENSITIVE);

    /** What is a credential if it looks random; the group before it stays. */
    private static final List<Pattern> RANDOM = List.of(
            Pattern.compile("(\\b(?:bearer|basic)[ :]{1,2})([\\w.~+/-]{12,}+=*+)", Pattern.CASE_INSENSITIVE),
            Pattern.compile(
                    "((?:token|secret|key|credential|auth|data)[\\w.-]{0,64}+[\"']?\\s*+[:=]\\s*+[\"']?)([\\w+/-]{20,}+=*+)",
                    Pattern.CASE_INSENSITIVE),
            // A line of its own: part of a key in PEM, or of a long value.
            Pattern.compile("^(\\s*+)([\\w.+/-]{32,}+=*+)(?=[\"']?\\s*+$)"),
            // So long that nobody reads it, under any name.
            Pattern.compile("()([\\w+/-]{100,}+=*+)"));

    private Redaction() {}

    /**
     * A line with everything replaced that looks like a token, a key or a password. The names before them stay.
     *
     * @param line one line of text, without its end
     */
    public static String redact(String line) {
        String text = line;
        for (Pattern pattern : MARKED) {
            text = pattern.matcher(text).replaceAll(REDACTED);
        }
        text = PASSWORD.matcher(text).replaceAll("$1" + REDACTED);
        for (Pattern pattern : RANDOM) {
            text = pattern.matcher(text).replaceAll(Redaction::redactedIfRandom);
        }
        return text;
    }

    private static String redactedIfRandom(MatchResult found) {
        String value = isRandom(found.group(2)) ? REDACTED : found.group(2);
        return Matcher.quoteReplacement(found.group(1) + value);
    }

    /** Base64 mixes cases and digits, hexadecimal has digits; names and paths are words between hyphens and slashes. */
    private static boolean isRandom(String value) {
        boolean upper = value.chars().anyMatch(Character::isUpperCase);
        boolean lower = value.chars().anyMatch(Character::isLowerCase);
        boolean digit = value.chars().anyMatch(Character::isDigit);
        boolean words = value.chars().anyMatch(c -> c == '-' || c == '/' || c == '.');
        return value.endsWith("=") || (upper && lower && digit) || (digit && !words);
    }
}
