package io.github.tokenaudit.source;

import java.util.Comparator;

/**
 * A span of text in an input file.
 *
 * @param file the file's name as the audit was given it, with {@code /}
 * @param line first line, from 1
 * @param column first column, from 1, counted in Unicode code points
 * @param endLine last line, from 1
 * @param endColumn the column just behind the last character
 */
public record Location(String file, int line, int column, int endLine, int endColumn) implements Comparable<Location> {

    private static final Comparator<Location> ORDER = Comparator.comparing(Location::file)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column)
            .thenComparingInt(Location::endLine)
            .thenComparingInt(Location::endColumn);

    /** The place of a whole file: its first character. */
    public static Location startOf(String file) {
        return new Location(file, 1, 1, 1, 1);
    }

    /** From the start of this span to the end of the other one, which stands behind it in the same file. */
    public Location to(Location end) {
        return new Location(file, line, column, end.endLine, end.endColumn);
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}, which terminals and editors make clickable. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
