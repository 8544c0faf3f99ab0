package io.github.tokenaudit.maven;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.report.Format;
import io.github.tokenaudit.report.JUnitReport;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.SarifReport;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.report.html.HtmlReport;
import io.github.tokenaudit.rules.Catalogue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The report files of an audit.
 *
 * @param folder where they go
 * @param formats which there are
 */
record Reports(Path folder, List<Format> formats) {

    /** Deletes reports of an earlier audit, so that nobody takes them for today's. */
    void clear() throws MojoExecutionException {
        for (Format format : Format.values()) {
            Path file = folder.resolve(format.fileName());
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new MojoExecutionException("The old report " + file + " can't be deleted: " + e, e);
            }
        }
    }

    /**
     * Writes all.
     *
     * @param report the same as plain values, compared and judged
     * @param files what was audited, for excerpts
     * @return the files that were written
     */
    List<Path> write(Audit audit, Report report, List<AuditRequest.Input> files) throws MojoExecutionException {
        List<Path> written = new ArrayList<>();
        for (Format format : formats) {
            Path file = folder.resolve(format.fileName());
            try {
                Files.createDirectories(folder);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    write(format, audit, report, files, out);
                }
            } catch (IOException e) {
                throw new MojoExecutionException("The report " + file + " can't be written: " + e, e);
            }
            written.add(file);
        }
        return written;
    }

    private static void write(
            Format format, Audit audit, Report report, List<AuditRequest.Input> files, OutputStream out)
            throws IOException {
        switch (format) {
            case JSON -> new JsonReport().write(report, out);
            case SARIF -> new SarifReport(Catalogue.infos()).write(report, out);
            case JUNIT -> new JUnitReport().write(report, out);
            case HTML -> HtmlReport.write(audit, report, SourceText.of(files), out);
        }
    }
}
