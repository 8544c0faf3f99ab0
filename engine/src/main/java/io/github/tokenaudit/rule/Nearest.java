package io.github.tokenaudit.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The nearest of some words by edit distance; empty when none is near. */
    public static Optional<String> to(String word, Collection<String> known) {
        String asked = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(asked, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(asked, candidate.toLowerCase(Locale.ROOT))
                        <= Math.max(2, Math.min(asked.length(), candidate.length()) / 3));
    }

    /** {@code ; did you mean "x"?}, or what there is to choose from. */
    public static String hint(String word, Collection<String> known) {
        return to(word, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElseGet(() -> known.size() > 12
                        ? ""
                        : "; known are "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    /** Levenshtein's distance, on words short enough for it. */
    private static int distance(String one, String other) {
        if (one.length() > 100 || other.length() > 100) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[other.length()];
    }
}
