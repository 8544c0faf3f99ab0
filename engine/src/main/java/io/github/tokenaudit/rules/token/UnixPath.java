package io.github.tokenaudit.rules.token;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Absolute paths of nodes and containers, compared by their steps. */
final class UnixPath {

    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:");

    private UnixPath() {}

    /**
     * A path by its steps: without {@code .}, {@code ..}, repeated and trailing slashes, with {@code /run} for its old
     * name {@code /var/run}, which is a link to it (Filesystem Hierarchy Standard 3.0, section 5.13). A Windows path
     * loses its drive and backslashes.
     */
    static String normalised(String path) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step :
                DRIVE.matcher(path).replaceFirst("").replace('\\', '/').split("/", -1)) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        String joined = "/" + String.join("/", steps);
        return contains("/var/run", joined) ? joined.substring("/var".length()) : joined;
    }

    /** Whether a normalised path is another one or lies below it. */
    static boolean contains(String outer, String inner) {
        return outer.equals("/") || inner.equals(outer) || inner.startsWith(outer + "/");
    }

    /** The last step of a normalised path. */
    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
