package io.github.tokenaudit.report;

import java.util.Set;
import java.util.logging.Level;
import se.bjurr.violations.lib.ViolationsLogger;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.parsers.ViolationsParser;

/** Reads reports by the library that Jenkins' Warnings plugin reads them with. */
final class WarningsPlugin {

    private WarningsPlugin() {}

    static Set<Violation> read(ViolationsParser parser, String report) {
        try {
            return parser.parseReportOutput(report, new FailingLogger());
        } catch (Exception e) {
            throw new AssertionError(report, e);
        }
    }

    /** What the library would warn of is wrong with the report. */
    private static final class FailingLogger implements ViolationsLogger {
        @Override
        public void log(Level level, String message) {
            throw new AssertionError(message);
        }

        @Override
        public void log(Level level, String message, Throwable trouble) {
            throw new AssertionError(message, trouble);
        }
    }
}
