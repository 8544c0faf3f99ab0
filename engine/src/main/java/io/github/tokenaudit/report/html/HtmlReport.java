package io.github.tokenaudit.report.html;

import gg.jte.output.WriterOutput;
import io.github.tokenaudit.Audit;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.SourceText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes an audit as one HTML file for people. The file needs no script, no style sheet and no network, so that it can
 * be mailed, printed, and served under any content security policy. The same audit and text give the same bytes.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * Writes the report in UTF-8.
     *
     * @param audit what to report
     * @param report the same as plain values, compared with a baseline if there is one, and judged
     * @param source where excerpts come from
     * @param out takes the report; is flushed and left open
     * @throws IOException when {@code out} fails
     */
    @SuppressWarnings("NullAway") // Templates take null for no interceptor of tags.
    public static void write(Audit audit, Report report, SourceText source, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            // jte's engine would look the template up by the thread's class loader; its class needs no looking up.
            JtereportGenerated.render(
                    new UntrustedText(new WriterOutput(writer)), null, Page.of(audit, report, source));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }
}
