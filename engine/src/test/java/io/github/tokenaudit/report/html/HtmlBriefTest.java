package io.github.tokenaudit.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a card says to somebody who reads nothing else of it. */
class HtmlBriefTest {

    private static final String POD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: operator, namespace: shop}
            spec:
              selector: {matchLabels: {app: operator}}
              template:
                metadata: {labels: {app: operator}}
                spec:
                  serviceAccountName: operator
                  automountServiceAccountToken: %s
                  containers: [{name: manager, image: registry.example/operator:1.0, securityContext: {privileged: %s}}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: %s
            metadata: {name: operator, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
            subjects: [{kind: ServiceAccount, name: operator, namespace: shop}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: operator}
            rules:
            """;

    private static final String IN_THE_CLUSTER = POD.formatted("true", "false", "ClusterRoleBinding");
    private static final String IN_ITS_NAMESPACE = POD.formatted("true", "false", "RoleBinding");

    private static final String READS_SECRETS = "- {apiGroups: [''], resources: [secrets], verbs: [get, list]}\n";
    private static final String RUNS_PODS = "- {apiGroups: [''], resources: [pods], verbs: [create]}\n";
    private static final String READS_NODES = "- {apiGroups: [''], resources: [nodes], verbs: [get]}\n";
    private static final String EVERYTHING = "- {apiGroups: ['*'], resources: ['*'], verbs: ['*']}\n";

    private static final String OF_THE_CONTROL_PLANE =
            " Root on a node has the tokens of all pods there; on one of the control plane, where the cluster has such (kubeadm, OpenShift;"
                    + " not EKS, GKE, AKS), that is cluster-admin.";

    private static final String NO_ADMISSION = "no Pod Security or other admission, such as OpenShift's, forbids it.";

    private static final String TOKEN_OF = """
            apiVersion: v1
            kind: Secret
            metadata: {name: old, namespace: shop, annotations: {kubernetes.io/service-account.name: %s}}
            type: kubernetes.io/service-account-token
            ---
            """;

    @TempDir
    Path folder;

    private Element card(String manifest) throws IOException {
        return Sample.audited(folder, "operator.yaml", manifest).expectFirst(".card");
    }

    private Element brief(String manifest) throws IOException {
        return card(manifest).expectFirst(".brief");
    }

    private List<String> gains(String manifest) throws IOException {
        return brief(manifest).select("li").eachText();
    }

    @Test
    void saysWhoGetsWhatAndForHowLong() throws IOException {
        assertThat(brief(IN_THE_CLUSTER + READS_NODES).expectFirst("p").text())
                .isEqualTo(
                        "Whoever gets into container manager of Deployment operator, or is shown its files, has a token of"
                                + " account operator, good from wherever the API server can be reached, valid for 1 year by default"
                                + " or until its pod is gone.");
    }

    @Test
    void tellsOfASecretThatHoldsATokenOfTheAccountForEver() throws IOException {
        String secret = TOKEN_OF.formatted("operator");

        assertThat(brief(secret + IN_THE_CLUSTER + READS_NODES).expectFirst("p").text())
                .endsWith(
                        "or until its pod is gone. Whoever reads Secret/shop/old has one of account operator that never ends.");
        Element unmounted = brief(secret + POD.formatted("false", "false", "ClusterRoleBinding") + READS_SECRETS);
        assertThat(unmounted.expectFirst("p").text())
                .endsWith(
                        "finds no token there that the API server takes. Whoever reads Secret/shop/old has one of account"
                                + " operator that never ends.");
        assertThat(unmounted.select("li").eachText())
                .first()
                .asString()
                .endsWith("the token can read every Secret in the cluster.");
    }

    @Test
    void tellsWhatIsCertainBeforeWhatTheClusterDecides() throws IOException {
        assertThat(gains(IN_THE_CLUSTER + READS_SECRETS + RUNS_PODS))
                .containsExactly(
                        "On any cluster, the token can read every Secret"
                                + " and run pods as any service account in the cluster.",
                        "Since it can run pods as any service account in the cluster, its holder gets to root on a node, provided that in some"
                                + " namespace no Pod Security or other admission forbids it." + OF_THE_CONTROL_PLANE,
                        "Since it can read every Secret in the cluster, its holder gets to tokens of other accounts, provided that a Secret there"
                                + " holds a token or key of somebody with more power.",
                        "Since it can run pods as any service account in the cluster, its holder may be cluster-admin by one of kube-system's"
                                + " accounts, provided that no admission policy forbids pods to run as accounts with more power.");
    }

    @Test
    void namesBothGrantsThatAWayTakes() throws IOException {
        assertThat(
                        gains(
                                IN_THE_CLUSTER + RUNS_PODS
                                        + "- {apiGroups: [security.openshift.io], resources: [securitycontextconstraints], verbs: [use]}\n"))
                .startsWith(
                        "On any cluster, the token can run pods as any service account in the cluster. On OpenShift it also"
                                + " can let pods run with any privilege (OpenShift's SecurityContextConstraints).")
                .contains(
                        "Since it can run pods as any service account in the cluster and let pods run with any privilege"
                                + " (OpenShift's SecurityContextConstraints), its holder gets to root on a node, on OpenShift; on other clusters,"
                                + " since it can run pods as any service account in the cluster, provided that in some namespace"
                                + " no Pod Security or other admission forbids it."
                                + OF_THE_CONTROL_PLANE);
    }

    @Test
    void saysWhatDependsOnHowOlmInstallsIt() throws IOException {
        String csv = """
                apiVersion: operators.coreos.com/v1alpha1
                kind: ClusterServiceVersion
                metadata: {name: op.v1}
                spec:
                  installModes: [{type: OwnNamespace, supported: true}, {type: AllNamespaces, supported: true}]
                  install:
                    strategy: deployment
                    spec:
                      permissions:
                        - serviceAccountName: op
                          rules: [{apiGroups: [""], resources: [pods], verbs: [create]}]
                      deployments:
                        - name: op
                          spec:
                            template:
                              spec: {serviceAccountName: op, containers: [{name: op, image: registry.example/op:1.0}]}
                """;

        assertThat(gains(csv))
                .first()
                .asString()
                .endsWith("run pods as any service account in the cluster (where OLM installs it for all namespaces).");
        assertThat(gains(csv))
                .contains(
                        "Since it can run pods as any service account in the cluster (where OLM installs it for all namespaces), its holder gets"
                                + " to root on a node, provided that in some namespace no Pod Security or other admission forbids it."
                                + OF_THE_CONTROL_PLANE);
    }

    @Test
    void saysWhereThePowerEnds() throws IOException {
        assertThat(gains(IN_ITS_NAMESPACE + RUNS_PODS))
                .containsExactly(
                        "On any cluster, the token can run pods as any service account in" + " its own namespace.",
                        "Of other namespaces its grants give it neither Secrets nor workloads nor rights.",
                        "It can be every account in its own namespace: one with more power there, such as another operator's,"
                                + " makes it as powerful.",
                        "Since it can run pods as any service account in its own namespace, its holder gets to root on a node, provided that "
                                + NO_ADMISSION + OF_THE_CONTROL_PLANE);
    }

    @Test
    void saysOfWhoIsClusterAdminNothingLess() throws IOException {
        assertThat(gains(IN_THE_CLUSTER + EVERYTHING))
                .containsExactly(
                        "On any cluster, the token can do everything in the cluster, which is as good as cluster-admin.");
    }

    @Test
    void saysThatATokenWithoutDangerousGrantsGivesNothing() throws IOException {
        assertThat(gains(IN_THE_CLUSTER + READS_NODES))
                .containsExactly(
                        "The token gives neither Secrets nor workloads nor rights of others, by the grants of its account.");
    }

    @Test
    void countsNoGrantsWhereNoTokenIsToBeHadButWhatThePodGivesWithoutOne() throws IOException {
        Element brief = brief(POD.formatted("false", "true", "ClusterRoleBinding") + READS_SECRETS);

        assertThat(brief.expectFirst("p").text())
                .isEqualTo(
                        "Whoever gets into a pod of Deployment operator finds no token there that the API server takes.");
        assertThat(brief.select("li").eachText())
                .containsExactly(
                        "Without any token: container manager is privileged, which is root on the node and so leads"
                                + " to the tokens of all its pods.");
    }

    @Test
    void countsOnlyGrantsOfTheAccountsWhoseTokensArePresent() throws IOException {
        String other = TOKEN_OF.formatted("backup")
                + POD.formatted("false", "false", "ClusterRoleBinding")
                        .replace("containers:", "volumes: [{name: old, secret: {secretName: old}}]\n      containers:")
                        .replace("image: registry", "volumeMounts: [{name: old, mountPath: /old}], image: registry")
                + READS_SECRETS;

        Element card = card(other);
        Element brief = card.expectFirst(".brief");

        assertThat(brief.expectFirst("p").text())
                .endsWith(
                        "has a token of account backup, good from wherever the API server can be reached, valid for ever.");
        assertThat(brief.select("li").eachText())
                .containsExactly("The token of account backup can do whatever that one may.");
        assertThat(card.expectFirst("svg.picture").attr("aria-label"))
                .isEqualTo("Deployment operator; then a token of account backup; then whatever that one may do");
    }
}
