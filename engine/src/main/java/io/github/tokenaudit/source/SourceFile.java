package io.github.tokenaudit.source;

import java.util.List;

/**
 * What one file holds.
 *
 * @param name as the audit was given it
 * @param documents in order; those without content are left out
 * @param problems in order of place
 */
public record SourceFile(String name, List<Document> documents, List<Problem> problems) {
    public SourceFile {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }
}
