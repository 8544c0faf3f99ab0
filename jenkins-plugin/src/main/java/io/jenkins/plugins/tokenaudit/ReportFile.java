package io.jenkins.plugins.tokenaudit;

import hudson.AbortException;
import io.github.tokenaudit.report.InvalidReportException;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** The engine's JSON, compressed: so a report crosses from an agent, and so it lies beside {@code build.xml}. */
final class ReportFile {

    /** Room for some fifty thousand findings. */
    private static final long MOST_BYTES = 128L << 20;

    private ReportFile() {}

    /** A report as bytes. */
    static byte[] bytes(Report report) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            new JsonReport().write(report, out);
        }
        return bytes.toByteArray();
    }

    /**
     * A report from bytes that nobody vouches for.
     *
     * @throws AbortException if they are no report, or an unreasonably large one
     */
    static Report of(byte[] bytes) throws IOException {
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            return read(in);
        } catch (InvalidReportException e) {
            throw new AbortException("The agent sent no report of Token Audit that can be published: "
                    + LogText.of(String.valueOf(e.getMessage())) + ". The most that is taken is " + (MOST_BYTES >> 20)
                    + " MiB; audit less in one step.");
        }
    }

    /** Writes a file so that it is either there as a whole or not at all. */
    static void write(Path folder, String name, Report report) throws IOException {
        Files.createDirectories(folder);
        Path written = folder.resolve(name + ".tmp");
        try {
            Files.write(written, bytes(report));
            Files.move(
                    written, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    static Report read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    private static Report read(InputStream in) throws IOException {
        return JsonReport.read(BoundedInputStream.builder()
                .setInputStream(new GZIPInputStream(in))
                .setMaxCount(MOST_BYTES)
                .get());
    }
}
