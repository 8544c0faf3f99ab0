package io.github.tokenaudit.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Counts over a corpus of real operators what they may do and what is found, and holds the rules to telling operators
 * apart. The table is written to {@code target/corpus.md}, from which {@code docs/corpus.md} has its; a report of another
 * state of the engine, named by {@code tokenAudit.before}, makes a column beside.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTableIT {

    private static final String PREFIX = "operators/";
    private static final List<String> CLASSES = List.of("own", "namespace", "tenant", "node", "cluster");
    private static final Set<String> SEVERE = Set.of("medium", "high", "critical");
    /** True of nearly every operator there is, since nobody opts out. */
    private static final String AUTOMOUNTED = "TA101";
    /** Fewer have no majority worth the name. */
    private static final int FEW = 20;

    private final ObjectMapper mapper = new ObjectMapper();
    private Table after = new Table(mapper.createObjectNode());

    @BeforeAll
    void auditTheOperators() throws IOException {
        List<AuditRequest.Input> operators = Corpus.files().stream()
                .filter(file -> file.name().startsWith(PREFIX))
                .toList();
        Audit audit = Corpus.audit(operators);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new JsonReport().write(Report.of(audit), json);
        after = new Table(mapper.readTree(json.toByteArray()));
        Corpus.skipUnless(after.operators() >= FEW, "there are fewer than " + FEW + " operators in it");
    }

    /** What a report says, by operator: by project folder, with all its workloads and versions. */
    private static final class Table {
        private final TreeMap<String, Integer> classes = new TreeMap<>();
        private final TreeMap<String, TreeSet<String>> found = new TreeMap<>();
        private final TreeMap<String, TreeSet<String>> headlines = new TreeMap<>();
        private final int[] workloads = new int[CLASSES.size()];

        Table(JsonNode report) {
            for (JsonNode card : report.path("operators")) {
                int rank = CLASSES.indexOf(card.path("capability").asText());
                workloads[rank]++;
                classes.merge(operator(card.path("workload")), rank, Math::max);
            }
            for (JsonNode finding : report.path("findings")) {
                String rule = finding.path("rule").asText();
                found.computeIfAbsent(rule, r -> new TreeSet<>()).add(operator(finding));
                if (finding.path("partOf").isNull()
                        && SEVERE.contains(finding.path("severity").asText())) {
                    headlines.computeIfAbsent(rule, r -> new TreeSet<>()).add(operator(finding));
                }
            }
        }

        private static String operator(JsonNode located) {
            return located.at("/location/file")
                    .asText()
                    .replaceFirst(".*?" + PREFIX, "")
                    .replaceFirst("/.*", "");
        }

        int operators() {
            return classes.size();
        }

        long ofClass(String name) {
            return classes.values().stream()
                    .filter(rank -> rank == CLASSES.indexOf(name))
                    .count();
        }

        int workloadsOfClass(String name) {
            return workloads[CLASSES.indexOf(name)];
        }

        int found(String rule) {
            return found.getOrDefault(rule, new TreeSet<>()).size();
        }

        int headlined(String rule) {
            return headlines.getOrDefault(rule, new TreeSet<>()).size();
        }
    }

    @Test
    void noClassHoldsMoreThanHalfOfTheOperators() {
        assertThat(CLASSES)
                .allSatisfy(name -> assertThat(after.ofClass(name)).isLessThanOrEqualTo(after.operators() / 2));
    }

    @Test
    void noRuleButThatForAutomountedTokensHeadlinesMoreThanHalfOfTheOperators() {
        assertThat(after.headlines.keySet())
                .filteredOn(rule -> !rule.equals(AUTOMOUNTED))
                .allSatisfy(rule -> assertThat(after.headlined(rule)).isLessThanOrEqualTo(after.operators() / 2));
    }

    @Test
    void writesTheTable() throws IOException {
        String before = System.getProperty("tokenAudit.before", "");
        List<Table> tables = new ArrayList<>();
        if (!before.isEmpty()) {
            tables.add(new Table(mapper.readTree(Path.of(before).toFile())));
        }
        tables.add(after);
        StringBuilder text = new StringBuilder();
        String columns = before.isEmpty() ? "" : " before |";
        text.append("| class |")
                .append(columns)
                .append(" operators |")
                .append(columns)
                .append(" workloads |\n");
        text.append("|---|").append("---:|".repeat(2 * tables.size())).append('\n');
        for (String name : CLASSES) {
            text.append("| ").append(name).append(" |");
            tables.forEach(table -> text.append(' ').append(table.ofClass(name)).append(" |"));
            tables.forEach(table ->
                    text.append(' ').append(table.workloadsOfClass(name)).append(" |"));
            text.append('\n');
        }
        text.append("\n| rule |")
                .append(columns)
                .append(" operators |")
                .append(columns)
                .append(" headline |\n");
        text.append("|---|").append("---:|".repeat(2 * tables.size())).append('\n');
        TreeSet<String> rules = new TreeSet<>();
        tables.forEach(table -> rules.addAll(table.found.keySet()));
        for (String rule : rules) {
            text.append("| [").append(rule).append("](rules/").append(rule).append(".md) |");
            tables.forEach(table -> text.append(' ').append(table.found(rule)).append(" |"));
            tables.forEach(
                    table -> text.append(' ').append(table.headlined(rule)).append(" |"));
            text.append('\n');
        }
        Path file = Files.writeString(Path.of("target", "corpus.md"), text);

        assertThat(file).content().contains("| cluster |", "| [TA101](rules/TA101.md) |");
    }
}
