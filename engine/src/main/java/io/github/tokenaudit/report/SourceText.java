package io.github.tokenaudit.report;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where reports that show excerpts get the text of the input from. */
@FunctionalInterface
public interface SourceText {

    /** The source of who has none: reports go without excerpts. */
    SourceText NONE = file -> Optional.empty();

    /**
     * The text of an input file, as the places of findings count its lines and columns.
     *
     * @param file the name by which the audit knows it
     * @return empty when there is no such file, or it can't be read as text
     */
    Optional<String> of(String file);

    /**
     * The files of a request, read when they are asked for. What is larger than the audit's own limit, is not Unicode
     * text, or can't be read (any more) has no text.
     */
    static SourceText of(List<AuditRequest.Input> files) {
        Map<String, Path> paths = files.stream()
                .collect(
                        Collectors.toMap(AuditRequest.Input::name, AuditRequest.Input::path, (first, second) -> first));
        return file -> Optional.ofNullable(paths.get(file)).flatMap(SourceText::read);
    }

    private static Optional<String> read(Path path) {
        try {
            if (Files.size(path) > Limits.standard().fileBytes()) {
                return Optional.empty();
            }
            String text = DocumentReader.decode(Files.readAllBytes(path));
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
