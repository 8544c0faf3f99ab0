package io.github.tokenaudit.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Parts of a text put together for a parser, which remember where in the text each of them stood. */
final class Excerpt {

    private final byte[] bytes;
    private final String content;
    private final int[] starts;
    private final int[] textStarts;
    private final int parts;
    private int lastIndex;
    private int lastByte;

    private Excerpt(byte[] bytes, int[] starts, int[] textStarts, int parts) {
        this.bytes = bytes;
        this.content = new String(bytes, StandardCharsets.UTF_8);
        this.starts = starts;
        this.textStarts = textStarts;
        this.parts = parts;
    }

    static Excerpt of(Text text, int start, int end) {
        return new Excerpt(text.copy(start, end), new int[] {0}, new int[] {start}, 1);
    }

    static Builder builder(Text text) {
        return new Builder(text);
    }

    String content() {
        return content;
    }

    /** Whether this is one part of a text, from an offset on, in which every byte is a character. */
    boolean isAsciiFrom(int start) {
        return parts == 1 && textStarts[0] == start && isAscii();
    }

    private boolean isAscii() {
        return content.length() == bytes.length;
    }

    /** Where in the text a code point of the content stands. Cheapest when asked for one near the last. */
    int offsetOfCodePoint(int index) {
        return textOffset(byteOf(index, 1));
    }

    /** Where in the text a char of the content stands. Not to be mixed with {@link #offsetOfCodePoint}. */
    int offsetOfChar(int index) {
        return textOffset(byteOf(index, 2));
    }

    /**
     * Goes on from the place asked for last.
     *
     * @param astral for how many a character of four bytes counts
     */
    private int byteOf(int index, int astral) {
        if (isAscii()) {
            return index;
        }
        while (lastIndex > index) {
            lastByte--;
            lastIndex -= width(bytes[lastByte], astral);
        }
        while (lastByte < bytes.length && (lastIndex < index || Text.continuesCharacter(bytes[lastByte]))) {
            lastIndex += width(bytes[lastByte], astral);
            lastByte++;
        }
        return lastByte;
    }

    private static int width(byte b, int astral) {
        if (b >= 0) {
            return 1;
        }
        if (Text.continuesCharacter(b)) {
            return 0;
        }
        return (b & 0xF0) == 0xF0 ? astral : 1;
    }

    private int textOffset(int index) {
        int found = Arrays.binarySearch(starts, 0, parts, index);
        int part = found >= 0 ? found : -found - 2;
        return textStarts[part] + index - starts[part];
    }

    /** Collects parts in rising order. */
    static final class Builder {
        private final Text text;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream(512);
        private int[] starts = new int[8];
        private int[] textStarts = new int[8];
        private int parts;
        private int textEnd = -1;

        private Builder(Text text) {
            this.text = text;
        }

        void add(int start, int end) {
            if (start != textEnd) {
                if (parts == starts.length) {
                    starts = Arrays.copyOf(starts, parts * 2);
                    textStarts = Arrays.copyOf(textStarts, parts * 2);
                }
                starts[parts] = content.size();
                textStarts[parts++] = start;
            }
            content.writeBytes(text.copy(start, end));
            textEnd = end;
        }

        Excerpt build() {
            if (parts == 0) {
                add(text.start(), text.start());
            }
            return new Excerpt(content.toByteArray(), starts, textStarts, parts);
        }
    }
}
