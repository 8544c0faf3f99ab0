package io.github.tokenaudit.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Something that runs pods.
 *
 * @param object the object; for a deployment inside a ClusterServiceVersion the Deployment that OLM makes of it
 * @param kind which sort of workload
 * @param pod the pods that it runs
 * @param csv the ClusterServiceVersion that it comes from; null when it stands for itself
 */
public record Workload(
        KubeObject object,
        WorkloadKind kind,
        PodSpec pod,
        @Nullable KubeObject csv) {

    /** What names it. */
    public ObjectId id() {
        return object.id();
    }
}
