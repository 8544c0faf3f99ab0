package io.github.tokenaudit.maven;

import io.github.tokenaudit.report.InvalidReportException;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.baseline.Baseline;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The file of a baseline.
 *
 * @param path where it is, or would be
 * @param name what messages call it
 */
record BaselineFile(Path path, String name) {

    boolean exists() {
        return Files.exists(path);
    }

    Baseline read() throws MojoExecutionException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return new Baseline(JsonReport.read(in));
        } catch (InvalidReportException e) {
            throw new MojoExecutionException(
                    "The baseline " + name + " is no report of Token Audit: " + e.getMessage()
                            + ". Write it anew with token-audit:baseline, or correct tokenAudit.baseline.",
                    e);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The baseline " + name + " can't be read: " + e + ". Correct tokenAudit.baseline.", e);
        }
    }

    void write(Report report) throws MojoExecutionException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
                new JsonReport().write(Baseline.of(report), out);
            }
        } catch (IOException e) {
            throw new MojoExecutionException("The baseline " + name + " can't be written: " + e, e);
        }
    }
}
