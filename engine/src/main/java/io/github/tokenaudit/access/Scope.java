package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Namespaces;
import org.jspecify.annotations.Nullable;

/**
 * Where a grant counts, or where a request is made.
 *
 * @param clusterWide whether everywhere; a request for what lives in no namespace is made there
 * @param namespace else the namespace; null where the manifests leave it open
 */
public record Scope(boolean clusterWide, @Nullable String namespace) {

    /** The whole cluster. */
    public static final Scope CLUSTER = new Scope(true, null);

    private static final String CONTROLLERS = "kube-system";

    /** One namespace. */
    public static Scope of(@Nullable String namespace) {
        return new Scope(false, namespace);
    }

    /** How a scope looks to somebody who is at home in one namespace. */
    public enum Reach {
        /** The whole cluster. */
        EVERYWHERE,
        /** {@code kube-system}, where Kubernetes' own controllers have their accounts. */
        CONTROLLERS,
        /** Another namespace. */
        ELSEWHERE,
        /** The own namespace. */
        OWN
    }

    /** How this scope looks from a namespace; null for one that the manifests leave open. */
    public Reach from(@Nullable String home) {
        if (clusterWide) {
            return Reach.EVERYWHERE;
        }
        if (CONTROLLERS.equals(namespace)) {
            return Reach.CONTROLLERS;
        }
        return Namespaces.maybeSame(namespace, home) ? Reach.OWN : Reach.ELSEWHERE;
    }

    /** Whether all of another scope lies in this one. */
    public boolean covers(Scope other) {
        return clusterWide || (!other.clusterWide && Namespaces.maybeSame(namespace, other.namespace));
    }
}
