package io.github.tokenaudit.report.html;

import io.github.tokenaudit.rule.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the page shows it.
 *
 * @param finding what is told
 * @param inFull whether with proof and remedy, else in one line
 * @param excerpt the text around its place; null when it is told in one line, or the text can't be had
 * @param parts the findings that it contains
 */
record FindingView(
        Finding finding, boolean inFull, @Nullable Excerpt excerpt, Shown<FindingView> parts) {

    /** The anchor by which other parts of the page link to it. */
    String anchor() {
        return anchor(finding);
    }

    /** How many of the findings that it contains are how bad: {@code 1 critical, 2 low}. */
    String partsBySeverity() {
        String shown = Words.bySeverity(
                parts.items().stream().map(part -> part.finding().severity()));
        return parts.leftOut() == 0 ? shown : shown + ", " + parts.leftOut() + " more";
    }

    static String anchor(Finding finding) {
        return "f-" + finding.fingerprint();
    }
}
