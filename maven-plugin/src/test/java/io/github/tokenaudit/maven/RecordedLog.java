package io.github.tokenaudit.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** What a goal says, kept for tests to read. */
final class RecordedLog extends SystemStreamLog {

    private record Line(String level, String text) {}

    private final List<Line> lines = new ArrayList<>();

    List<String> lines(String level) {
        return lines.stream()
                .filter(line -> line.level().equals(level))
                .map(Line::text)
                .toList();
    }

    @Override
    public void info(CharSequence content) {
        lines.add(new Line("info", content.toString()));
    }

    @Override
    public void warn(CharSequence content) {
        lines.add(new Line("warn", content.toString()));
    }

    @Override
    public void error(CharSequence content) {
        lines.add(new Line("error", content.toString()));
    }
}
