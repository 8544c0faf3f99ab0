package io.github.tokenaudit.report.html;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.posture.Opening;
import io.github.tokenaudit.posture.OperatorCard;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An operator as the page shows it.
 *
 * @param anchor by which the page links to it: its number in the order of the input
 * @param operator what is told
 */
record Card(String anchor, OperatorCard operator) {

    /** Groups of rules, by how much is won where what they find is mended. */
    private static final List<Group> MOST_WON =
            List.of(Group.PATH, Group.BINDING, Group.RBAC, Group.TOKEN, Group.USAGE, Group.ACTIVITY, Group.INPUT);

    /** A token that is mounted otherwise can do no less: of the token's own rules this one is the last to mend. */
    private static final String AUTOMOUNTED = "TA101";

    /** The worst first; of equals, the more powerful one. */
    static final Comparator<Card> WORST_FIRST = Comparator.comparing((Card card) -> card.operator.grade())
            .thenComparing(card -> card.operator.power().capability())
            .thenComparing(card -> card.findings().size())
            .reversed();

    /** The worst first; of equals, what wins most: ways that grants make together, then grants, then tokens. */
    static final Comparator<Finding> MOST_TO_MEND_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(finding -> MOST_WON.indexOf(finding.rule().group()))
            .thenComparing(finding -> finding.rule().id().equals(AUTOMOUNTED))
            .thenComparing(finding -> finding.rule().id());

    /** Rules that one role gives by one binding. */
    record GrantGroup(Grant first, List<Grant> grants) {}

    /** The findings that count, in the order in which to mend them. */
    List<Finding> findings() {
        return operator.findings().stream()
                .filter(Finding::counts)
                .sorted(MOST_TO_MEND_FIRST)
                .toList();
    }

    /** The findings that count, those that say the same of several places by the first of them, with how many say so. */
    Map<Finding, Integer> told() {
        Map<List<?>, Finding> first = new HashMap<>();
        Map<Finding, Integer> told = new LinkedHashMap<>();
        for (Finding finding : findings()) {
            List<?> words = List.of(finding.rule().id(), finding.severity(), finding.message());
            told.merge(first.computeIfAbsent(words, w -> finding), 1, Integer::sum);
        }
        return told;
    }

    /** Whether to mend the first finding leaves others that are as critical. */
    boolean hasSeveralCritical() {
        return findings().stream()
                        .filter(finding -> finding.severity() == Severity.CRITICAL)
                        .limit(2)
                        .count()
                > 1;
    }

    /** What its token can do, the worst first; who may do everything, by that grant nothing else. */
    List<Ability> abilities() {
        List<Ability> worst = operator.power().widest();
        Ability first = worst.isEmpty() ? null : worst.get(0);
        return first == null || !isEverything(first)
                ? worst
                : worst.stream()
                        .filter(ability -> ability.equals(first)
                                || !ability.grant().rule().equals(first.grant().rule()))
                        .toList();
    }

    private static boolean isEverything(Ability ability) {
        return ability.danger() == Danger.FULL_ACCESS && ability.reach() == Reach.EVERYWHERE;
    }

    /** What it is called. */
    String name() {
        String name = operator.workload().id().name();
        return name.isEmpty() ? "(without a name)" : name;
    }

    /** Where it runs. */
    String namespace() {
        String namespace = operator.workload().id().namespace();
        return namespace == null ? "namespace left open" : "namespace " + Words.shortened(namespace);
    }

    /** Where to find it: its bundle, or its file where that lies beside it. */
    String place() {
        String bundle = Words.bundle(operator.account().bundle());
        String file = operator.workload().object().file();
        return file.startsWith(bundle) ? bundle : file;
    }

    /** How many findings count, by severity, the worst first. */
    String counts() {
        String counts = Words.bySeverity(findings().stream().map(Finding::severity));
        return counts.isEmpty() ? "none" : counts;
    }

    /** The modes in which OLM gives it in other namespaces what it is granted in its own; empty where it doesn't. */
    List<String> modesForOthers() {
        return operator.grants().stream()
                .filter(Grant::isCopied)
                .flatMap(grant -> Objects.requireNonNull(grant.binding()).modesForOthers().stream())
                .distinct()
                .toList();
    }

    /** What its pods, whatever their token may do, give away besides its place in the network, for the index. */
    String besides() {
        return Stream.of(
                        gives(Opening.Of.NODE) ? "and its node" : "",
                        gives(Opening.Of.REQUESTS) ? "and, by a webhook, what others write" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Whether its pods give something of a kind without any token. */
    boolean gives(Opening.Of what) {
        return operator.openings().stream().anyMatch(opening -> opening.of() == what);
    }

    /** Whether it holds a token that the API server makes valid for longer than was asked. */
    boolean hasExtendedToken() {
        return operator.tokens().stream().anyMatch(TokenMount::isExtended);
    }

    /** How many findings are suppressed, each with what it contains. */
    long suppressed() {
        return operator.findings().stream()
                .filter(finding -> finding.state() == Finding.State.SUPPRESSED && finding.partOf() == null)
                .count();
    }

    /** The first grants; those that come the same way together. */
    static List<GrantGroup> grouped(List<Grant> grants) {
        Map<List<?>, GrantGroup> groups = new LinkedHashMap<>();
        for (Grant grant : grants) {
            groups.computeIfAbsent(way(grant), way -> new GrantGroup(grant, new ArrayList<>()))
                    .grants()
                    .add(grant);
        }
        return List.copyOf(groups.values());
    }

    private static List<?> way(Grant grant) {
        String roleFile =
                grant.ruleLocation() == null ? "" : grant.ruleLocation().file();
        String binding = grant.binding() == null
                ? ""
                : grant.binding().object().nameLocation().toString();
        return List.of(grant.roleId(), roleFile, binding, grant.scope());
    }

    /** Why its account's token has the exposure that it has, as far as its own pods show. */
    String exposure() {
        List<TokenMount> own = operator.ownTokens();
        if (operator.exposure() == Exposure.WIDE
                && own.stream().anyMatch(token -> token.kind() == TokenMount.Kind.AUTOMOUNTED)) {
            Field said = operator.workload().pod().field().get("automountServiceAccountToken");
            return "mounted by Kubernetes, "
                    + (Boolean.TRUE.equals(said.bool()) ? "as the pod asks for" : "because nobody opted out");
        }
        long containers = own.stream()
                .filter(token -> token.kind() == TokenMount.Kind.PROJECTED)
                .map(token -> token.container().name())
                .distinct()
                .count();
        return operator.exposure() == Exposure.WIDE && containers > 1
                ? "projected into " + containers + " containers"
                : Words.meaning(operator.exposure());
    }

    /** The index's word on tokens: in how many containers, and how long the longest is good. */
    String tokens() {
        List<TokenMount> tokens = operator.tokens();
        if (tokens.isEmpty()) {
            return "none";
        }
        long containers = tokens.stream()
                .map(token -> token.container().field())
                .distinct()
                .count();
        boolean forEver = tokens.stream().map(TokenMount::validSeconds).anyMatch(Objects::isNull);
        Long longest = forEver
                ? null
                : tokens.stream()
                        .map(TokenMount::validSeconds)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return Words.count(containers, "container") + ", " + Words.lifetime(longest);
    }
}
