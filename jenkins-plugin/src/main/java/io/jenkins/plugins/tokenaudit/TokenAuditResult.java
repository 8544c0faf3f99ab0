package io.jenkins.plugins.tokenaudit;

import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What the step gives a Pipeline: numbers to decide by, and where the report is. */
public final class TokenAuditResult implements Serializable {

    private static final long serialVersionUID = 1;

    private final AuditSummary summary;
    private final String reportUrl;

    TokenAuditResult(AuditSummary summary, String reportUrl) {
        this.summary = summary;
        this.reportUrl = reportUrl;
    }

    /** {@code A} to {@code F}. */
    @Whitelisted
    public String getGrade() {
        return summary.getGrade();
    }

    @Whitelisted
    public int getCritical() {
        return summary.getCritical();
    }

    @Whitelisted
    public int getHigh() {
        return summary.getHigh();
    }

    @Whitelisted
    public int getMedium() {
        return summary.getMedium();
    }

    @Whitelisted
    public int getLow() {
        return summary.getLow();
    }

    @Whitelisted
    public int getInfo() {
        return summary.getInfo();
    }

    /** How many findings the reference build did not have. */
    @Whitelisted
    public int getNewFindings() {
        return summary.getNewFindings();
    }

    /** How many findings of the reference build are no more. */
    @Whitelisted
    public int getFixedFindings() {
        return summary.getFixedFindings();
    }

    /** How many findings the reference build had, too. */
    @Whitelisted
    public int getOutstandingFindings() {
        return summary.getOutstandingFindings();
    }

    /** How many grants the accounts did not have in the reference build. */
    @Whitelisted
    public int getNewGrants() {
        return summary.getNewGrants();
    }

    /** The address of the report; relative if Jenkins has not been told its own. */
    @Whitelisted
    public String getReportUrl() {
        return reportUrl;
    }
}
