package io.github.tokenaudit.source;

import java.util.Arrays;

/**
 * Turns offsets of a text into lines and columns as editors count them: a line ends with LF, CRLF or CR, a column is a
 * Unicode code point. (YAML 1.1 also breaks lines at NEL, LS and PS; no editor does.) Begins at a line whose number is
 * known, and finds lines as far as somebody asks: of most documents, which hold one long definition that nobody reads,
 * only the first few matter.
 */
final class LineIndex {

    private final Text text;
    private final int firstLine;
    private int[] starts = new int[16];
    private int lines = 1;
    private boolean complete;
    private int lastLine;
    private int lastOffset;
    private int lastColumn = 1;

    /**
     * @param start where the first line starts that somebody may ask for
     * @param firstLine that line's number, from 0
     */
    LineIndex(Text text, int start, int firstLine) {
        this.text = text;
        this.firstLine = firstLine;
        this.starts[0] = start;
        this.lastOffset = start;
    }

    /** The span between two offsets of the text. */
    Location span(int start, int end) {
        int line = line(start);
        int column = column(line, start);
        int endLine = end < start ? line : line(end);
        int endColumn = column(endLine, Math.max(start, end));
        return new Location(text.file(), firstLine + line + 1, column, firstLine + endLine + 1, endColumn);
    }

    /** The span between two places, lines and columns counted from 0, lines from the first one that may be asked for. */
    Location span(int line, int column, int endLine, int endColumn) {
        return new Location(text.file(), firstLine + line + 1, column + 1, firstLine + endLine + 1, endColumn + 1);
    }

    /** Where the first line starts that may be asked for. */
    int start() {
        return starts[0];
    }

    private int line(int offset) {
        findLinesUpTo(offset);
        for (int line = lastLine; line < lines && line <= lastLine + 1; line++) {
            if (starts[line] <= offset && (line + 1 == lines || offset < starts[line + 1])) {
                return line;
            }
        }
        int found = Arrays.binarySearch(starts, 0, lines, offset);
        return found >= 0 ? found : -found - 2;
    }

    private void findLinesUpTo(int offset) {
        while (!complete && starts[lines - 1] <= offset) {
            int next = text.afterBreak(starts[lines - 1]);
            complete = next < 0;
            if (!complete) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = next;
            }
        }
    }

    /** Counts on from the place asked for last, so that a file without line breaks takes no quadratic time. */
    private int column(int line, int offset) {
        if (line != lastLine || offset < lastOffset) {
            lastLine = line;
            lastOffset = starts[line];
            lastColumn = 1;
        }
        for (; lastOffset < offset; lastOffset++) {
            if (!Text.continuesCharacter(text.at(lastOffset))) {
                lastColumn++;
            }
        }
        return lastColumn;
    }
}
