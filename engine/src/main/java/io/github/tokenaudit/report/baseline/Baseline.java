package io.github.tokenaudit.report.baseline;

import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Report.AccountGrants;
import io.github.tokenaudit.report.Report.Changes;
import io.github.tokenaudit.report.Report.Finding;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.Operator;
import io.github.tokenaudit.report.Report.Verdict;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An earlier report, with which a later one is compared. Any report will do; one that a team keeps beside its manifests is
 * {@linkplain #of trimmed} to what comparing needs. Findings are the same if their fingerprints are: moving a manifest, or
 * lines within it, changes nothing.
 */
public final class Baseline {

    /** What the file is called that a team keeps. */
    public static final String FILE_NAME = "token-audit-baseline.json";

    private final Report before;

    /** @param before the earlier report */
    public Baseline(Report before) {
        this.before = before;
    }

    /** What of a report is worth keeping: each finding without its proof, each account with its grants; it judges nothing. */
    public static Report of(Report report) {
        Map<ObjectId, Operator> accounts = new LinkedHashMap<>();
        report.operators()
                .forEach(operator -> accounts.putIfAbsent(operator.account().id(), operator));
        return new Report(
                report.toolVersion(),
                report.kubernetesVersion(),
                new Verdict(FailOn.NEVER, FailOn.NEVER, false),
                report.summary(),
                accounts.values().stream().map(Baseline::trimmed).toList(),
                report.findings().stream().map(Baseline::trimmed).toList(),
                List.of(),
                null,
                null);
    }

    private static Operator trimmed(Operator operator) {
        return new Operator(
                operator.workload(),
                operator.bundle(),
                null,
                operator.account(),
                operator.capability(),
                null,
                List.of(),
                List.of(),
                List.of(),
                operator.grade(),
                List.of(),
                operator.grants().stream().map(Baseline::trimmed).toList(),
                operator.grantsLeftOut(),
                List.of());
    }

    private static GrantRow trimmed(GrantRow grant) {
        return grant.with(grant.verbs(), List.of(), List.of());
    }

    private static Finding trimmed(Finding finding) {
        return new Finding(
                finding.rule(),
                finding.name(),
                finding.group(),
                finding.severity(),
                finding.message(),
                finding.object(),
                finding.field(),
                finding.location(),
                List.of(),
                finding.remedy(),
                finding.help(),
                finding.fingerprint(),
                finding.partOf(),
                finding.grants(),
                finding.state() == State.SUPPRESSED ? State.SUPPRESSED : State.OUTSTANDING,
                finding.suppression(),
                false);
    }

    /**
     * A later report, in which each finding is new that the baseline does not have, or has as a milder one, and which tells
     * what changed. Whoever takes back a suppression gets the finding as new; a part that becomes a headline was there all
     * along.
     *
     * @param now a report without changes
     */
    public Report compare(Report now) {
        Map<String, Severity> known = before.findings().stream()
                .filter(finding -> finding.state() != State.SUPPRESSED)
                .collect(Collectors.toMap(
                        Finding::fingerprint, Finding::severity, BinaryOperator.maxBy(Comparator.naturalOrder())));
        Map<String, State> states = now.findings().stream()
                .collect(Collectors.toMap(Finding::fingerprint, finding -> state(finding, known), (one, same) -> one));
        return now.with(
                now.findings().stream().map(finding -> marked(finding, states)).toList(),
                new Changes(
                        more(before.operators(), now.operators()),
                        more(now.operators(), before.operators()),
                        before.findings().stream()
                                .filter(Finding::counts)
                                .filter(finding -> !states.containsKey(finding.fingerprint()))
                                .toList()));
    }

    private static State state(Finding finding, Map<String, Severity> known) {
        if (finding.state() == State.SUPPRESSED) {
            return State.SUPPRESSED;
        }
        Severity before = known.get(finding.fingerprint());
        return before != null && before.isAtLeast(finding.severity()) ? State.OUTSTANDING : State.NEW;
    }

    /** What is new stands for itself: as a part of what everybody knows, nobody would see it. */
    private static Finding marked(Finding finding, Map<String, State> states) {
        State state = Objects.requireNonNull(states.get(finding.fingerprint()));
        String whole = finding.partOf();
        boolean hidden = state == State.NEW && whole != null && states.get(whole) == State.OUTSTANDING;
        return finding.with(state, hidden ? null : whole);
    }

    /** What accounts have later that they did not have earlier, each account once. */
    private static List<AccountGrants> more(List<Operator> earlier, List<Operator> later) {
        Map<ObjectId, AccountGrants> before = accounts(earlier);
        List<AccountGrants> more = new ArrayList<>();
        accounts(later).forEach((key, account) -> {
            AccountGrants known = before.get(key);
            List<GrantRow> grants =
                    new Covering(known == null ? List.of() : known.grants()).uncovered(account.grants());
            if (!grants.isEmpty()) {
                more.add(new AccountGrants(account.account(), grants));
            }
        });
        return more;
    }

    private static Map<ObjectId, AccountGrants> accounts(List<Operator> operators) {
        Map<ObjectId, AccountGrants> accounts = new LinkedHashMap<>();
        operators.forEach(operator -> accounts.merge(
                operator.account().id(), new AccountGrants(operator.account(), operator.grants()), Baseline::both));
        return accounts;
    }

    /** Workloads of one account have the same grants, unless they come from reports of several modules. */
    private static AccountGrants both(AccountGrants one, AccountGrants other) {
        return one.grants().equals(other.grants())
                ? one
                : new AccountGrants(
                        one.account(),
                        Stream.concat(one.grants().stream(), other.grants().stream())
                                .distinct()
                                .toList());
    }
}
