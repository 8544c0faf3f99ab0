package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.WorkloadKind;
import java.util.Set;

/**
 * What well-known images that run beside others need of the Kubernetes API. Told by the end of the image's name:
 * registries, tags and digests differ with every mirror. An image is listed only where its project's documentation
 * leaves no doubt; what talks to the API on purpose (CSI provisioners, k8s-sidecar, kube-state-metrics, Vault's agent)
 * and what may or may not (Dex, collectors) is unknown here.
 */
final class KnownImages {

    /** What a container needs of the API. */
    enum Need {
        /** Nothing: it works without a token. */
        NOTHING,
        /** To ask whether a caller's token is good and what the caller may do; none of the operator's own grants. */
        REVIEWS,
        /** The manifests don't tell. */
        UNKNOWN
    }

    /** They ask by TokenReview and SubjectAccessReview who scrapes or visits. */
    private static final Set<String> REVIEWERS = Set.of("kube-rbac-proxy", "oauth-proxy");

    private static final Set<String> WITHOUT_API = Set.of(
            // Proxies; the meshes' ones get what they need from their control planes, with a token for those.
            "envoy",
            "proxyv2",
            "linkerd/proxy",
            "haproxy",
            "nginx",
            "oauth2-proxy",
            "cloud-sql-proxy",
            "gce-proxy",
            "frr",
            // Exporters of one process's or one node's metrics, and what reloads configuration from files.
            "node-exporter",
            "statsd-exporter",
            "blackbox-exporter",
            "postgres-exporter",
            "mysqld-exporter",
            "redis_exporter",
            "nginx-prometheus-exporter",
            "configmap-reload",
            "prometheus-config-reloader",
            // What the kubelet or a CSI driver talks to through a socket.
            "livenessprobe",
            "csi-node-driver-registrar",
            // Stores and fetchers.
            "redis",
            "memcached",
            "git-sync");

    /** Beside an operator they read its files; on every node they ask the API for the labels of pods. */
    private static final Set<String> LOG_SHIPPERS = Set.of("fluent-bit", "fluentd", "vector", "promtail", "filebeat");

    private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash");

    private KnownImages() {}

    /** What a container of a workload needs. */
    static Need needOf(Container container, WorkloadKind kind) {
        String image = nameOf(container);
        if (!runsItsImage(container)) {
            return Need.UNKNOWN;
        }
        if (isOneOf(REVIEWERS, image)) {
            return Need.REVIEWS;
        }
        boolean needsNothing =
                isOneOf(WITHOUT_API, image) || (isOneOf(LOG_SHIPPERS, image) && kind != WorkloadKind.DAEMON_SET);
        return needsNothing ? Need.NOTHING : Need.UNKNOWN;
    }

    /** The last part of the image's name. */
    static String shortName(Container container) {
        String image = nameOf(container);
        return image.substring(image.lastIndexOf('/') + 1);
    }

    /**
     * Whether it runs what its image is known for: neither a shell, which may run anything, nor a program that comes in
     * by a volume, as MetalLB puts API clients of its own into containers of image frr.
     */
    private static boolean runsItsImage(Container container) {
        String program =
                container.field().get("command").texts().stream().findFirst().orElse("");
        return !SHELLS.contains(program.substring(program.lastIndexOf('/') + 1))
                && container.mounts().stream().noneMatch(mount -> program.startsWith(mount.path() + "/"));
    }

    private static boolean isOneOf(Set<String> known, String image) {
        return known.stream().anyMatch(name -> ("/" + image).endsWith("/" + name));
    }

    /** The image's name without tag and digest, and without the marks that Red Hat's builds put around the last part. */
    private static String nameOf(Container container) {
        return container
                .image()
                .replaceFirst("@.*$", "")
                .replaceFirst(":[^/]*$", "")
                .replaceFirst("(^|/)(ose|origin)-([^/]*)$", "$1$3")
                .replaceFirst("-rhel[0-9]+$", "");
    }
}
