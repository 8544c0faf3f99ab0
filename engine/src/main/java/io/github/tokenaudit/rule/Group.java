package io.github.tokenaudit.rule;

import java.util.Locale;

/** What a rule is about; the hundreds of its id. */
public enum Group {
    /** TA1xx: where tokens are and how long they live. */
    TOKEN,
    /** TA2xx: what roles grant. */
    RBAC,
    /** TA3xx: who gets it. */
    BINDING,
    /** TA4xx: where grants lead to. */
    PATH,
    /** TA5xx: what the operator's code needs. */
    USAGE,
    /** TA6xx: what an audit log shows. */
    ACTIVITY,
    /** TA9xx: what is wrong with the input. */
    INPUT;

    /** The name in reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
