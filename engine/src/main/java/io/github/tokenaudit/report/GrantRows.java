package io.github.tokenaudit.report;

import static io.github.tokenaudit.report.AuditToReport.text;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.ObjectAt;
import io.github.tokenaudit.report.Report.Usage;
import io.github.tokenaudit.report.Report.VerbUsage;
import io.github.tokenaudit.report.Report.Via;
import io.github.tokenaudit.rule.GrantedVerb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds grants into rows of a table. A role's rule is a product, every group times every resource, and a row is one
 * element of it; equal rows that come by several chains become one. A short manifest can so ask for a table of any size:
 * one instance serves one report and stops at a number of elements that no real input comes near.
 */
final class GrantRows {

    private static final int MOST_ELEMENTS = 200_000;

    /** What makes rows equal. */
    private record Key(
            @Nullable String apiGroup,
            @Nullable String resource,
            @Nullable String subresource,
            @Nullable String nonResourceUrl,
            List<String> verbs,
            List<String> resourceNames,
            boolean clusterWide) {}

    /** What equal rows collect. */
    private record Collected(Set<@Nullable String> namespaces, Set<Via> via, List<VerbUsage> needs) {}

    /**
     * @param rows in the order in which the grants first tell of them
     * @param leftOut how many elements are not among them
     */
    record Folded(List<GrantRow> rows, int leftOut) {}

    private int elementsLeft = MOST_ELEMENTS;

    /**
     * Folds what an account holds.
     *
     * @param needs what is known of each verb that a grant gives; empty where nobody looked
     */
    Folded fold(List<Grant> grants, Map<Grant, List<GrantedVerb>> needs) {
        Map<Key, Collected> table = new LinkedHashMap<>();
        long leftOut = 0;
        for (Grant grant : grants) {
            long elements = elements(grant);
            if (elements > elementsLeft) {
                leftOut += elements;
            } else {
                elementsLeft -= (int) elements;
                add(table, grant, needs.getOrDefault(grant, List.of()));
            }
        }
        List<GrantRow> rows = new ArrayList<>(table.size());
        table.forEach((key, collected) -> rows.add(new GrantRow(
                key.apiGroup,
                key.resource,
                key.subresource,
                key.nonResourceUrl,
                key.verbs,
                new ArrayList<>(collected.namespaces),
                key.resourceNames,
                List.copyOf(collected.via),
                usage(collected.needs),
                collected.needs)));
        return new Folded(rows, (int) Math.min(leftOut, Integer.MAX_VALUE));
    }

    private static long elements(Grant grant) {
        PolicyRule rule = grant.rule();
        return (long) rule.apiGroups().size() * rule.resources().size()
                + rule.nonResourceUrls().size();
    }

    /** The best that is known of any of its verbs. */
    private static Usage usage(List<VerbUsage> needs) {
        return needs.stream()
                .map(VerbUsage::usage)
                .min(Comparator.naturalOrder())
                .orElse(Usage.UNKNOWN);
    }

    private static void add(Map<Key, Collected> table, Grant grant, List<GrantedVerb> needs) {
        PolicyRule rule = grant.rule();
        boolean clusterWide = grant.scope().clusterWide();
        List<String> verbs = texts(rule.verbs());
        List<String> names = texts(rule.resourceNames());
        Via via = via(grant);
        for (String group : rule.apiGroups()) {
            for (String resource : rule.resources()) {
                int slash = resource.indexOf('/');
                Key key = new Key(
                        text(group),
                        text(slash < 0 ? resource : resource.substring(0, slash)),
                        slash < 0 ? null : text(resource.substring(slash + 1)),
                        null,
                        verbs,
                        names,
                        clusterWide);
                List<VerbUsage> itsNeeds = needs.stream()
                        .filter(need ->
                                need.group().equals(group) && need.resource().equals(resource))
                        .map(GrantRows::usage)
                        .toList();
                collect(table, key, grant, via, itsNeeds);
            }
        }
        // A RoleBinding grants no paths: they belong to no namespace.
        for (String path : clusterWide ? rule.nonResourceUrls() : List.<String>of()) {
            collect(table, new Key(null, null, null, text(path), verbs, List.of(), true), grant, via, List.of());
        }
    }

    private static VerbUsage usage(GrantedVerb granted) {
        Usage usage = switch (granted.need()) {
            case PROVEN, FRAMEWORK, LOGGED -> Usage.PROVEN;
            case POSSIBLE, DECLARED -> Usage.POSSIBLE;
            case DELEGATED -> Usage.DELEGATED;
            case UNKNOWN -> Usage.UNKNOWN;
            case IMPOSSIBLE, SIBLING, CAPABILITY, RESOURCE -> Usage.NONE;
        };
        return new VerbUsage(text(granted.verb()), usage, text(granted.why()));
    }

    private static void collect(Map<Key, Collected> table, Key key, Grant grant, Via via, List<VerbUsage> needs) {
        Collected collected =
                table.computeIfAbsent(key, k -> new Collected(new LinkedHashSet<>(), new LinkedHashSet<>(), needs));
        collected.namespaces.add(
                key.clusterWide ? "*" : AuditToReport.textOrNull(grant.scope().namespace()));
        collected.via.add(via);
    }

    private static Via via(Grant grant) {
        Binding binding = grant.binding();
        return new Via(
                new ObjectAt(AuditToReport.id(grant.roleId()), grant.ruleLocation()),
                binding == null ? null : AuditToReport.at(binding.object()));
    }

    private static List<String> texts(List<String> texts) {
        return texts.stream().map(AuditToReport::text).toList();
    }
}
