package io.github.tokenaudit.maven;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of file names, as Ant and Maven have it: {@code ?} is one character and {@code *} any number of them inside
 * a name, {@code **} any number of folders. A pattern that matches a folder matches all that is in it. Names are parted
 * by {@code /} on every system, and upper and lower case differ on every system, so that a build reads the same files
 * wherever it runs; {@link java.nio.file.PathMatcher} promises neither.
 */
final class Glob {

    private final List<String> segments;
    private final Pattern regex;

    private Glob(List<String> segments) {
        this.segments = segments;
        this.regex = Pattern.compile(regex(segments), Pattern.DOTALL);
    }

    /** The glob of a pattern. Empty names and {@code .} in it count for nothing. */
    static Glob of(String pattern) {
        return new Glob(segments(pattern));
    }

    /** Whether a text would be a pattern at all. */
    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** The names that a path or pattern consists of. */
    static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
    }

    /**
     * Whether the pattern matches a path, or a folder that holds it.
     *
     * @param path relative to what the pattern is relative to, with {@code /}
     */
    boolean matches(String path) {
        return regex.matcher(path + "/").matches();
    }

    /**
     * Whether the pattern may match something in a folder; when not, nobody need look there.
     *
     * @param folder its path, without a slash at the end
     */
    boolean reachesInto(String folder) {
        Matcher matcher = regex.matcher(folder + "/");
        return matcher.matches() || matcher.hitEnd();
    }

    /**
     * Whether the pattern means a file or folder of this name and no other by accident: one of its parts matches the
     * name and does not begin with a wildcard, as {@code .git*} means {@code .github} and {@code *} does not.
     */
    boolean names(String name) {
        return segments.stream()
                .filter(segment -> !isPattern(segment.substring(0, 1)))
                .anyMatch(segment -> Pattern.compile(regex(segment), Pattern.DOTALL)
                        .matcher(name)
                        .matches());
    }

    private static String regex(List<String> segments) {
        // Each part brings the slash behind it; so does the path, whose end is a slash more or everything below.
        return segments.stream()
                .map(segment -> segment.equals("**") ? "(?:[^/]+/)*" : regex(segment) + "/")
                .collect(Collectors.joining("", "", "(?:[^/]+/)*"));
    }

    private static String regex(String segment) {
        return segment.codePoints()
                .mapToObj(c -> switch (c) {
                    case '*' -> "[^/]*";
                    case '?' -> "[^/]";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
    }
}
