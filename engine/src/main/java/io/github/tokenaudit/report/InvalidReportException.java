package io.github.tokenaudit.report;

import java.io.IOException;

/** What was read is no {@code token-audit.json} that this version understands. The message tells where and why. */
public final class InvalidReportException extends IOException {

    private static final long serialVersionUID = 1;

    InvalidReportException(String message) {
        super(message);
    }
}
