package io.github.tokenaudit.report.baseline;

import io.github.tokenaudit.report.Report.GrantRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells which grants some others don't give already: by the same row or another one, by a wildcard, by all names instead of
 * some.
 */
final class Covering {

    private final Map<String, List<GrantRow>> rows;

    /** @param rows what is given */
    Covering(List<GrantRow> rows) {
        this.rows = rows.stream().collect(Collectors.groupingBy(Covering::subject));
    }

    /** Of each grant the verbs that are not given; without grants of which nothing is left. */
    List<GrantRow> uncovered(List<GrantRow> grants) {
        return grants.stream()
                .map(this::uncovered)
                .filter(grant -> !grant.verbs().isEmpty())
                .toList();
    }

    private GrantRow uncovered(GrantRow grant) {
        List<GrantRow> wider = wider(grant);
        List<String> verbs = grant.verbs().stream()
                .filter(verb -> !isCovered(grant, verb, wider))
                .toList();
        return grant.with(
                verbs,
                grant.via(),
                grant.verbUsage().stream()
                        .filter(usage -> verbs.contains(usage.verb()))
                        .toList());
    }

    /** What rows are looked up by, so that large tables are not compared row by row with large tables. */
    private static String subject(GrantRow grant) {
        return grant.nonResourceUrl() != null ? "url" : String.valueOf(grant.resource());
    }

    /** Rows for the same resource, or more. */
    private List<GrantRow> wider(GrantRow grant) {
        List<GrantRow> same = rows.getOrDefault(subject(grant), List.of());
        List<GrantRow> all = grant.nonResourceUrl() != null ? List.of() : rows.getOrDefault("*", List.of());
        return Stream.concat(same.stream(), all.stream())
                .filter(row -> coversResource(row, grant))
                .toList();
    }

    private static boolean coversResource(GrantRow row, GrantRow grant) {
        if (grant.nonResourceUrl() != null) {
            String url = String.valueOf(row.nonResourceUrl());
            return url.endsWith("*")
                    ? grant.nonResourceUrl().startsWith(url.substring(0, url.length() - 1))
                    : url.equals(grant.nonResourceUrl());
        }
        if (!"*".equals(row.apiGroup()) && !String.valueOf(row.apiGroup()).equals(grant.apiGroup())) {
            return false;
        }
        // Kubernetes: "*" is all resources and their subresources, "*/scale" is scale of all resources.
        boolean everything = "*".equals(row.resource()) && row.subresource() == null;
        return everything || Objects.equals(row.subresource(), grant.subresource());
    }

    private static boolean isCovered(GrantRow grant, String verb, List<GrantRow> wider) {
        List<GrantRow> allowing = wider.stream()
                .filter(row -> row.verbs().contains("*") || row.verbs().contains(verb))
                .toList();
        return grant.namespaces().stream()
                .allMatch(namespace -> coversNames(
                        allowing.stream()
                                .filter(row -> row.namespaces().contains("*")
                                        || row.namespaces().contains(namespace))
                                .toList(),
                        grant.resourceNames()));
    }

    private static boolean coversNames(List<GrantRow> allowing, List<String> names) {
        boolean all = allowing.stream().anyMatch(row -> row.resourceNames().isEmpty());
        return all
                || (!names.isEmpty()
                        && names.stream()
                                .allMatch(name -> allowing.stream()
                                        .anyMatch(row -> row.resourceNames().contains(name))));
    }
}
