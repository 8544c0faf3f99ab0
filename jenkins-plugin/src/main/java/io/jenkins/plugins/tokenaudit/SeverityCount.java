package io.jenkins.plugins.tokenaudit;

import io.github.tokenaudit.rule.Severity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many findings of one severity there are. */
@Restricted(NoExternalUse.class)
public record SeverityCount(Severity severity, int number) {

    /** Of every severity, the worst first. */
    static List<SeverityCount> of(AuditSummary summary) {
        return Arrays.stream(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(severity -> new SeverityCount(severity, summary.of(severity)))
                .toList();
    }

    public String getLabel() {
        return severity.label();
    }

    public String getText() {
        return Words.capital(severity.label());
    }

    /** {@code 7 High}. */
    public String getCounted() {
        return Messages.SeverityCount_counted(number, getText());
    }

    public int getNumber() {
        return number;
    }
}
