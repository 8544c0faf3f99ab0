package io.github.tokenaudit.report.html;

import io.github.tokenaudit.report.Redaction;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The lines around a place, tokens redacted.
 *
 * @param lines in order
 */
record Excerpt(List<Line> lines) {

    /**
     * One line, in three parts around the place.
     *
     * @param number from 1
     * @param here whether the place is, or begins, on it
     * @param before what stands before the place
     * @param marked the place
     * @param after what stands behind it
     */
    record Line(int number, boolean here, String before, String marked, String after) {}

    private static final int LINES_BEFORE = 2;
    private static final int LINES_AFTER = 3;
    /** The most characters of a line. */
    private static final int WIDTH = 160;

    Excerpt {
        lines = List.copyOf(lines);
    }

    /** The excerpts of some places, each file read once; places whose file has no text have no excerpt. */
    static Map<Location, Excerpt> of(Collection<Location> places, SourceText source) {
        Map<String, List<Location>> byFile = places.stream()
                .distinct()
                .collect(Collectors.groupingBy(Location::file, TreeMap::new, Collectors.toList()));
        Map<Location, Excerpt> excerpts = new HashMap<>();
        byFile.forEach((file, inFile) -> source.of(file).ifPresent(text -> {
            Map<Integer, String> lines = linesAround(inFile, text);
            inFile.forEach(place -> around(place, lines).ifPresent(excerpt -> excerpts.put(place, excerpt)));
        }));
        return excerpts;
    }

    /** The lines that excerpts of a file need, by number from 1. */
    private static Map<Integer, String> linesAround(List<Location> places, String text) {
        SortedSet<Integer> wanted = new TreeSet<>();
        for (Location place : places) {
            for (int line = place.line() - LINES_BEFORE; line <= place.line() + LINES_AFTER; line++) {
                wanted.add(line);
            }
        }
        Map<Integer, String> lines = new HashMap<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines().limit(wanted.last())::iterator) {
            if (wanted.contains(++number)) {
                lines.put(number, line);
            }
        }
        return lines;
    }

    /** Empty when the file is not that long any more. */
    private static Optional<Excerpt> around(Location place, Map<Integer, String> lines) {
        if (!lines.containsKey(place.line())) {
            return Optional.empty();
        }
        List<Line> around = new ArrayList<>();
        for (int number = place.line() - LINES_BEFORE; number <= place.line() + LINES_AFTER; number++) {
            String line = lines.get(number);
            if (line != null) {
                around.add(number == place.line() ? marked(place, line) : plain(number, line));
            }
        }
        return Optional.of(new Excerpt(around));
    }

    private static Line plain(int number, String line) {
        return cut(number, false, Redaction.redact(line), 0, 0);
    }

    /** The line of the place; of a place that spans several lines, the first one is marked to its end. */
    private static Line marked(Location place, String line) {
        int from = offset(line, place.column());
        int to = place.endLine() > place.line() ? line.length() : offset(line, place.endColumn());
        String redacted = Redaction.redact(line);
        if (redacted.equals(line)) {
            return cut(place.line(), true, line, from, Math.max(from, to));
        }
        return cut(
                place.line(),
                true,
                redacted,
                redacted.length() - redacted.stripLeading().length(),
                redacted.length());
    }

    /** The index of a column, which counts code points from 1. */
    private static int offset(String line, int column) {
        int codePoints = line.codePointCount(0, line.length());
        return line.offsetByCodePoints(0, Math.min(column - 1, codePoints));
    }

    /** Shortens a line to a window that begins at most a quarter of its width before the mark. */
    private static Line cut(int number, boolean here, String line, int from, int to) {
        int start = from <= WIDTH / 2 ? 0 : from - WIDTH / 4;
        int end = Math.min(line.length(), start + WIDTH);
        int markEnd = Math.min(to, end);
        return new Line(
                number,
                here,
                (start > 0 ? "…" : "") + spaced(line.substring(start, from)),
                spaced(line.substring(from, markEnd)),
                spaced(line.substring(markEnd, end)) + (end < line.length() ? "…" : ""));
    }

    /** A page has no stops for tabs. */
    private static String spaced(String text) {
        return text.replace("\t", "    ");
    }

    /** What stands before a line: its number, and a sign where the place is. */
    String gutter(Line line) {
        String number = Integer.toString(line.number());
        int width = Integer.toString(lines.get(lines.size() - 1).number()).length();
        return " ".repeat(width - number.length()) + number + (line.here() ? " > " : "   ");
    }
}
