package io.jenkins.plugins.tokenaudit;

/** What the gate says of a build. The order is that of badness. Its names are in {@code build.xml}. */
public enum Verdict {
    /** Nothing stands in the way. */
    PASSED,
    /** The build goes on, marked. */
    UNSTABLE,
    /** The build stops. */
    FAILED;

    /** What people call it. */
    public String getText() {
        return switch (this) {
            case PASSED -> Messages.Verdict_passed();
            case UNSTABLE -> Messages.Verdict_unstable();
            case FAILED -> Messages.Verdict_failed();
        };
    }
}
