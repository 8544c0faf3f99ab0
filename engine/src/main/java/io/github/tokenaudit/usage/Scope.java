package io.github.tokenaudit.usage;

/** Where a request looks for its object. */
public enum Scope {
    /** In one namespace, whichever. */
    NAMESPACE,
    /** In all namespaces at once. */
    ALL_NAMESPACES,
    /** The resource is none of a namespace. */
    CLUSTER,
    /** The code does not tell whether the resource is one of a namespace. */
    UNKNOWN
}
