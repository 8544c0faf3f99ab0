package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.source.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON Web Token says openly (RFC 7519, in the compact serialization of RFC 7515). The signature, without which
 * nobody accepts the token, is not kept.
 *
 * @param issuer the claim {@code iss}; null when absent
 * @param subject the claim {@code sub}; null when absent
 * @param expiry the claim {@code exp}; null when the token never expires
 */
record Jwt(
        @Nullable String issuer,
        @Nullable String subject,
        @Nullable Instant expiry) {

    /** How base64url begins for a JSON object with a name in it, and so for every header and payload. */
    private static final String START = "eyJ";

    /** Tokens travel in HTTP headers, which are shorter than this. */
    private static final int MAXIMUM_LENGTH = 16_384;

    private static final int MAXIMUM_TOKENS = 100;

    private static final Field NOTHING = Embedded.documents("{}").get(0);

    /** The end of the year 9999: the largest date that people can read. */
    private static final double LAST_SECOND = 253_402_300_799d;

    /**
     * The tokens in a text, at most a hundred. Three parts count as a token when the first two decode as JSON objects
     * and these have an algorithm and a claim that tells who issued the token, for whom, to whom or for how long.
     */
    static List<Jwt> in(String text) {
        List<Jwt> tokens = new ArrayList<>();
        int start = text.indexOf(START);
        while (start >= 0 && tokens.size() < MAXIMUM_TOKENS) {
            int headerEnd = endOfPart(text, start);
            int payloadEnd = isDot(text, headerEnd) ? endOfPart(text, headerEnd + 1) : headerEnd;
            int end = isDot(text, payloadEnd) ? endOfPart(text, payloadEnd + 1) : payloadEnd;
            boolean threeParts = payloadEnd > headerEnd && end > payloadEnd + 1;
            boolean begins = start == 0 || !isPartOfToken(text.charAt(start - 1));
            if (threeParts && begins && end - start <= MAXIMUM_LENGTH) {
                Jwt token = of(text.substring(start, headerEnd), text.substring(headerEnd + 1, payloadEnd));
                if (token != null) {
                    tokens.add(token);
                }
            }
            start = text.indexOf(START, end);
        }
        return tokens;
    }

    /** Whether nobody accepts it any more on a day. */
    boolean hasExpired(LocalDate day) {
        return expiry != null && lastDay(expiry).isBefore(day);
    }

    /** What it says on a day: {@code system:serviceaccount:a:b, issued by …, valid until …}. */
    String describe(LocalDate day) {
        return (subject == null ? "" : Texts.shown(subject) + ", ")
                + (issuer == null ? "" : "issued by " + Texts.shown(issuer) + ", ")
                + life(day);
    }

    private String life(LocalDate day) {
        if (expiry == null) {
            return "never expires";
        }
        return (hasExpired(day) ? "expired on " : "valid until ") + lastDay(expiry);
    }

    private static LocalDate lastDay(Instant expiry) {
        return LocalDate.ofInstant(expiry, ZoneOffset.UTC);
    }

    private static @Nullable Jwt of(String encodedHeader, String encodedPayload) {
        String header = decoded(encodedHeader);
        // A look before the parser is called: most texts that begin like a token are none.
        if (!header.contains("\"alg\"") || parsed(header).get("alg").text() == null) {
            return null;
        }
        Field claims = parsed(decoded(encodedPayload));
        boolean identifies = Stream.of("iss", "sub", "aud", "exp")
                .anyMatch(claim -> claims.get(claim).isSet());
        return identifies
                ? new Jwt(claims.get("iss").text(), claims.get("sub").text(), instant(claims.get("exp")))
                : null;
    }

    /** The text behind base64url; empty when it is none. */
    private static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /** The object that a JSON text is; a field without any children when it is none. */
    private static Field parsed(String json) {
        List<Field> documents = Embedded.documents(json);
        return documents.isEmpty() ? NOTHING : documents.get(0);
    }

    private static int endOfPart(String text, int from) {
        int end = from;
        while (end < text.length() && isPartOfToken(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDot(String text, int at) {
        return at < text.length() && text.charAt(at) == '.';
    }

    private static boolean isPartOfToken(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || c == '-' || c == '_';
    }

    /** A NumericDate (RFC 7519, section 2): seconds, perhaps with a fraction. */
    private static @Nullable Instant instant(Field date) {
        String text = date.text();
        if (text == null) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(text);
            return Instant.ofEpochSecond((long) Math.max(0, Math.min(seconds, LAST_SECOND)));
        } catch (NumberFormatException noDate) {
            return null;
        }
    }
}
