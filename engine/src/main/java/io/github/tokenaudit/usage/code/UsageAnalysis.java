package io.github.tokenaudit.usage.code;

import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.ReadLimits;
import io.github.tokenaudit.usage.client.ClientLibraries;
import io.github.tokenaudit.usage.client.KubernetesModel;
import io.github.tokenaudit.usage.flow.FlowAnalysis;
import io.github.tokenaudit.usage.flow.FlowLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Derives from an operator's compiled code which permissions it needs. */
public final class UsageAnalysis {

    private UsageAnalysis() {}

    /**
     * Analyses an operator. Nothing of its code is loaded or executed; what can't be read or followed is told in the
     * result. Two runs on the same files give equal results.
     *
     * @param classes folders and jars with the operator's own classes
     * @param libraries jars and folders on its class path, in its order
     * @param properties the project's own properties
     */
    public static Usage of(List<Path> classes, List<Path> libraries, ProjectProperties properties) {
        return of(classes, libraries, properties, ReadLimits.standard(), FlowLimits.standard());
    }

    static Usage of(
            List<Path> classes,
            List<Path> libraries,
            ProjectProperties properties,
            ReadLimits readLimits,
            FlowLimits flowLimits) {
        try (ClassPool pool = ClassPool.open(classes, libraries, new ClientLibraries(), readLimits)) {
            List<Usage.Problem> problems = new ArrayList<>();
            KubernetesModel model = new KubernetesModel(pool, properties.with(pool, problems::add));
            FlowAnalysis analysis = new FlowAnalysis(pool, model, flowLimits);
            model.prepare(analysis);
            EntryPoints.enter(analysis);
            analysis.run();
            analysis.runUnreached();
            analysis.settle();
            return Folding.of(pool, model, analysis, problems);
        } catch (IOException e) {
            throw new UncheckedIOException("a file can't be closed that could be read", e);
        }
    }
}
