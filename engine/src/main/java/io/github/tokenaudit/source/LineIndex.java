package io.github.tokenaudit.source;

import java.util.Arrays;

/**
 * Turns offsets of a text into lines and columns as editors count them: a line ends with LF, CRLF or CR. (YAML 1.1
 * also breaks at NEL, LS and PS; no editor does.) Finds lines as far as somebody asks: of most files, which hold one
 * long definition that nobody reads, only the first few matter.
 */
final class LineIndex {

    private final String file;
    private final String text;
    private final boolean loneReturns;
    private int[] starts = new int[64];
    private int lines = 1;
    private boolean complete;
    private int lastLine;
    private int lastOffset;
    private int lastColumn = 1;

    LineIndex(String file, String text) {
        this.file = file;
        this.text = text;
        this.loneReturns = hasLoneReturn(text);
    }

    private void findLinesUpTo(int offset) {
        while (!complete && starts[lines - 1] <= offset) {
            int next = nextBreak(text, starts[lines - 1], loneReturns);
            complete = next < 0;
            if (!complete) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = next;
            }
        }
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

    /** The span between two offsets of the text. */
    Location span(int start, int end) {
        int line = line(start);
        int endLine = end < start ? line : line(end);
        return new Location(file, line + 1, column(line, start), endLine + 1, column(endLine, Math.max(start, end)));
    }

    private int line(int offset) {
        findLinesUpTo(offset);
        if (starts[lastLine] <= offset && (lastLine + 1 == lines || offset < starts[lastLine + 1])) {
            return lastLine;
        }
        int found = Arrays.binarySearch(starts, 0, lines, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** Counts on from the place asked for last, so that a file without line breaks takes no quadratic time. */
    private int column(int line, int offset) {
        if (line != lastLine || offset < lastOffset) {
            lastLine = line;
            lastOffset = starts[line];
            lastColumn = 1;
        }
        lastColumn += text.codePointCount(lastOffset, offset);
        lastOffset = offset;
        return lastColumn;
    }
}
