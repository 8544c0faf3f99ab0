package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.report.Prose;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.RuleDocs;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A finding as the table shows it. What it says is anybody's text; the page escapes it. */
@Restricted(NoExternalUse.class)
public final class FindingRow {

    private static final Map<String, RuleInfo> RULES =
            Catalogue.infos().stream().collect(Collectors.toMap(RuleInfo::id, Function.identity()));
    private static final int MOST_EVIDENCE = 20;

    private final Finding finding;
    private final ReportQuery.State shown;

    FindingRow(Finding finding, ReportQuery.State shown) {
        this.finding = finding;
        this.shown = shown;
    }

    public String getSeverity() {
        return finding.severity().label();
    }

    public String getSeverityText() {
        return Words.capital(finding.severity().label());
    }

    public String getRule() {
        return finding.rule();
    }

    public String getRuleName() {
        return finding.name();
    }

    /** Why the rule thinks it bad; null for a rule that this version does not know. */
    @CheckForNull
    public List<Prose> getWhy() {
        RuleInfo rule = RULES.get(finding.rule());
        return rule == null ? null : Prose.of(rule.why());
    }

    /** Where the rule is explained: our own pages and never an address that a report brings. */
    @CheckForNull
    public String getHelpUrl() {
        RuleInfo rule = RULES.get(finding.rule());
        return rule == null ? null : RuleDocs.url(rule);
    }

    public List<Prose> getMessage() {
        return Prose.of(Words.sentence(finding.message()));
    }

    @CheckForNull
    public String getObject() {
        return finding.object() == null ? null : finding.object().display();
    }

    public String getField() {
        return finding.field();
    }

    public String getPlace() {
        return finding.location().toString();
    }

    public List<String> getEvidence() {
        return finding.evidence().stream()
                .limit(MOST_EVIDENCE)
                .map(step -> Words.placed(Words.sentence(step.text()), step.location()))
                .toList();
    }

    /** How much of the proof is not in {@link #getEvidence}. */
    public int getEvidenceLeftOut() {
        return Math.max(0, finding.evidence().size() - MOST_EVIDENCE);
    }

    public List<Prose> getRemedy() {
        return Prose.of(finding.remedy());
    }

    /** {@code new}, {@code outstanding}, {@code fixed}, {@code suppressed} or {@code contained}. */
    public String getState() {
        return state().label();
    }

    public String getStateText() {
        return state().text();
    }

    private ReportQuery.State state() {
        if (shown == ReportQuery.State.FIXED) {
            return shown;
        }
        if (finding.state() == State.SUPPRESSED) {
            return ReportQuery.State.SUPPRESSED;
        }
        if (finding.partOf() != null) {
            return ReportQuery.State.CONTAINED;
        }
        return finding.state() == State.NEW ? ReportQuery.State.NEW : ReportQuery.State.OUTSTANDING;
    }

    /** Who bears it and why; null when nobody does. */
    @CheckForNull
    public String getSuppression() {
        Suppression suppression = finding.suppression();
        if (suppression == null) {
            return null;
        }
        String text = suppression.reason();
        if (suppression.owner() != null) {
            text += " " + Messages.FindingRow_owner(suppression.owner());
        }
        return suppression.until() == null ? text : text + " " + Messages.FindingRow_until(suppression.until());
    }
}
