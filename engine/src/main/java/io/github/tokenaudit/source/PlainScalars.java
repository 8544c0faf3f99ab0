package io.github.tokenaudit.source;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted scalar means to Kubernetes. Its parser (sigs.k8s.io/yaml on go-yaml v2, {@code resolve.go}) reads
 * YAML 1.1 words as booleans, {@code y} and {@code n} among them, but neither sexagesimal numbers nor underscores in
 * anything that is no number.
 */
final class PlainScalars {

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> SPECIAL_FLOATS = Set.of(
            ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /** Most texts are longer than any of the words above. */
    private static final int LONGEST_WORD = 5;

    /** Any integer of 64 bits has a float that is shorter; reading longer ones takes time that nobody wants to spend. */
    private static final int LONGEST_FLOAT = 40;

    private PlainScalars() {}

    static @Nullable Boolean bool(String text) {
        if (text.length() > LONGEST_WORD) {
            return null;
        }
        if (TRUE.contains(text)) {
            return Boolean.TRUE;
        }
        return FALSE.contains(text) ? Boolean.FALSE : null;
    }

    static boolean isNull(String text) {
        return text.length() <= LONGEST_WORD && NULL.contains(text);
    }

    static boolean isString(String text) {
        if (text.isEmpty() || isNull(text) || bool(text) != null) {
            return false;
        }
        if (!startsLikeNumber(text)) {
            return true;
        }
        return integer(text) == null
                && !SPECIAL_FLOATS.contains(text)
                && !FLOAT.matcher(text.replace("_", "")).matches();
    }

    /**
     * Decimal, {@code 0x}, {@code 0b}, {@code 0o} and old octal, as Go's {@code strconv.ParseInt(plain, 0, 64)}. A float
     * without a fraction is an integer, too, once its YAML is turned into JSON: Helm renders a year of seconds as
     * {@code 3.1536e+07}.
     */
    static @Nullable Long integer(String text) {
        if (!startsLikeNumber(text)) {
            return null;
        }
        Long integer = integerLiteral(text);
        if (integer == null
                && text.length() <= LONGEST_FLOAT
                && FLOAT.matcher(text).matches()) {
            try {
                return new BigDecimal(text).longValueExact();
            } catch (ArithmeticException | NumberFormatException fractionOrTooLarge) {
                return null;
            }
        }
        return integer;
    }

    private static @Nullable Long integerLiteral(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (digits.isEmpty() || !isDigit(digits.charAt(0))) {
            return null;
        }
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            char marker = Character.toLowerCase(digits.charAt(1));
            radix = marker == 'x' ? 16 : marker == 'b' ? 2 : 8;
            digits = digits.substring(isDigit(marker) ? 1 : 2);
            if (digits.isEmpty() || digits.charAt(0) == '-' || digits.charAt(0) == '+') {
                return null;
            }
        }
        try {
            return Long.parseLong(negative ? "-" + digits : digits, radix);
        } catch (NumberFormatException notAnInteger) {
            return null;
        }
    }

    private static boolean startsLikeNumber(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return first == '.' || first == '+' || first == '-' || isDigit(first);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
