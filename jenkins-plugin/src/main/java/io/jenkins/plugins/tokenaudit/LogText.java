package io.jenkins.plugins.tokenaudit;

import io.github.tokenaudit.report.ConsoleReport;
import io.github.tokenaudit.report.PlainText;

/** Text that somebody else chose, made fit for one line of a build log. */
final class LogText {

    private LogText() {}

    static String of(String text) {
        return ConsoleReport.harmless(PlainText.bounded(text));
    }
}
