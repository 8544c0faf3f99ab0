package io.github.tokenaudit.rule;

/**
 * One verb on one resource, as a rule of a role grants it.
 *
 * @param group API group; empty for the core group; may be {@code *}
 * @param resource with the subresource after a slash; may be {@code *}
 * @param verb may be {@code *} where it isn't known which verbs there are
 * @param asked the verb as the rule writes it: {@code *} for one that the star stands for
 * @param need whether it is needed
 * @param why what speaks for it, in a few words; empty when nothing does
 */
public record GrantedVerb(String group, String resource, String verb, String asked, Need need, String why) {

    /** The resource as messages name it: {@code apps/deployments}, the core group without its name. */
    public String path() {
        return group.isEmpty() ? resource : group + "/" + resource;
    }
}
