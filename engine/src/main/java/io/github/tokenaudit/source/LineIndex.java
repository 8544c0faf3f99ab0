package io.github.tokenaudit.source;

import java.util.Arrays;

/**
 * Turns offsets of a text into lines and columns as editors count them: a line ends with LF, CRLF or CR. (YAML 1.1
 * also breaks at NEL, LS and PS; no editor does.)
 */
final class LineIndex {

    private final String file;
    private final String text;
    private final int[] starts;
    private final int lines;
    private final boolean astral;

    LineIndex(String file, String text) {
        this.file = file;
        this.text = text;
        int[] found = new int[Math.max(16, text.length() / 32)];
        int count = 1;
        boolean loneReturns = hasLoneReturn(text);
        for (int at = nextBreak(text, 0, loneReturns); at >= 0; at = nextBreak(text, at, loneReturns)) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = at;
        }
        this.starts = found;
        this.lines = count;
        this.astral = hasSurrogate(text);
    }

    /** The offset just behind the next line break, or -1. */
    private static int nextBreak(String text, int from, boolean loneReturns) {
        int feed = text.indexOf('\n', from);
        if (loneReturns) {
            int carriage = text.indexOf('\r', from);
            if (carriage >= 0 && (feed < 0 || carriage < feed - 1)) {
                return carriage + 1;
            }
        }
        return feed < 0 ? -1 : feed + 1;
    }

    /** Whether CR ends lines by itself somewhere in the text. */
    static boolean hasLoneReturn(String text) {
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
            if (at + 1 == text.length() || text.charAt(at + 1) != '\n') {
                return true;
            }
        }
        return false;
    }

    /** Whether some characters take two chars. A plain loop: a stream of code points takes as long as the parsing. */
    static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The span between two offsets of the text. */
    Location span(int start, int end) {
        int line = line(start);
        int endLine = end < start ? line : line(end);
        return new Location(file, line + 1, column(line, start), endLine + 1, column(endLine, Math.max(start, end)));
    }

    private int line(int offset) {
        int found = Arrays.binarySearch(starts, 0, lines, offset);
        return found >= 0 ? found : -found - 2;
    }

    private int column(int line, int offset) {
        int start = starts[line];
        return 1 + (astral ? text.codePointCount(start, offset) : offset - start);
    }
}
