package io.github.tokenaudit.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document of a file.
 *
 * @param file the file's name
 * @param index from 0, counting the documents of the file that have content
 * @param location the first line that has content
 * @param reading how much of it was parsed
 * @param head the top-level scalars that were found without parsing; complete for a skipped document, empty when the
 *     document had to be parsed to be understood
 * @param root what was parsed; null for a skipped or unreadable document
 */
public record Document(
        String file,
        int index,
        Location location,
        Reading reading,
        Map<String, String> head,
        @Nullable Node root) {

    /** What became of a document. */
    public enum Reading {
        /** Parsed and held to the YAML rules from start to end. */
        WHOLE,
        /** Parsed in part: the rest was passed over unvalidated. */
        PARTIAL,
        /** Not parsed: nobody asked for it. */
        SKIPPED,
        /** Refused; a {@link Problem} says why. */
        UNREADABLE
    }
}
