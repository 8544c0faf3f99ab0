package io.github.tokenaudit.usage.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request to a URL of the API needs, as the API server makes it out (apiserver/pkg/endpoints/request,
 * requestinfo.go).
 *
 * @param group API group; {@code {group}} where it is a parameter
 * @param resource plural; {@code {plural}} where it is a parameter
 * @param subresource the subresource; null for the resource itself
 * @param verb what is done
 * @param namespaced whether it is in a namespace
 * @param named whether it names an object
 */
record UrlTemplate(
        String group, String resource, @Nullable String subresource, String verb, boolean namespaced, boolean named) {

    /**
     * Reads a template.
     *
     * @param path as {@code /api/v1/namespaces/{namespace}/pods/{name}/log}
     * @param method as {@code GET}
     * @return null when it is no URL of a resource
     */
    static @Nullable UrlTemplate of(String path, String method) {
        List<String> parts = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        boolean isCore = parts.get(0).equals("api") && parts.size() > 2;
        boolean isGroup = parts.get(0).equals("apis") && parts.size() > 3;
        if (!isCore && !isGroup) {
            return null;
        }
        String group = isCore ? "" : parts.get(1);
        List<String> rest = parts.subList(isCore ? 2 : 3, parts.size());
        boolean watches = rest.get(0).equals("watch") && rest.size() > 1;
        rest = watches ? rest.subList(1, rest.size()) : rest;
        boolean namespaced = rest.get(0).equals("namespaces") && rest.size() > 2 && !isOfNamespace(rest.get(2));
        rest = namespaced ? rest.subList(2, rest.size()) : rest;
        String subresource = rest.size() > 2 ? rest.get(2) : null;
        boolean named = rest.size() > 1;
        return new UrlTemplate(
                group, rest.get(0), subresource, watches ? "watch" : verb(method, named), namespaced, named);
    }

    /** Subresources of the Namespace itself look as if they were resources in it. */
    private static boolean isOfNamespace(String part) {
        return part.equals("status") || part.equals("finalize");
    }

    private static String verb(String method, boolean named) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> named ? "get" : "list";
        };
    }
}
