package io.github.tokenaudit.rule;

/** Whether an operator needs what it is granted, one verb on one resource; the best reason first. */
public enum Need {
    /** Its code makes the request, and an entry point leads there. */
    PROVEN,
    /** A framework makes the request for what the code declares. */
    FRAMEWORK,
    /** An audit log has the request. */
    LOGGED,
    /** Its code makes the request in some cases only, or where no known entry point leads. */
    POSSIBLE,
    /** It hands the grant on to others, which Kubernetes allows only to who holds it. */
    DELEGATED,
    /** The policy says that it makes the request. */
    DECLARED,
    /** Neither code nor log can show it, or nobody looked. */
    UNKNOWN,
    /** There is no such request. */
    IMPOSSIBLE,
    /** It is not used, but gives hardly more than what is: list beside get, patch beside update. */
    SIBLING,
    /** It is not used, and gives more than what is. */
    CAPABILITY,
    /** Nothing of the resource is used. */
    RESOURCE;

    /** Whether something speaks for it. */
    public boolean isNeeded() {
        return compareTo(DECLARED) <= 0;
    }
}
