package io.github.tokenaudit.source;

import java.util.Set;

/** How much of a document the caller wants, decided from its top-level scalars alone. */
public sealed interface Interest {

    /** Parse all of it. */
    Interest WHOLE = new Whole();

    /** Count it and pass on. Its body is not validated. */
    Interest NONE = new None();

    /** See {@link #WHOLE}. */
    record Whole() implements Interest {}

    /** See {@link #NONE}. */
    record None() implements Interest {}

    /**
     * Parse some keys only.
     *
     * @param paths top-level keys ({@code metadata}) and keys one level down ({@code spec.group})
     */
    record Only(Set<String> paths) implements Interest {
        public Only {
            paths = Set.copyOf(paths);
        }
    }
}
