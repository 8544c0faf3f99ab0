package io.github.tokenaudit.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything in Kubernetes and OpenShift that runs pods, with the way to its pod template. Groups that have been
 * removed are kept ({@code extensions} until 1.16): old manifests are still shipped.
 */
public enum WorkloadKind {
    POD("Pod", Set.of("")),
    POD_TEMPLATE("PodTemplate", Set.of(""), "template"),
    REPLICATION_CONTROLLER("ReplicationController", Set.of(""), "spec", "template"),
    DEPLOYMENT("Deployment", Set.of("apps", "extensions"), "spec", "template"),
    STATEFUL_SET("StatefulSet", Set.of("apps"), "spec", "template"),
    DAEMON_SET("DaemonSet", Set.of("apps", "extensions"), "spec", "template"),
    REPLICA_SET("ReplicaSet", Set.of("apps", "extensions"), "spec", "template"),
    JOB("Job", Set.of("batch", "extensions"), "spec", "template"),
    CRON_JOB("CronJob", Set.of("batch"), "spec", "jobTemplate", "spec", "template"),
    DEPLOYMENT_CONFIG("DeploymentConfig", Set.of("apps.openshift.io", ""), "spec", "template");

    private final String kind;
    private final Set<String> groups;
    private final List<String> template;

    WorkloadKind(String kind, Set<String> groups, String... template) {
        this.kind = kind;
        this.groups = groups;
        this.template = List.of(template);
    }

    /** The kind of an object; null when it runs no pods. */
    public static @Nullable WorkloadKind of(String group, String kind) {
        for (WorkloadKind candidate : values()) {
            if (candidate.kind.equals(kind) && candidate.groups.contains(group)) {
                return candidate;
            }
        }
        return null;
    }

    /** The kind's name in manifests. */
    public String kind() {
        return kind;
    }

    /** The API groups that have it, old ones included; the empty one is the core group. */
    public Set<String> groups() {
        return groups;
    }

    /** The resource's name in rules of roles: {@code deployments}. */
    public String resource() {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    /** The path from the object's root to its pod template; empty for a Pod, which is its own. */
    public List<String> templatePath() {
        return template;
    }
}
