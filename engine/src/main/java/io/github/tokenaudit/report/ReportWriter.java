package io.github.tokenaudit.report;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a report in one format. The same report gives the same bytes, on any machine. */
public interface ReportWriter {

    /**
     * Writes a report.
     *
     * @param report what to write
     * @param out takes UTF-8; it is flushed, not closed
     * @throws IOException if the stream does
     */
    void write(Report report, OutputStream out) throws IOException;
}
