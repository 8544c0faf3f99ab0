package io.github.tokenaudit.rules;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Audits texts as a front end would, and looks at what is found. */
final class Audited {

    private Audited() {}

    /** What is found in some files of a folder, given by name and text in turns. */
    static List<Finding> files(Path folder, String... namesAndTexts) throws IOException {
        return files(folder, Policy.none(), namesAndTexts);
    }

    static List<Finding> files(Path folder, Policy policy, String... namesAndTexts) throws IOException {
        return audit(folder, policy, namesAndTexts).findings();
    }

    static Report report(Path folder, String... namesAndTexts) throws IOException {
        return Report.of(audit(folder, Policy.none(), namesAndTexts));
    }

    private static Audit audit(Path folder, Policy policy, String... namesAndTexts) throws IOException {
        List<AuditRequest.Input> inputs = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Path file = folder.resolve(namesAndTexts[i]);
            Files.createDirectories(file.getParent());
            inputs.add(new AuditRequest.Input(Files.writeString(file, namesAndTexts[i + 1]), namesAndTexts[i]));
        }
        return TokenAudit.run(new AuditRequest(inputs, policy, FailOn.NEVER, null, LocalDate.of(2026, 11, 23)));
    }

    /** The rules that found something, each once. */
    static List<String> ids(List<Finding> findings) {
        return findings.stream().map(finding -> finding.rule().id()).distinct().toList();
    }

    /** The one finding of a rule. */
    static Finding only(List<Finding> findings, String rule) {
        return findings.stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .reduce((one, other) -> {
                    throw new AssertionError("more than one " + rule);
                })
                .orElseThrow(() -> new AssertionError("no " + rule + " among " + ids(findings)));
    }
}
