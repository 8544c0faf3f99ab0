package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Limits;
import java.nio.charset.StandardCharsets;

/** Makes clusters of texts, for tests. */
public final class Clusters {

    private Clusters() {}

    /** The cluster of some files, given as name, text, name, text. */
    public static Cluster of(String... namesAndTexts) {
        DocumentReader reader = new DocumentReader(Limits.standard(), Cluster::interest);
        Cluster.Builder cluster = Cluster.builder();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            cluster.add(reader.read(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return cluster.build();
    }

    /** An account. */
    public static String account(String name) {
        return "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: " + name + "}\n---\n";
    }

    /** A deployment that runs as an account. */
    public static String deployment(String name, String account) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  template:
                    spec:
                      serviceAccountName: %s
                      containers: [{name: main}]
                ---
                """.formatted(name, account);
    }

    /** A binding of an account to a ClusterRole in the whole cluster. */
    public static String clusterBinding(String account, String role) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %s-%s}
                roleRef: {kind: ClusterRole, name: %s}
                subjects: [{kind: ServiceAccount, name: %s}]
                ---
                """.formatted(account, role, role, account);
    }

    /** A ClusterRole that may get one resource of the core group. */
    public static String clusterRole(String name, String resource) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %s}
                rules: [{apiGroups: [""], resources: [%s], verbs: [get]}]
                ---
                """.formatted(name, resource);
    }

    /** A ClusterRole of some rules, bound under its own name to an account of the namespace that a RoleBinding is in. */
    public static String granted(String kind, String role, String namespace, String account, String... rules) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %s}
                rules: [%s]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: %s, namespace: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
                subjects: [{kind: ServiceAccount, name: %s, namespace: %s}]
                ---
                """.formatted(role, String.join(", ", rules), kind, role, namespace, role, account, namespace);
    }
}
