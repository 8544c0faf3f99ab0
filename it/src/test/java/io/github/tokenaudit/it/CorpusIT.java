package io.github.tokenaudit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.posture.OperatorCard;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.Document.Reading;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audits a corpus of real operators, and holds what the engine says to the {@link Oracle}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusIT {

    private final List<AuditRequest.Input> files = new ArrayList<>();
    private final Map<String, Audit> audits = new HashMap<>();
    private Oracle.Report oracle = new Oracle.Report(List.of(), List.of(), List.of());

    @BeforeAll
    void listTheCorpusAndAskTheOracle() throws IOException, InterruptedException {
        files.addAll(Corpus.files());
        Corpus.skipUnless(Oracle.isAvailable(), "there is no go on the path, which the oracle is built with");
        oracle = Oracle.ask(Corpus.FOLDER, Corpus.PARTS);
    }

    private Audit audit(String part) {
        return audits.computeIfAbsent(
                part,
                p -> Corpus.audit(
                        files.stream().filter(file -> file.name().startsWith(p)).toList()));
    }

    private record Counts(long files, long documents, long workloads, long serviceAccounts) {}

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "operators/", "odd/"})
    void countsWhatTheOracleCounts(String part) {
        Inventory read = audit(part).inventory();
        List<Oracle.File> theirs = oracle.files().stream()
                .filter(file -> file.file().startsWith(part))
                .toList();

        assertThat(new Counts(read.files(), read.documents(), read.workloads(), read.serviceAccounts()))
                .isEqualTo(new Counts(
                        theirs.size(),
                        theirs.stream()
                                .mapToLong(file -> file.documents().size())
                                .sum(),
                        oracle.workloads().stream()
                                .filter(workload -> workload.file().startsWith(part))
                                .count(),
                        oracle.serviceAccounts().stream()
                                .filter(account -> account.file().startsWith(part))
                                .count()));
    }

    /** What nobody asked for is not validated; the inventory tells how many documents that are. */
    @Test
    void refusesJustWhatKubernetesRefusesAmongWhatItParses() throws IOException {
        Map<String, List<Oracle.Document>> expected = new HashMap<>();
        oracle.files().forEach(file -> expected.put(file.file(), file.documents()));
        DocumentReader reader = new DocumentReader(Limits.standard(), Cluster::interest);
        List<String> disagreements = new ArrayList<>();
        int refused = 0;
        for (AuditRequest.Input file : files) {
            List<Document> ours =
                    reader.read(file.name(), Files.readAllBytes(file.path())).documents();
            List<Oracle.Document> theirs = expected.getOrDefault(file.name(), List.of());
            assertThat(ours).as(file.name()).hasSameSizeAs(theirs);
            for (int i = 0; i < ours.size(); i++) {
                Reading reading = ours.get(i).reading();
                boolean parsed = reading == Reading.WHOLE || reading == Reading.UNREADABLE;
                refused += reading == Reading.UNREADABLE ? 1 : 0;
                if (parsed && (reading == Reading.UNREADABLE) != (theirs.get(i).refused() != null)) {
                    disagreements.add(ours.get(i).location() + " is " + reading + " to us; Kubernetes' parser says "
                            + theirs.get(i).refused());
                }
            }
        }

        assertThat(disagreements).isEmpty();
        assertThat(refused).isPositive().isEqualTo(audit("").inventory().unreadable());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "operators/", "odd/"})
    void findsAutomountedTokensJustWhereTheOracleDoes(String part) {
        Positions theirPositions = new Positions();
        List<String> theirs = oracle.workloads().stream()
                .filter(workload -> workload.file().startsWith(part))
                .map(workload -> verdict(
                        theirPositions.next(workload.file(), workload.document()),
                        workload.kind(),
                        workload.tokenAutomounted()))
                .toList();
        Positions ourPositions = new Positions();
        Audit audit = audit(part);
        Set<Location> automounted = automounted(audit);
        List<String> ours = audit.posture().cards().stream()
                .map(card -> verdict(
                        ourPositions.next(
                                card.workload().object().file(),
                                card.workload().object().document()),
                        card.workload().id().kind(),
                        automounted.contains(start(card))))
                .toList();

        assertThat(theirs).isNotEmpty();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
    }

    /** Numbers the workloads of each document, for they may have no names, or the same. */
    private static final class Positions {
        private final Map<String, Integer> seen = new HashMap<>();

        String next(String file, int document) {
            String place = file + ", document " + document;
            return place + ", workload " + seen.merge(place, 1, Integer::sum);
        }
    }

    private static String verdict(String position, String kind, boolean automounted) {
        return position + ", " + kind + ": " + (automounted ? "automounted" : "not automounted");
    }

    /**
     * Where the workloads with a TA101 begin. A finding stands somewhere inside its workload, so it belongs to the last
     * one that begins before it.
     */
    private static Set<Location> automounted(Audit audit) {
        NavigableSet<Location> workloads = new TreeSet<>();
        audit.posture().cards().forEach(card -> workloads.add(start(card)));
        return audit.findings().stream()
                .filter(finding -> finding.rule().id().equals("TA101"))
                .map(finding -> Objects.requireNonNull(workloads.floor(finding.location())))
                .collect(Collectors.toSet());
    }

    private static Location start(OperatorCard card) {
        return card.workload().object().location();
    }

    @Test
    void agreesWithAReaderOnFiftyWorkloads() throws IOException {
        Audit audit = audit("");
        Set<Location> automounted = automounted(audit);
        List<String> labels = Files.readAllLines(Path.of("oracle", "labels.tsv"));

        assertThat(labels.subList(1, labels.size())).hasSize(50).allSatisfy(label -> {
            String[] columns = label.split("\t", -1);
            assertThat(audit.posture().cards())
                    .filteredOn(card -> card.workload().object().file().equals(columns[0])
                            && card.workload().object().document() == Integer.parseInt(columns[1])
                            && card.workload().id().kind().equals(columns[2])
                            && (columns[4].isEmpty()
                                    || card.workload().id().name().equals(columns[4])))
                    .singleElement()
                    .extracting(card -> automounted.contains(start(card)))
                    .isEqualTo(columns[5].equals("yes"));
        });
    }

    @Test
    void writesTheSameBytesWhateverTheOrderOfTheFiles() throws IOException {
        List<AuditRequest.Input> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, new Random(2026));

        byte[] report = json(audit(""));

        assertThat(json(Corpus.audit(shuffled))).isEqualTo(report);
        assertThat(report.length).isGreaterThan(1_000_000);
    }

    private static byte[] json(Audit audit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport().write(Report.of(audit), out);
        return out.toByteArray();
    }
}
