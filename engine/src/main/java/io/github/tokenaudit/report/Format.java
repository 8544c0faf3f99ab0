package io.github.tokenaudit.report;

import io.github.tokenaudit.rule.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The files that an audit can leave behind. */
public enum Format {
    /** Everything, for programs. */
    JSON("token-audit.json"),
    /** SARIF 2.1.0, for code scanning and editors. */
    SARIF("token-audit.sarif"),
    /** For people. */
    HTML("token-audit.html"),
    /** For build servers that show tests. */
    JUNIT("token-audit.junit.xml");

    private final String fileName;

    Format(String fileName) {
        this.fileName = fileName;
    }

    /** What the file is called. */
    public String fileName() {
        return fileName;
    }

    /** The word in configurations: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of a label, as people write it: case and spaces around it don't matter.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest right word and all of them
     */
    public static Format ofLabel(String label) {
        String word = label.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.label().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(word)));
    }

    private static String unknown(String word) {
        List<String> labels = Arrays.stream(values()).map(Format::label).toList();
        return "there is no report format \"" + PlainText.visible(PlainText.bounded(word)) + "\""
                + Nearest.to(word, labels)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse(".")
                + " The formats are " + String.join(", ", labels);
    }
}
