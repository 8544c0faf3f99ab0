package io.github.tokenaudit.usage.log;

import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Usage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads audit logs of any size: line by line, in bounded memory. */
public final class AuditLogs {

    private static final int GZIP = 0x8b1f;

    private final LogLimits limits;
    private final Collecting collecting;
    private final EventParser parser = new EventParser();
    private final List<Usage.Problem> problems = new ArrayList<>();

    private AuditLogs(LogLimits limits) {
        this.limits = limits;
        this.collecting = new Collecting(limits);
    }

    /**
     * Reads logs, packed by gzip or not; their order does not matter. What can't be read is told in the result, and the
     * rest counts all the same.
     */
    public static Activity read(List<Path> files) {
        return read(files, LogLimits.standard());
    }

    static Activity read(List<Path> files, LogLimits limits) {
        AuditLogs logs = new AuditLogs(limits);
        files.forEach(logs::read);
        return logs.collecting.activity(logs.problems);
    }

    private void read(Path file) {
        // Counted here, so that what was read before trouble is told with it.
        Tally tally = new Tally();
        try (InputStream in = unpacked(file)) {
            Lines lines = new Lines(in, limits.lineBytes());
            while (lines.next()) {
                tally.line++;
                if (!lines.isBlank()) {
                    readLine(lines, tally);
                }
            }
        } catch (IOException e) {
            problem(file, "after line " + tally.line + " it can't be read: " + e.getMessage());
        }
        tally.tell(file);
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        int magic = in.read() | in.read() << Byte.SIZE;
        in.reset();
        return magic == GZIP ? new GZIPInputStream(in) : in;
    }

    private void readLine(Lines lines, Tally tally) {
        if (lines.isTooLong()) {
            tally.tooLong.count(tally.line);
            return;
        }
        Event event;
        try {
            event = parser.parse(lines.bytes(), lines.length());
        } catch (IOException e) {
            tally.noJson.count(tally.line);
            return;
        }
        if (event == null) {
            tally.noEvent.count(tally.line);
        } else {
            collecting.add(event);
        }
    }

    private void problem(Path file, String message) {
        problems.add(new Usage.Problem(file.toString(), message));
    }

    /** Lines of a file that are of no use. */
    private final class Tally {
        private long line;
        private final Lost noJson = new Lost();
        private final Lost noEvent = new Lost();
        private final Lost tooLong = new Lost();

        void tell(Path file) {
            noJson.tell(
                    file, "no JSON and not counted; events must stand in a line each, as the log backend writes them");
            noEvent.tell(file, "no event of audit.k8s.io and not counted");
            tooLong.tell(file, "longer than " + limits.lineBytes() + " bytes and not counted");
        }
    }

    private final class Lost {
        private long first;
        private long count;

        void count(long line) {
            first = count == 0 ? line : first;
            count++;
        }

        void tell(Path file, String what) {
            if (count == 1) {
                problem(file, "line " + first + " is " + what);
            } else if (count > 1) {
                problem(file, "line " + first + " and " + (count - 1) + " more are " + what);
            }
        }
    }
}
