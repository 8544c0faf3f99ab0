package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Identity;
import io.github.tokenaudit.cluster.Subject;
import java.util.Optional;

/** Subjects that nobody has to be made a member of (Kubernetes docs, "Authenticating", "Using RBAC Authorization"). */
enum Everyone {
    ANYBODY("everybody who reaches the API server, signed in or not"),
    AUTHENTICATED("everybody who has signed in, and every pod of the cluster"),
    ACCOUNTS("every service account of the cluster"),
    ACCOUNTS_OF_A_NAMESPACE("every service account of a namespace");

    private static final String UNAUTHENTICATED = "system:unauthenticated";
    private static final String ANONYMOUS = "system:anonymous";

    private final String words;

    Everyone(String words) {
        this.words = words;
    }

    /** Who it is, in plain words. */
    String words() {
        return words;
    }

    /** Whom of these a subject is. */
    static Optional<Everyone> of(Subject subject) {
        String name = subject.name();
        if (subject.kind().equals(Subject.USER)) {
            return name.equals(ANONYMOUS) ? Optional.of(ANYBODY) : Optional.empty();
        }
        if (!subject.kind().equals(Subject.GROUP)) {
            return Optional.empty();
        }
        return switch (name) {
            case UNAUTHENTICATED -> Optional.of(ANYBODY);
            case Identity.AUTHENTICATED -> Optional.of(AUTHENTICATED);
            case Identity.ACCOUNTS -> Optional.of(ACCOUNTS);
            default -> name.startsWith(Identity.ACCOUNTS_OF) ? Optional.of(ACCOUNTS_OF_A_NAMESPACE) : Optional.empty();
        };
    }
}
