package io.github.tokenaudit.source;

import java.util.Arrays;

/** Parts of a text put together for the parser, which remember where in the text each of them stood. */
final class Excerpt {

    private final String content;
    private final int[] contentStarts;
    private final int[] textStarts;
    private final int parts;
    private final boolean astral;
    private int lastCodePoint;
    private int lastOffset;

    private Excerpt(String content, int[] contentStarts, int[] textStarts, int parts) {
        this.content = content;
        this.contentStarts = contentStarts;
        this.textStarts = textStarts;
        this.parts = parts;
        this.astral = hasSurrogate(content);
    }

    /** A plain loop: a stream of code points takes as long as the parsing. */
    private static boolean hasSurrogate(String content) {
        for (int i = 0; i < content.length(); i++) {
            if (Character.isSurrogate(content.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static Excerpt of(String text, int start, int end) {
        return new Excerpt(text.substring(start, end), new int[] {0}, new int[] {start}, 1);
    }

    static Builder builder(String text) {
        return new Builder(text);
    }

    String content() {
        return content;
    }

    /** Where in the text a code point of the content stands. Cheapest when asked in rising order. */
    int offsetOfCodePoint(int codePoint) {
        if (!astral) {
            return offsetOfChar(codePoint);
        }
        lastOffset = content.offsetByCodePoints(lastOffset, codePoint - lastCodePoint);
        lastCodePoint = codePoint;
        return offsetOfChar(lastOffset);
    }

    /** Where in the text a char of the content stands. */
    int offsetOfChar(int index) {
        int found = Arrays.binarySearch(contentStarts, 0, parts, index);
        int part = found >= 0 ? found : -found - 2;
        return textStarts[part] + index - contentStarts[part];
    }

    /** Collects parts in rising order. */
    static final class Builder {
        private final String text;
        private final StringBuilder content = new StringBuilder();
        private int[] contentStarts = new int[8];
        private int[] textStarts = new int[8];
        private int parts;
        private int textEnd = -1;

        private Builder(String text) {
            this.text = text;
        }

        void add(int start, int end) {
            if (start != textEnd) {
                if (parts == contentStarts.length) {
                    contentStarts = Arrays.copyOf(contentStarts, parts * 2);
                    textStarts = Arrays.copyOf(textStarts, parts * 2);
                }
                contentStarts[parts] = content.length();
                textStarts[parts++] = start;
            }
            content.append(text, start, end);
            textEnd = end;
        }

        Excerpt build() {
            if (parts == 0) {
                add(0, 0);
            }
            return new Excerpt(content.toString(), contentStarts, textStarts, parts);
        }
    }
}
