package io.github.tokenaudit.bench;

import io.github.tokenaudit.access.AccessModel;
import io.github.tokenaudit.access.BuiltinPolicy;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The audit from bytes to what every workload's account may do (reading, scanning, resolving; no rules, no reports),
 * beside the time that SnakeYAML alone needs to compose the relevant documents. Both work on the same manifests, which
 * are in memory before the clock starts, each in three fresh Javas of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(3)
public class Reading {

    /** So often the committed samples are read, so that there is something to measure. */
    private static final int COPIES = 100;

    private static final double BUDGET = 1.5;

    /** What to read; empty for the committed samples. */
    @Param("")
    public String folder = "";

    private Manifests manifests = new Manifests(new TreeMap<>(), List.of());

    /** Reads the files. */
    @Setup
    public void load() throws IOException {
        manifests = manifests(folder);
    }

    private static Manifests manifests(String folder) throws IOException {
        return folder.isEmpty()
                ? Manifests.of(Path.of("samples"), "/manifests/").times(COPIES)
                : Manifests.of(Path.of(folder), "");
    }

    /** The audit. */
    @Benchmark
    public List<Power> audit() {
        DocumentReader reader = new DocumentReader(Limits.standard(), Cluster::interest);
        Cluster.Builder builder = Cluster.builder();
        manifests.files().forEach((name, bytes) -> builder.add(reader.read(name, bytes)));
        Cluster cluster = builder.build();
        AccessModel access = new AccessModel(cluster, BuiltinPolicy.of(BuiltinPolicy.newestVersion()));
        return cluster.workloads().map(cluster::accountOf).map(access::powerOf).toList();
    }

    /** SnakeYAML. */
    @Benchmark
    public int compose() {
        int documents = 0;
        for (String text : manifests.relevant()) {
            documents += Manifests.compose(text);
        }
        return documents;
    }

    /**
     * Measures and prints the ratio, each time with the half-width of its interval of 99.9 % confidence.
     *
     * @param arguments the folder to read; none, or an empty one, for the committed samples
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        String folder = arguments.length == 0 ? "" : arguments[0];
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(Reading.class.getName())
                        .param("folder", folder)
                        .build())
                .run();
        Result<?> audit = result(results, "audit");
        Result<?> compose = result(results, "compose");
        System.out.printf(
                "%n%s%naudit %.0f ± %.0f ms, SnakeYAML %.0f ± %.0f ms, ratio %.2f (budget %.1f)%n",
                manifests(folder),
                audit.getScore(),
                audit.getScoreError(),
                compose.getScore(),
                compose.getScoreError(),
                audit.getScore() / compose.getScore(),
                BUDGET);
    }

    private static Result<?> result(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult();
    }
}
