package io.github.tokenaudit.usage;

import java.util.Comparator;

/**
 * A place in the code.
 *
 * @param className the class, as {@code a.b.C$D}
 * @param method the method's name
 * @param line line in the source file; 0 where the class file does not tell
 */
public record CallSite(String className, String method, int line) implements Comparable<CallSite> {

    private static final Comparator<CallSite> ORDER = Comparator.comparing(CallSite::className)
            .thenComparing(CallSite::method)
            .thenComparing(CallSite::line);

    @Override
    public int compareTo(CallSite other) {
        return ORDER.compare(this, other);
    }

    /** As {@code C.method:12}, without the package. */
    @Override
    public String toString() {
        String simple = className.substring(className.lastIndexOf('.') + 1) + "." + method;
        return line == 0 ? simple : simple + ":" + line;
    }
}
