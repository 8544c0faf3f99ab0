package io.github.tokenaudit.rule;

import java.util.List;

/**
 * What a team says that its operator does, because neither code nor log can show it.
 *
 * @param group API group; empty for the core group
 * @param resource with the subresource after a slash
 * @param verbs what it does
 * @param reason why nothing else shows it
 */
public record Declaration(String group, String resource, List<String> verbs, String reason) {

    public Declaration {
        verbs = List.copyOf(verbs);
    }
}
