package io.jenkins.plugins.tokenaudit;

import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.rule.Severity;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * An audit in numbers: all that lists, trends and programs need, so that none of them opens a report. It lies in
 * {@code build.xml}, which is why it is no record: XStream writes records and can't read them back.
 */
@ExportedBean(defaultVisibility = 2)
public final class AuditSummary implements Serializable {

    private static final long serialVersionUID = 1;

    private final String grade;
    private final int critical;
    private final int high;
    private final int medium;
    private final int low;
    private final int info;
    private final int suppressed;
    private final int operators;
    private final int newFindings;
    private final int fixedFindings;
    private final int outstandingFindings;
    private final int newGrants;

    /** The numbers of a report. */
    AuditSummary(Report report) {
        Report.Summary summary = report.summary();
        grade = summary.grade().name();
        critical = summary.findings().get(Severity.CRITICAL);
        high = summary.findings().get(Severity.HIGH);
        medium = summary.findings().get(Severity.MEDIUM);
        low = summary.findings().get(Severity.LOW);
        info = summary.findings().get(Severity.INFO);
        suppressed = summary.suppressed();
        operators = report.operators().size();
        newFindings = (int) report.findings().stream().filter(Finding::isNew).count();
        fixedFindings = report.changesIfAny().fixedFindings().size();
        outstandingFindings =
                (int) report.findings().stream().filter(Finding::counts).count() - newFindings;
        newGrants = report.changesIfAny().newGrantCount();
    }

    /** {@code A} to {@code F}: the worst finding that counts. */
    @Exported
    public String getGrade() {
        return grade;
    }

    @Exported
    public int getCritical() {
        return critical;
    }

    @Exported
    public int getHigh() {
        return high;
    }

    @Exported
    public int getMedium() {
        return medium;
    }

    @Exported
    public int getLow() {
        return low;
    }

    @Exported
    public int getInfo() {
        return info;
    }

    /** How many findings somebody takes responsibility for. They are in no other number. */
    @Exported
    public int getSuppressed() {
        return suppressed;
    }

    /** How many workloads there are. */
    @Exported
    public int getOperators() {
        return operators;
    }

    /** How many findings the reference build did not have; 0 without one. */
    @Exported
    public int getNewFindings() {
        return newFindings;
    }

    /** How many findings of the reference build are no more. */
    @Exported
    public int getFixedFindings() {
        return fixedFindings;
    }

    /** How many findings the reference build had, too; all of them without one. */
    @Exported
    public int getOutstandingFindings() {
        return outstandingFindings;
    }

    /** How many grants the accounts did not have in the reference build. */
    @Exported
    public int getNewGrants() {
        return newGrants;
    }

    /** How many findings count. */
    public int getFindings() {
        return critical + high + medium + low + info;
    }

    /** How many findings of a severity count. */
    int of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> critical;
            case HIGH -> high;
            case MEDIUM -> medium;
            case LOW -> low;
            case INFO -> info;
        };
    }
}
