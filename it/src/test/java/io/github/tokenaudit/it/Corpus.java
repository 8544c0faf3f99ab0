package io.github.tokenaudit.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Manifests of real operators, which are not ours to publish: a folder with {@code operators/<operator>/<version>/…} and
 * {@code odd/…}, named by {@code tokenAudit.corpus}.
 */
final class Corpus {

    static final Path FOLDER = Path.of(System.getProperty("tokenAudit.corpus", "corpus"));
    static final List<String> PARTS = List.of("operators", "odd");
    private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json)", Pattern.CASE_INSENSITIVE);

    private Corpus() {}

    /** All its files by names below the corpus. Aborts the test where there is no corpus. */
    static List<AuditRequest.Input> files() throws IOException {
        skipUnless(
                PARTS.stream().allMatch(part -> Files.isDirectory(FOLDER.resolve(part))),
                "there is no corpus at " + FOLDER + "; name one with -DtokenAudit.corpus=…");
        List<AuditRequest.Input> files = new ArrayList<>();
        for (String part : PARTS) {
            try (Stream<Path> paths = Files.walk(FOLDER.resolve(part))) {
                paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                                && MANIFEST.matcher(path.toString()).matches())
                        .map(path -> new AuditRequest.Input(path, name(path)))
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static String name(Path path) {
        return FOLDER.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    /** Says it on the console too: what was not tested should not look as if it were. */
    static void skipUnless(boolean condition, String otherwise) {
        if (!condition) {
            System.out.println("The tests on a corpus are skipped: " + otherwise);
        }
        assumeTrue(condition, otherwise);
    }

    static Audit audit(List<AuditRequest.Input> files) {
        return TokenAudit.run(new AuditRequest(files, Policy.none(), null, null, LocalDate.of(2026, 11, 23)));
    }
}
