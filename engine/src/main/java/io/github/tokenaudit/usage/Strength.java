package io.github.tokenaudit.usage;

/** How much evidence shows, the strongest first. */
public enum Strength {
    /** A call of exactly this request can be reached from an entry point of the program. */
    PROVEN,
    /** The framework makes the request for what the code declares. */
    FRAMEWORK,
    /** The request is made in some cases only, or by code that no known entry point leads to. */
    POSSIBLE,
    /** The code builds a role that grants it to others, which Kubernetes allows only to who holds it. */
    DELEGATED
}
