package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import java.util.regex.Pattern;

/** The names of what belongs to one of several audits of a build. An id stands in addresses and is a file's name. */
final class AuditId {

    /** The one of an audit that has not been given any. */
    static final String NONE = "";

    static final String RULE = "An id has up to 50 letters, digits and hyphens, and begins with a letter or digit.";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,49}");
    private static final String PAGE = "token-audit";

    private AuditId() {}

    static boolean isValid(String id) {
        return VALID.matcher(id).matches();
    }

    /**
     * What an option says, once it is sure to be harmless.
     *
     * @throws AbortException if it is no id
     */
    static String of(@CheckForNull String option) throws AbortException {
        if (option == null) {
            return NONE;
        }
        if (!isValid(option)) {
            throw new AbortException("This is no id for an audit: \"" + LogText.of(option) + "\". " + RULE);
        }
        return option;
    }

    /** The last part of a report's address: {@code token-audit}, or {@code token-audit-bundle}. */
    static String page(String id) {
        return id.isEmpty() ? PAGE : PAGE + "-" + id;
    }
}
