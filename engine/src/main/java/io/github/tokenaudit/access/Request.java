package io.github.tokenaudit.access;

import org.jspecify.annotations.Nullable;

/**
 * A request as the authorizer sees it (Kubernetes docs, "Authorization: request attributes").
 *
 * @param verb {@code get}, {@code list}, …; for a URL the HTTP method in lower case
 * @param apiGroup empty for the core group and for a URL
 * @param resource with the subresource after a slash; empty for a URL
 * @param name of the object; empty where the request has none (list, watch, create by POST, deletecollection)
 * @param scope the namespace; {@link Scope#CLUSTER} for a request across namespaces, or for what lives in none. A request for
 *     one Namespace object is made in that namespace
 * @param url the path of a request for something that is no resource; null for a resource
 */
public record Request(
        String verb,
        String apiGroup,
        String resource,
        String name,
        Scope scope,
        @Nullable String url) {

    /** A request without a name for resources everywhere, or for a resource that lives in no namespace. */
    public static Request of(String verb, String apiGroup, String resource) {
        return new Request(verb, apiGroup, resource, "", Scope.CLUSTER, null);
    }

    /** A request for a path that is no resource. */
    public static Request ofUrl(String verb, String url) {
        return new Request(verb, "", "", "", Scope.CLUSTER, url);
    }

    /** This request, made in a namespace. */
    public Request in(@Nullable String namespace) {
        return new Request(verb, apiGroup, resource, name, Scope.of(namespace), url);
    }

    /** This request for one object. */
    public Request named(String objectName) {
        return new Request(verb, apiGroup, resource, objectName, scope, url);
    }
}
