package io.github.tokenaudit.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines that a person can read in a terminal. */
final class Lines {

    /** Leaves room for what Maven and Jenkins put in front of a line. */
    private static final int WIDTH = 110;

    private Lines() {}

    /** The text in lines of at most {@value #WIDTH} characters, if its words allow; each starts with the indent. */
    static List<String> wrapped(String indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ", -1)) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
