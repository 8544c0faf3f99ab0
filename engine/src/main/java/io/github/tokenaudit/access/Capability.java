package io.github.tokenaudit.access;

import java.util.Locale;

/** What an identity amounts to, in five classes. The order is that of power. */
public enum Capability {
    /** Neither Secrets nor workloads nor rights of others: custom resources, harmless reads, what every client does. */
    OWN,
    /** Secrets or workloads of its own namespace. */
    NAMESPACE,
    /** Secrets or workloads of other namespaces, or cluster or node under a condition that manifests can't show. */
    TENANT,
    /** Root on a node, on every cluster that serves the APIs that the grants name. */
    NODE,
    /** As good as cluster-admin, on every cluster that serves the APIs that the grants name. */
    CLUSTER;

    /** The name in reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The more powerful of two. */
    public Capability or(Capability other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The less powerful of two. */
    public Capability and(Capability other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
