package io.github.tokenaudit.report;

import java.util.regex.Pattern;

/** Keeps tokens out of reports. */
public final class Redaction {

    /**
     * A JSON Web Token (RFC 7519): its header is a JSON object, so that its base64url always begins so. In a Secret's
     * data the whole of it is encoded once more.
     */
    private static final Pattern TOKEN = Pattern.compile("(eyJ|ZXlK)[A-Za-z0-9_+/=-]{8,}(\\.[A-Za-z0-9_-]*)*");

    private Redaction() {}

    /** A line of text without the tokens in it; what begins like one keeps its first three or four characters. */
    public static String redact(String line) {
        return TOKEN.matcher(line).replaceAll("$1…(redacted)");
    }
}
