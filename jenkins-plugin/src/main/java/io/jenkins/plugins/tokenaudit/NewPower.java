package io.jenkins.plugins.tokenaudit;

import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Grants that an account did not have, whether or not a rule objects to them. A grant is not new if earlier ones gave as much
 * or more: another row, a wildcard, all names instead of some.
 */
final class NewPower {

    private final Map<String, List<GrantRow>> before;

    private NewPower(List<GrantRow> before) {
        this.before = before.stream().collect(Collectors.groupingBy(NewPower::subject));
    }

    /** The operators of accounts with more power than before, each account once, with nothing but what is new. */
    static List<Operator> since(List<Operator> reference, List<Operator> now) {
        Map<String, NewPower> before = reference.stream()
                .collect(Collectors.groupingBy(
                        Words::account,
                        Collectors.collectingAndThen(
                                Collectors.flatMapping(operator -> operator.grants().stream(), Collectors.toList()),
                                NewPower::new)));
        Map<String, Operator> accounts = now.stream()
                .collect(Collectors.toMap(Words::account, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        NewPower nothing = new NewPower(List.of());
        return accounts.entrySet().stream()
                .map(entry -> with(
                        entry.getValue(),
                        before.getOrDefault(entry.getKey(), nothing)
                                .newOf(entry.getValue().grants())))
                .filter(operator -> !operator.grants().isEmpty())
                .toList();
    }

    private static Operator with(Operator operator, List<GrantRow> grants) {
        return new Operator(
                operator.workload(),
                operator.bundle(),
                operator.madeBy(),
                operator.account(),
                operator.capability(),
                operator.unlifted(),
                List.of(),
                List.of(),
                operator.grade(),
                List.of(),
                grants,
                operator.grantsLeftOut(),
                List.of());
    }

    private List<GrantRow> newOf(List<GrantRow> grants) {
        return grants.stream()
                .map(grant -> {
                    List<GrantRow> wider = wider(grant);
                    List<String> verbs = grant.verbs().stream()
                            .filter(verb -> !isCovered(grant, verb, wider))
                            .toList();
                    return new GrantRow(
                            grant.apiGroup(),
                            grant.resource(),
                            grant.subresource(),
                            grant.nonResourceUrl(),
                            verbs,
                            grant.namespaces(),
                            grant.resourceNames(),
                            grant.via(),
                            grant.usage(),
                            grant.verbUsage().stream()
                                    .filter(usage -> verbs.contains(usage.verb()))
                                    .toList());
                })
                .filter(grant -> !grant.verbs().isEmpty())
                .toList();
    }

    /** What rows are looked up by, so that large tables are not compared row by row with large tables. */
    private static String subject(GrantRow grant) {
        return grant.nonResourceUrl() != null ? "url" : String.valueOf(grant.resource());
    }

    /** Earlier rows for the same resource, or more. */
    private List<GrantRow> wider(GrantRow grant) {
        List<GrantRow> same = before.getOrDefault(subject(grant), List.of());
        List<GrantRow> all = grant.nonResourceUrl() != null ? List.of() : before.getOrDefault("*", List.of());
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
