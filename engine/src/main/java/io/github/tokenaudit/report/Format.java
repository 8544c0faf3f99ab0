package io.github.tokenaudit.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
        String all = Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", "));
        Format nearest = values()[0];
        for (Format format : values()) {
            nearest = distance(word, format.label()) < distance(word, nearest.label()) ? format : nearest;
        }
        boolean near = distance(word, nearest.label()) <= nearest.label().length() / 2;
        return "there is no report format \"" + PlainText.visible(PlainText.bounded(word)) + "\""
                + (near ? "; did you mean \"" + nearest.label() + "\"?" : ".")
                + " The formats are " + all;
    }

    /** How many characters must be put in, taken out or replaced to make one word of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
