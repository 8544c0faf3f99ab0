package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.github.tokenaudit.rule.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Which findings a page is asked for. Anything that makes no sense is as good as unsaid: an address may be typed by hand,
 * or old.
 *
 * @param severity null for all
 * @param rule the id; empty for all
 * @param operator the number in the report; -1 for all
 * @param state which of them
 * @param page of the findings, from 1
 * @param cards the page of the operators, from 1
 */
record ReportQuery(@CheckForNull Severity severity, String rule, int operator, State state, int page, int cards) {

    /** Which findings of a report there are to see. */
    enum State {
        /** Those that count. */
        OPEN,
        /** Those that count and the reference build did not have. */
        NEW,
        /** Those that count and the reference build had, too. */
        OUTSTANDING,
        /** Those that the reference build had and this one has not. */
        FIXED,
        /** Those that somebody takes responsibility for. */
        SUPPRESSED,
        /** Those that are part of another one. */
        CONTAINED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        String text() {
            return switch (this) {
                case OPEN -> Messages.ReportQuery_open();
                case NEW -> Messages.ReportQuery_new();
                case OUTSTANDING -> Messages.ReportQuery_outstanding();
                case FIXED -> Messages.ReportQuery_fixed();
                case SUPPRESSED -> Messages.ReportQuery_suppressed();
                case CONTAINED -> Messages.ReportQuery_contained();
            };
        }
    }

    static ReportQuery of(StaplerRequest2 request) {
        String severity = Util.fixNull(request.getParameter("severity"));
        String state = Util.fixNull(request.getParameter("state"));
        return new ReportQuery(
                Severity.ofLabel(severity).orElse(null),
                Util.fixNull(request.getParameter("rule")),
                number(request.getParameter("operator"), -1),
                Arrays.stream(State.values())
                        .filter(value -> value.label().equals(state))
                        .findFirst()
                        .orElse(State.OPEN),
                Math.max(1, number(request.getParameter("page"), 1)),
                Math.max(1, number(request.getParameter("cards"), 1)));
    }

    private static int number(@CheckForNull String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    ReportQuery withPage(int other) {
        return new ReportQuery(severity, rule, operator, state, other, cards);
    }

    ReportQuery withCards(int other) {
        return new ReportQuery(severity, rule, operator, state, page, other);
    }

    /** The query of an address, with its question mark. */
    String url() {
        return "?state=" + state.label()
                + (severity == null ? "" : "&severity=" + severity.label())
                + (rule.isEmpty() ? "" : "&rule=" + URLEncoder.encode(rule, StandardCharsets.UTF_8))
                + (operator < 0 ? "" : "&operator=" + operator)
                + (page == 1 ? "" : "&page=" + page)
                + (cards == 1 ? "" : "&cards=" + cards);
    }
}
