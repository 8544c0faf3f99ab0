package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Problem;
import io.github.tokenaudit.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything that an input declares, in the order of its files. Immutable. */
public final class Cluster {

    private final List<Bundle> bundles;
    private final List<Problem> problems;
    private final List<Chart> charts;
    private final Inventory inventory;
    private final IdentityHashMap<Workload, Account> accounts = new IdentityHashMap<>();
    private final IdentityHashMap<Workload, List<TokenMount>> tokens = new IdentityHashMap<>();

    private Cluster(List<Bundle> bundles, List<Problem> problems, List<Chart> charts, Inventory inventory) {
        this.bundles = List.copyOf(bundles);
        this.problems = List.copyOf(problems);
        this.charts = List.copyOf(charts);
        this.inventory = inventory;
        for (Bundle bundle : bundles) {
            for (Workload workload : bundle.own().workloads()) {
                Account account =
                        bundle.account(workload.id().namespace(), workload.pod().serviceAccountName());
                accounts.put(workload, account);
                tokens.put(workload, List.copyOf(Tokens.of(workload, account)));
            }
        }
    }

    /** How much of a document {@link Builder#add} makes use of, given its top-level scalars. */
    public static Interest interest(Map<String, String> head) {
        return ObjectReader.interest(head);
    }

    /** Whether an object lives in a namespace, be it left open. Told for the kinds that rules look at. */
    public static boolean isNamespaced(KubeObject object) {
        return ObjectReader.isRelevant(object.id().group(), object.id().kind())
                && !ObjectReader.isClusterScoped(object.id().kind());
    }

    /** Starts an empty cluster. */
    public static Builder builder() {
        return new Builder();
    }

    /** The bundles, in the order of their first files. */
    public List<Bundle> bundles() {
        return bundles;
    }

    /** All workloads. */
    public Stream<Workload> workloads() {
        return all(Contents::workloads);
    }

    /** All objects that the input itself holds. */
    public Stream<KubeObject> objects() {
        return all(Contents::objects);
    }

    /** All objects of a group and kind. */
    public Stream<KubeObject> objects(String group, String kind) {
        return objects()
                .filter(object ->
                        object.id().group().equals(group) && object.id().kind().equals(kind));
    }

    private <T> Stream<T> all(Function<Contents, List<T>> kind) {
        return bundles.stream().flatMap(bundle -> kind.apply(bundle.own()).stream());
    }

    /** The account that a workload of this cluster runs as. */
    public Account accountOf(Workload workload) {
        return Objects.requireNonNull(accounts.get(workload), "a workload of another cluster");
    }

    /** The tokens that the containers of a workload of this cluster see. */
    public List<TokenMount> tokensOf(Workload workload) {
        return Objects.requireNonNull(tokens.get(workload), "a workload of another cluster");
    }

    /** What is wrong with the input as text. */
    public List<Problem> problems() {
        return problems;
    }

    /** Helm charts that nobody rendered; their templates were not read. */
    public List<Chart> charts() {
        return charts;
    }

    /** What was read. */
    public Inventory inventory() {
        return inventory;
    }

    /** Takes in files one by one, keeps of each only what the audit needs. */
    public static final class Builder {
        private final SortedMap<String, Contents> contents = new TreeMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Chart> charts = new ArrayList<>();
        private final SortedMap<String, Integer> otherKinds = new TreeMap<>();
        private int files;
        private int documents;
        private int objects;
        private int skippedDocuments;
        private int unreadable;
        private int notObjects;

        private Builder() {}

        /** Adds a file. */
        public Builder add(SourceFile file) {
            files++;
            problems.addAll(file.problems());
            List<KubeObject> found = new ArrayList<>();
            file.documents().forEach(document -> {
                documents++;
                switch (document.reading()) {
                    case UNREADABLE -> unreadable++;
                    case SKIPPED -> {
                        skippedDocuments++;
                        skipped(document.head());
                    }
                    case WHOLE, PARTIAL -> {
                        skippedDocuments += document.reading() == Document.Reading.PARTIAL ? 1 : 0;
                        List<KubeObject> here = ObjectReader.objects(document);
                        notObjects += here.isEmpty() ? 1 : 0;
                        found.addAll(here);
                    }
                }
            });
            for (KubeObject object : found) {
                objects++;
                if (!ObjectReader.isRelevant(object.id().group(), object.id().kind())) {
                    otherKinds.merge(object.id().kind(), 1, Integer::sum);
                }
            }
            contents.put(file.name(), ObjectReader.contents(found));
            return this;
        }

        private void skipped(Map<String, String> head) {
            String kind = head.getOrDefault("kind", "");
            if (kind.isEmpty() || head.getOrDefault("apiVersion", "").isEmpty()) {
                notObjects++;
            } else {
                objects++;
                otherKinds.merge(kind, 1, Integer::sum);
            }
        }

        /** Adds a chart in place of its templates, which count as files. */
        public Builder add(Chart chart) {
            files += chart.templates();
            charts.add(chart);
            return this;
        }

        /** Puts together what was added. */
        public Cluster build() {
            List<Bundle> bundles = Bundling.bundles(contents);
            problems.sort(Comparator.comparing(Problem::location));
            int workloads = 0;
            int accounts = 0;
            for (Contents file : contents.values()) {
                workloads += file.workloads().size();
                accounts += (int)
                        file.accounts().stream().filter(a -> !a.madeByOlm()).count();
            }
            return new Cluster(
                    bundles,
                    problems,
                    charts,
                    new Inventory(
                            files,
                            documents,
                            objects,
                            workloads,
                            accounts,
                            skippedDocuments,
                            unreadable,
                            notObjects,
                            otherKinds));
        }
    }
}
