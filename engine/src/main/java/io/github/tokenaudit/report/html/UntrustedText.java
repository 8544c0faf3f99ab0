package io.github.tokenaudit.report.html;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import org.jspecify.annotations.Nullable;

/**
 * What every text from outside passes on its way into the page. Besides the escaping that the template engine does for
 * each context, it is bounded, and characters that a reader can't see but that change what is seen (controls, direction
 * overrides, zero-width marks: "Trojan Source", CVE-2021-42574) are told by their code.
 */
final class UntrustedText extends OwaspHtmlTemplateOutput {

    /** Longer texts are cut; names in Kubernetes have at most 253 characters. */
    static final int LONGEST = 2_000;

    UntrustedText(TemplateOutput output) {
        super(output);
    }

    @Override
    public void writeUserContent(@Nullable String value) {
        super.writeUserContent(value == null ? null : visible(bounded(value)));
    }

    /** A text as it is, or its beginning and how much more there is. */
    static String bounded(String text) {
        return text.length() <= LONGEST
                ? text
                : Words.head(text, LONGEST) + "… (" + (text.length() - LONGEST) + " more characters)";
    }

    private static String visible(String text) {
        if (text.codePoints().noneMatch(UntrustedText::isHidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                visible.append("[U+").append(hex(c)).append(']');
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint != '\n' && codePoint != '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String hex(int codePoint) {
        String digits = Integer.toHexString(codePoint).toUpperCase(java.util.Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
