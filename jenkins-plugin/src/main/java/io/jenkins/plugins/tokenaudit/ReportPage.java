package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.AccountGrants;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the report's page shows for one request. Filters and pages are parts of the address, so that they work without
 * scripts, can be linked to, and leave a page with 20,000 findings as light as one with twenty.
 */
@Restricted(NoExternalUse.class)
public final class ReportPage {

    private static final int FINDINGS_PER_PAGE = 100;
    private static final int CARDS_PER_PAGE = 12;
    private static final int MOST_OPERATORS = 500;
    private static final int MOST_NOTES = 20;

    private final Report report;
    private final ReportQuery query;
    private final List<Finding> found;
    private final Pages pages;
    private final Pages cardPages;

    ReportPage(Report report, ReportQuery query) {
        this.report = report;
        this.query = query;
        this.found = all(query.state()).filter(isAsked()).toList();
        this.pages = new Pages(query.page(), FINDINGS_PER_PAGE, found.size());
        this.cardPages =
                new Pages(query.cards(), CARDS_PER_PAGE, report.operators().size());
    }

    private Stream<Finding> all(ReportQuery.State state) {
        Stream<Finding> all = report.findings().stream();
        return switch (state) {
            case OPEN -> all.filter(Finding::counts);
            case NEW -> all.filter(Finding::isNew);
            case OUTSTANDING -> all.filter(finding -> finding.counts() && finding.state() == State.OUTSTANDING);
            case FIXED -> report.changesIfAny().fixedFindings().stream();
            case SUPPRESSED -> all.filter(finding -> finding.state() == State.SUPPRESSED);
            case CONTAINED -> all.filter(finding -> finding.partOf() != null && finding.state() != State.SUPPRESSED);
        };
    }

    private Predicate<Finding> isAsked() {
        boolean one =
                query.operator() >= 0 && query.operator() < report.operators().size();
        Set<String> ofOperator =
                one ? Set.copyOf(report.operators().get(query.operator()).findings()) : Set.of();
        return finding -> (query.severity() == null || finding.severity() == query.severity())
                && (query.rule().isEmpty() || finding.rule().equals(query.rule()))
                && (!one || ofOperator.contains(finding.fingerprint()));
    }

    /** One entry of a list to choose from. */
    public record Choice(String value, String text, boolean selected) {
        public String getValue() {
            return value;
        }

        public String getText() {
            return text;
        }

        public boolean isSelected() {
            return selected;
        }
    }

    /** Severities, the worst first, after what stands for all. */
    public List<Choice> getSeverities() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", Messages.ReportPage_allSeverities(), query.severity() == null));
        Arrays.stream(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(severity ->
                        new Choice(severity.label(), Words.capital(severity.label()), severity == query.severity()))
                .forEach(choices::add);
        return choices;
    }

    /** The rules that found something in that state, after what stands for all. */
    public List<Choice> getRules() {
        Map<String, String> names = new TreeMap<>();
        all(query.state()).forEach(finding -> names.put(finding.rule(), finding.rule() + " " + finding.name()));
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", Messages.ReportPage_allRules(), query.rule().isEmpty()));
        names.forEach((id, name) -> choices.add(new Choice(id, name, id.equals(query.rule()))));
        return choices;
    }

    /** The operators, after what stands for all. */
    public List<Choice> getOperators() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", Messages.ReportPage_allOperators(), query.operator() < 0));
        IntStream.range(0, Math.min(MOST_OPERATORS, report.operators().size()))
                .mapToObj(i -> new Choice(
                        String.valueOf(i),
                        report.operators().get(i).workload().id().display(),
                        i == query.operator()))
                .forEach(choices::add);
        return choices;
    }

    public List<Choice> getStates() {
        return Arrays.stream(ReportQuery.State.values())
                .map(state -> new Choice(state.label(), state.text(), state == query.state()))
                .toList();
    }

    public List<FindingRow> getFindings() {
        return found.subList(pages.from(), pages.to()).stream()
                .map(finding -> new FindingRow(finding, query.state()))
                .toList();
    }

    /** How many findings the filter leaves, and which of them are shown. */
    public String getShown() {
        return found.isEmpty()
                ? Messages.ReportPage_none()
                : Messages.ReportPage_shown(pages.from() + 1, pages.to(), found.size());
    }

    @CheckForNull
    public String getPreviousPage() {
        return pages.hasPrevious() ? query.withPage(pages.number() - 1).url() : null;
    }

    @CheckForNull
    public String getNextPage() {
        return pages.hasNext() ? query.withPage(pages.number() + 1).url() : null;
    }

    /** Cards of the worst operators first; of equals, the more powerful one. */
    public List<OperatorCard> getCards() {
        List<Operator> operators = report.operators();
        Set<String> counting =
                all(ReportQuery.State.OPEN).map(Finding::fingerprint).collect(Collectors.toSet());
        int[] findings = operators.stream()
                .mapToInt(operator -> (int)
                        operator.findings().stream().filter(counting::contains).count())
                .toArray();
        Comparator<Integer> badness = Comparator.comparing(
                        (Integer i) -> operators.get(i).grade())
                .thenComparing(i -> operators.get(i).capability())
                .thenComparingInt(i -> findings[i]);
        return IntStream.range(0, operators.size())
                .boxed()
                .sorted(badness.reversed())
                .skip(cardPages.from())
                .limit((long) cardPages.to() - cardPages.from())
                .map(i -> new OperatorCard(i, operators.get(i), findings[i]))
                .toList();
    }

    public String getShownCards() {
        return cardPages.isOnly()
                ? ""
                : Messages.ReportPage_shown(
                        cardPages.from() + 1, cardPages.to(), report.operators().size());
    }

    @CheckForNull
    public String getPreviousCards() {
        return cardPages.hasPrevious() ? query.withCards(cardPages.number() - 1).url() : null;
    }

    @CheckForNull
    public String getNextCards() {
        return cardPages.hasNext() ? query.withCards(cardPages.number() + 1).url() : null;
    }

    /** Accounts that may do more than in what is compared with. */
    public List<AccountChange> getNewPower() {
        return shown(report.changesIfAny().newGrants());
    }

    /** How many more accounts there are than {@link #getNewPower} has. */
    public int getNewPowerLeftOut() {
        return leftOut(report.changesIfAny().newGrants());
    }

    /** Accounts that may do less. */
    public List<AccountChange> getGonePower() {
        return shown(report.changesIfAny().goneGrants());
    }

    /** How many more accounts there are than {@link #getGonePower} has. */
    public int getGonePowerLeftOut() {
        return leftOut(report.changesIfAny().goneGrants());
    }

    private static int leftOut(List<AccountGrants> accounts) {
        return Math.max(0, accounts.size() - CARDS_PER_PAGE);
    }

    private static List<AccountChange> shown(List<AccountGrants> accounts) {
        return accounts.stream().limit(CARDS_PER_PAGE).map(AccountChange::new).toList();
    }

    public List<String> getNotes() {
        return report.notes().stream()
                .limit(MOST_NOTES)
                .map(note -> Words.placed(Words.sentence(note.text()), note.location()))
                .toList();
    }

    /** What was read, as a sentence. */
    public String getRead() {
        return Messages.ReportPage_read(
                report.summary().inventory().files(),
                report.summary().inventory().documents(),
                report.summary().inventory().objects(),
                report.summary().inventory().skippedDocuments(),
                report.summary().inventory().unreadable(),
                report.toolVersion(),
                report.kubernetesVersion());
    }
}
