package io.github.tokenaudit.report.html;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.posture.OperatorCard;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.SourceText;
import io.github.tokenaudit.report.Summaries;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the page shows, in which order, and how much of it.
 *
 * @param audit what is reported
 * @param report the same as plain values, compared and judged
 * @param cards the operators, the worst first
 * @param findings the headlines that count, the worst first
 * @param suppressed the headlines that are suppressed
 * @param told the fingerprints of the findings that there was room for
 * @param operators which cards tell of a finding, by its fingerprint
 * @param sharing which cards are of workloads that run as an account
 * @param byNamespace which cards are of accounts of a namespace, the worst first; the empty one stands for open ones
 * @param reported the findings of the report by their fingerprints
 */
record Page(
        Audit audit,
        Report report,
        Shown<Card> cards,
        Shown<FindingView> findings,
        Shown<FindingView> suppressed,
        Set<String> told,
        Map<String, List<Card>> operators,
        Map<Account, List<Card>> sharing,
        Map<String, List<Card>> byNamespace,

        Map<String, Report.Finding> reported) {

    /** The most operators that have a card. */
    static final int MOST_CARDS = 1_000;
    /** The most findings that are told at all, contained and suppressed ones included. */
    static final int MOST_FINDINGS = 5_000;
    /** The most findings, the worst of them, that are told with excerpt, proof and remedy. */
    static final int MOST_IN_FULL = 500;
    /** The most entries of any other list; one with more is beyond reading. */
    static final int MOST_ENTRIES = 200;
    /** The most entries of a list that is not the point where it stands. */
    static final int FEW_ENTRIES = 5;
    /** Up to so many findings, all are unfolded. */
    static final int FEW_FINDINGS = 40;

    private static final int MOST_NEIGHBOURS = 3;

    /** Of two of a class, the one that can do more in the whole cluster. */
    private static final Comparator<Power> MORE_POWER = Comparator.comparing(Power::capability)
            .thenComparing(power -> power.worst().stream()
                    .filter(ability -> ability.reach() == Reach.EVERYWHERE)
                    .count());

    private static final long DAY = 86_400;

    static Page of(Audit audit, Report report, SourceText source) {
        List<Card> all = new ArrayList<>();
        for (OperatorCard operator : audit.posture().cards()) {
            all.add(new Card("operator-" + (all.size() + 1), operator));
        }
        Shown<Card> cards = Shown.of(all.stream().sorted(Card.WORST_FIRST).toList(), MOST_CARDS);
        Map<String, List<Card>> operators = new HashMap<>();
        for (Card card : cards.items()) {
            for (Finding finding : card.operator().findings()) {
                operators
                        .computeIfAbsent(finding.fingerprint(), fingerprint -> new ArrayList<>())
                        .add(card);
            }
        }
        Map<String, Report.Finding> reported = report.findings().stream()
                .collect(Collectors.toMap(Report.Finding::fingerprint, Function.identity(), (one, same) -> one));
        Views views = new Views(audit.findings(), reported, source);
        return new Page(
                audit,
                report,
                cards,
                views.of(finding -> finding.state() != State.SUPPRESSED),
                views.of(finding -> finding.state() == State.SUPPRESSED),
                views.told,
                operators,
                cards.items().stream()
                        .collect(Collectors.groupingBy(card -> card.operator().account())),
                cards.items().stream().collect(Collectors.groupingBy(Page::namespace)),
                reported);
    }

    /** Puts findings under their headlines. */
    private static final class Views {
        private final List<Finding> headlines = new ArrayList<>();
        private final Map<String, List<Finding>> parts = new HashMap<>();
        private final Set<String> inFull = new HashSet<>();
        private final Map<Location, Excerpt> excerpts;
        private final Set<String> told = new HashSet<>();

        Views(List<Finding> all, Map<String, Report.Finding> reported, SourceText source) {
            for (Finding finding : all) {
                String headline = Objects.requireNonNull(reported.get(finding.fingerprint()))
                        .partOf();
                if (headline == null || !reported.containsKey(headline)) {
                    headlines.add(finding);
                } else {
                    parts.computeIfAbsent(headline, fingerprint -> new ArrayList<>())
                            .add(finding);
                }
            }
            List<Finding> worst = all.stream().limit(MOST_IN_FULL).toList();
            worst.forEach(finding -> inFull.add(finding.fingerprint()));
            excerpts = Excerpt.of(worst.stream().map(Finding::location).toList(), source);
        }

        /** As many headlines as there is room left for, each with what it contains. */
        Shown<FindingView> of(Predicate<Finding> which) {
            return views(headlines.stream().filter(which).toList());
        }

        private Shown<FindingView> views(List<Finding> findings) {
            List<FindingView> views = new ArrayList<>();
            for (Finding finding : findings) {
                if (told.size() < MOST_FINDINGS) {
                    told.add(finding.fingerprint());
                    views.add(view(finding));
                }
            }
            return new Shown<>(views, findings.size() - views.size());
        }

        private FindingView view(Finding finding) {
            boolean full = inFull.contains(finding.fingerprint());
            return new FindingView(
                    finding,
                    full,
                    full ? excerpts.get(finding.location()) : null,
                    views(parts.getOrDefault(finding.fingerprint(), List.of())));
        }
    }

    String title() {
        return "Token Audit: grade " + report.summary().grade() + ", " + verdict();
    }

    /** The verdict in a sentence. */
    String verdict() {
        FailOn failOn = report.gate().failOn();
        FailOn ofNew = report.gate().failOnNew();
        boolean onAll = failOn.threshold() != null;
        boolean onNew = ofNew.threshold() != null;
        if (!onAll && !onNew) {
            return "No gate was set, so no build fails by this";
        }
        if (!report.gate().failed()) {
            return "Gate passed: nothing " + (onAll ? "is " + Summaries.orWorse(failOn) : "")
                    + (onAll && onNew ? ", and nothing " : "")
                    + (onNew ? "new is " + Summaries.orWorse(ofNew) : "");
        }
        long bad = shutting(failOn).count();
        if (bad > 0) {
            return failed(bad, "finding", failOn);
        }
        long news = shutting(ofNew).filter(Report.Finding::isNew).count();
        if (news > 0) {
            return failed(news, "new finding", ofNew);
        }
        return report.findings().stream().anyMatch(Report.Finding::shutsGate)
                ? "Gate failed: not all of the input could be read"
                : "Gate failed: accounts have new grants";
    }

    /** Of the findings that shut the gate, those as bad as a threshold. */
    private Stream<Report.Finding> shutting(FailOn failOn) {
        Severity threshold = failOn.threshold();
        return report.findings().stream()
                .filter(finding -> threshold != null
                        && finding.shutsGate()
                        && finding.severity().isAtLeast(threshold));
    }

    private static String failed(long number, String noun, FailOn failOn) {
        return "Gate failed: " + Words.count(number, noun) + (number == 1 ? " is " : " are ")
                + Summaries.orWorse(failOn);
    }

    /** Whether the baseline does not have a finding. */
    boolean isNew(Finding finding) {
        return Objects.requireNonNull(reported.get(finding.fingerprint())).state() == State.NEW;
    }

    /** How many operators hold a token. */
    long holders() {
        return operators(card -> !card.tokens().isEmpty());
    }

    /** How many operators hold a token that stays valid for more than a day. */
    long longHolders() {
        return operators(card -> card.tokens().stream().anyMatch(Page::outlivesADay));
    }

    /** Whether OLM gives one of the operators in other namespaces, too, what it is granted in its own. */
    boolean isCopied() {
        return cards.items().stream().anyMatch(card -> !card.modesForOthers().isEmpty());
    }

    /** How many operators hold a token that reaches beyond their own namespace. */
    long mightyHolders() {
        return operators(card -> card.tokens().stream().anyMatch(TokenMount::isForApiServer)
                && card.power().capability().compareTo(Capability.TENANT) >= 0);
    }

    private long operators(Predicate<OperatorCard> which) {
        return audit.posture().cards().stream().filter(which).count();
    }

    private static boolean outlivesADay(TokenMount token) {
        Long seconds = token.validSeconds();
        return seconds == null || seconds > DAY;
    }

    /** How many operators are there under the same name in another bundle, too, as in folders of several versions. */
    long copies() {
        List<OperatorCard> all = audit.posture().cards();
        long names = all.stream().map(card -> card.workload().id()).distinct().count();
        return all.size() - names;
    }

    /** How many findings of a severity count. */
    int number(Severity severity) {
        return report.summary().findings().getOrDefault(severity, 0);
    }

    /** All severities, the worst first. */
    static List<Severity> severities() {
        return worstFirst(Severity.values());
    }

    /** All exposures, the worst first. */
    static List<Exposure> exposures() {
        return worstFirst(Exposure.values());
    }

    /** All capabilities, the most powerful first. */
    static List<Capability> capabilities() {
        return worstFirst(Capability.values());
    }

    private static <T extends Comparable<T>> List<T> worstFirst(T[] ascending) {
        return Arrays.stream(ascending).sorted(Comparator.reverseOrder()).toList();
    }

    /** The headlines of a severity, in the order in which the cards say to mend them. */
    List<FindingView> findings(Severity severity) {
        return findings.items().stream()
                .filter(view -> view.finding().severity() == severity)
                .sorted(Comparator.comparing(FindingView::finding, Card.MOST_TO_MEND_FIRST))
                .toList();
    }

    /** The worst finding, of several a path, for that says what they come to, of the first card; empty when none counts. */
    Optional<FindingView> worst() {
        return findings.items().stream()
                .min(Comparator.comparing((FindingView view) -> view.finding().severity())
                        .reversed()
                        .thenComparing(view -> view.finding().rule().group() != Group.PATH)
                        .thenComparing(view -> !isOfFirstCard(view.finding()))
                        .thenComparing(view -> view.finding().rule().id()));
    }

    private boolean isOfFirstCard(Finding finding) {
        // The first of the cards that tell of a finding is the first in the order of the page.
        return operators.getOrDefault(finding.fingerprint(), List.of()).stream()
                .limit(1)
                .anyMatch(card -> card.anchor().equals(cards.items().get(0).anchor()));
    }

    /** Whether the page is short enough to show every finding unfolded. */
    boolean isShort() {
        return audit.findings().size() <= FEW_FINDINGS;
    }

    /** Whether the page is so long that it tells nothing twice. */
    boolean isLong() {
        return audit.findings().size() > MOST_IN_FULL;
    }

    /** The other cards whose workloads run as the same account, so that its grants and findings stand there, too. */
    Shown<Card> sharing(Card card) {
        return few(sharing.getOrDefault(card.operator().account(), List.of()).stream()
                .filter(other -> !other.anchor().equals(card.anchor()))
                .toList());
    }

    /** Accounts of other bundles that have more power, and may be in the namespace of a card's. */
    List<String> neighbours(Card card) {
        return Stream.of(namespace(card), "")
                .distinct()
                .flatMap(namespace -> byNamespace.getOrDefault(namespace, List.of()).stream())
                .map(Card::operator)
                .filter(other -> !other.account()
                                .bundle()
                                .equals(card.operator().account().bundle())
                        && MORE_POWER.compare(other.power(), card.operator().power()) > 0)
                .map(other -> other.account().name())
                .distinct()
                .limit(MOST_NEIGHBOURS)
                .toList();
    }

    /** The namespace of a card's account; empty for one that is left open, be it by a placeholder. */
    private static String namespace(Card card) {
        String namespace = card.operator().account().namespace();
        return namespace == null || !ObjectId.isDnsName(namespace) ? "" : namespace;
    }

    /** As how many accounts the operators run. */
    long accounts() {
        return distinct(OperatorCard::account);
    }

    /** How many bundles the operators were read in. */
    long bundles() {
        return distinct(card -> card.account().bundle());
    }

    private long distinct(Function<OperatorCard, ?> what) {
        return audit.posture().cards().stream().map(what).distinct().count();
    }

    /** Whether operators need to be told apart by what they were read with. */
    boolean hasSeveralBundles() {
        return bundles() > 1;
    }

    /** The rules that found something, by id, each with the number of its findings. */
    Map<RuleInfo, Integer> rules() {
        Map<RuleInfo, Integer> rules = new TreeMap<>(Comparator.comparing(RuleInfo::id));
        audit.findings().forEach(finding -> rules.merge(finding.rule(), 1, Integer::sum));
        return rules;
    }

    /** Whether there was room for a finding, so that a link leads to it. */
    boolean tells(Finding finding) {
        return told.contains(finding.fingerprint());
    }

    /** The cards that tell of a finding. */
    Shown<Card> operatorsOf(Finding finding) {
        return few(operators.getOrDefault(finding.fingerprint(), List.of()));
    }

    /** So many of a list that it still is beside the point. */
    static <T> Shown<T> few(List<T> all) {
        // Who names all but one saves nothing.
        return Shown.of(all, all.size() == FEW_ENTRIES + 1 ? all.size() : FEW_ENTRIES);
    }

    /** As much of a list as is readable. */
    static <T> Shown<T> some(List<T> all) {
        return Shown.of(all, MOST_ENTRIES);
    }
}
