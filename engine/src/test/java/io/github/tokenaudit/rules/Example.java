package io.github.tokenaudit.rules;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.usage.Observed;
import io.github.tokenaudit.usage.log.AuditLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example of a rule: a file, or a folder where one file can't show it, in the rule's folder of the resources. Where
 * the rule must find something, the line says {@code # expect: TA101}. Where a comment can't stand, a file
 * {@code NAME.expect} beside it (inside it, for a folder) lists {@code LINE RULE} or {@code FILE:LINE RULE}.
 */
record Example(String rule, Path path) {

    /** What an example is for, by the first word of its name. */
    enum Kind {
        BAD,
        GOOD,
        FIXED
    }

    private static final Path FOLDER = Path.of("src/main/resources/io/github/tokenaudit/rules");
    private static final Pattern COMMENT = Pattern.compile("#\\s*expect:\\s*([A-Z0-9, ]+)");

    static List<Example> of(String rule) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(rule))) {
            return files.filter(file -> !file.toString().endsWith(".expect"))
                    .sorted()
                    .map(file -> new Example(rule, file))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("rule " + rule + " has no folder of examples", e);
        }
    }

    /** One by its name. */
    static Example named(String rule, String name) {
        return of(rule).stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " has no " + name));
    }

    /** Those of some findings that a rule told, in their order. */
    static List<Finding> only(String rule, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .toList();
    }

    String name() {
        return path.getFileName().toString();
    }

    Kind kind() {
        return Kind.valueOf(name().substring(0, name().indexOf('-')).toUpperCase(java.util.Locale.ROOT));
    }

    /** What the audit of this example finds, whatever the rule, as {@code FILE:LINE RULE}. */
    List<Finding> findings() throws IOException {
        return findings(Policy.none());
    }

    /** As {@link #findings()}, under a policy. */
    List<Finding> findings(Policy policy) throws IOException {
        List<AuditRequest.Input> inputs = new ArrayList<>();
        for (Path file : files()) {
            if (!isObserved(file)) {
                inputs.add(new AuditRequest.Input(file, nameOf(file)));
            }
        }
        Audit audit = TokenAudit.run(
                new AuditRequest(inputs, policy, FailOn.NEVER, null, LocalDate.parse("2026-11-23"), observed()));
        return audit.findings();
    }

    /** What stands beside the manifests: {@code code.txt} for an operator's classes, {@code audit.log}. */
    private Observed observed() throws IOException {
        Path code = path.resolve("code.txt");
        Path log = path.resolve("audit.log");
        return new Observed(
                Files.exists(code) ? CodeText.read(code) : null,
                Files.exists(log) ? AuditLogs.read(List.of(log)) : null);
    }

    private static boolean isObserved(Path file) {
        return List.of("code.txt", "audit.log").contains(file.getFileName().toString());
    }

    /** What the example says must be found of its rule, sorted. */
    List<String> expected() throws IOException {
        TreeMap<String, Integer> expected = new TreeMap<>();
        for (Path file : files()) {
            List<String> lines = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            for (int i = 0; i < lines.size(); i++) {
                Matcher comment = COMMENT.matcher(lines.get(i));
                if (comment.find()) {
                    for (String id : comment.group(1).strip().split("[, ]+", -1)) {
                        expected.merge(nameOf(file) + ":" + (i + 1) + " " + id, 1, Integer::sum);
                    }
                }
            }
        }
        Path list = Files.isDirectory(path) ? path.resolve("findings.expect") : Path.of(path + ".expect");
        if (Files.exists(list)) {
            for (String line : Files.readAllLines(list)) {
                String entry = line.contains(":") ? line : name() + ":" + line;
                expected.merge(entry.strip(), 1, Integer::sum);
            }
        }
        return expand(expected);
    }

    private static List<String> expand(TreeMap<String, Integer> counted) {
        List<String> all = new ArrayList<>();
        counted.forEach((entry, count) -> all.addAll(java.util.Collections.nCopies(count, entry)));
        return all;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".expect"))
                    .sorted()
                    .toList();
        }
    }

    private String nameOf(Path file) {
        return Files.isDirectory(path)
                ? path.relativize(file).toString().replace('\\', '/')
                : file.getFileName().toString();
    }

    @Override
    public String toString() {
        return rule + "/" + name();
    }
}
