package io.jenkins.plugins.tokenaudit;

/** Manifests that builds write into their workspaces. */
final class Samples {

    private static final String HEAD = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: op, namespace: shop}
            automountServiceAccountToken: false
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: op}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: op}
            subjects:
            - {kind: ServiceAccount, name: op, namespace: shop}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: op}
            rules:
            - {apiGroups: [""], resources: [pods], verbs: [get, list]}
            """;

    /** A token for a year in a pod, for an account that reads all Secrets: findings that are HIGH. */
    static final String BAD = HEAD + """
                    - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
                    ---
                    """ + deployment("automountServiceAccountToken: true\n      ");

    /** No token, no rights to speak of: nothing to find. */
    static final String MENDED = HEAD + "---\n" + deployment("");

    /** The token as in {@link #BAD}, without its rights. */
    static final String HALF_MENDED = HEAD + "---\n" + deployment("automountServiceAccountToken: true\n      ");

    /** Like {@link #MENDED}, with a grant more that no rule objects to. */
    static final String MORE_POWER =
            HEAD + "- {apiGroups: [shop.example], resources: [carts], verbs: [get]}\n---\n" + deployment("");

    private Samples() {}

    private static String deployment(String podSpec) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: op, namespace: shop}
                spec:
                  selector: {matchLabels: {app: op}}
                  template:
                    metadata: {labels: {app: op}}
                    spec:
                      %sserviceAccountName: op
                      containers:
                      - {name: op, image: shop/op}
                """.formatted(podSpec);
    }
}
