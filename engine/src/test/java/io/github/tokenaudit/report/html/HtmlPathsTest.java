package io.github.tokenaudit.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a page tells the way from a pod to its power. */
class HtmlPathsTest {

    private static final String AGENT = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent, namespace: shop}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec:
                  serviceAccountName: agent
                  containers: [{name: agent, image: registry.example/agent:1.0, securityContext: {privileged: %s}}]
            """;

    private static final String GRANT = """
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: agent}
            rules: [{apiGroups: [''], resources: [%s], verbs: [get, create]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: agent}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
            subjects: [{kind: ServiceAccount, name: agent, namespace: shop}]
            """;

    @TempDir
    Path folder;

    private Document page(String manifest) throws IOException {
        return Sample.audited(folder, "agent.yaml", manifest);
    }

    private static String picture(Document page) {
        return page.expectFirst("svg.picture").attr("aria-label");
    }

    @Test
    void drawsAPodWithoutPowerAsHarmless() throws IOException {
        assertThat(picture(page(AGENT.formatted("false"))))
                .isEqualTo(
                        "DaemonSet agent; then the token of account shop/agent, valid for 1 year by default; then nothing dangerous by its grants");
    }

    @Test
    void drawsWhatAPodGivesOfItsNodeBesideTheWayOfItsToken() throws IOException {
        Document page = page(AGENT.formatted("true") + GRANT.formatted("secrets, serviceaccounts"));

        assertThat(page.select("figure").eachText())
                .satisfiesExactly(
                        pod -> assertThat(pod)
                                .startsWith("By the pod itself, without its token DaemonSet agent Container agent is"),
                        token -> assertThat(token).startsWith("By its token DaemonSet agent the token of account"));
        assertThat(page.select("svg.picture").eachAttr("aria-label"))
                .containsExactly(
                        "DaemonSet agent; then Container agent is privileged, which is root on the node and so leads to the"
                                + " tokens of all its pods",
                        "DaemonSet agent; then the token of account shop/agent, valid for 1 year by default; then write Secrets in the"
                                + " cluster, and read the token that Kubernetes puts into one of type service-account-token; then"
                                + " create service accounts, and so makes beforehand any of them that is missing; then"
                                + " account clusterrole-aggregation-controller of kube-system, one of Kubernetes' own, may"
                                + " write any right into any ClusterRole; then cluster-admin");
    }

    @Test
    void drawsAllThatAPodGivesOfItsNodeAsEndsBesideEachOther() throws IOException {
        Document page = page(AGENT.formatted("true")
                .replace(
                        "serviceAccountName: agent",
                        "serviceAccountName: agent\n      hostNetwork: true\n      hostPID: true"));

        assertThat(picture(page)).containsOnlyOnce("; then ").contains("; or Container agent sees all processes");
        assertThat(page.expectFirst("svg.picture").select("rect")).hasSize(4);
        assertThat(page.expectFirst("svg.picture").select("path[d^=M165]"))
                .as("one arrow, to the first end")
                .hasSize(1);
        assertThat(page.select("h4:contains(without its token) + p + ul > li")).hasSize(3);
    }

    @Test
    void drawsBesideAnEndThatTheClusterDecidesWhatIsCertain() throws IOException {
        assertThat(picture(page(AGENT.formatted("false") + GRANT.formatted("secrets, pods"))))
                .contains("; then root on a node, provided that ")
                .endsWith(
                        "; or without conditions: read any Secret by its name in the cluster, and write Secrets in the cluster");
    }

    @Test
    void saysNothingOfTheNodeWhereThePodGivesNothingOfIt() throws IOException {
        Document page = page(AGENT.formatted("false"));

        assertThat(page.select("figcaption, h4:contains(without its token)")).isEmpty();
    }

    @Test
    void namesThePathAmongTheWorstFindingsFirst() throws IOException {
        Document page = page(AGENT.formatted("false") + GRANT.formatted("secrets, serviceaccounts"));

        assertThat(page.expectFirst("header").text()).contains("leads to cluster-admin");
    }

    @Test
    void saysWhatAWayCountsAs() throws IOException {
        Document page = page(AGENT.formatted("false") + GRANT.formatted("pods"));

        assertThat(page.select(".way h5").eachText())
                .containsExactly(
                        "To root on a node: counts as tenant", "To tokens of other accounts: counts as tenant");
    }

    @Test
    void listsFirstWhatWinsMostToMendAndSaysThatAllCriticalHaveToBe() throws IOException {
        Document several = page(AGENT.formatted("true") + GRANT.formatted("secrets, serviceaccounts"));
        Document one = page(AGENT.formatted("true"));

        assertThat(several.select("article.card ul.list li:has(.critical) > small")
                        .eachText())
                .containsExactly("TA401", "TA114", "TA101");
        assertThat(several.select("article.card").text()).contains("all else stays until it is mended, too");
        assertThat(one.select("article.card ul.list li:has(.critical) > small").eachText())
                .containsExactly("TA114");
        assertThat(one.select("article.card").text()).doesNotContain("Best mended in this order");
    }

    @Test
    void tellsTheFindingsInTheOrderInWhichTheCardSaysToMendThem() throws IOException {
        Document page = page(AGENT.formatted("true") + GRANT.formatted("secrets, serviceaccounts"));

        assertThat(page.select("#findings > .finding.critical > .by > a:first-child")
                        .eachText())
                .containsExactly("TA401 path-to-cluster-admin", "TA114 node-token-store", "TA101 token-automounted");
    }

    @Test
    void saysHowItCommonlyIsWithWhatAWayDependsOn() throws IOException {
        String runs = GRANT.formatted("secrets")
                .replace("rules: [", "rules: [{apiGroups: [''], resources: [pods], verbs: [create]}, ");

        assertThat(page(AGENT.formatted("false") + runs).select(".way p").eachText())
                .anySatisfy(told -> assertThat(told)
                        .startsWith("Provided that in some namespace no Pod Security")
                        .contains("forbids it. Kubernetes as it comes forbids it nowhere"));
        assertThat(page(AGENT.formatted("false") + GRANT.formatted("secrets")).text())
                .doesNotContain("Kubernetes as it comes");
    }

    @Test
    void saysBesideAPathHowManyOtherGrantsLeadThere() throws IOException {
        String escalates = GRANT.formatted("secrets")
                .replace(
                        "rules: [",
                        "rules: [{apiGroups: ['*'], resources: [clusterroles], verbs: [update, escalate, bind]},"
                                + " {apiGroups: ['*'], resources: [clusterrolebindings], verbs: [create]}, ");

        assertThat(page(AGENT.formatted("false") + escalates).select(".way p").eachText())
                .contains("1 other way leads there as well: who closes one has mended nothing.");
        assertThat(page(AGENT.formatted("false") + GRANT.formatted("secrets"))
                        .select(".way")
                        .text())
                .doesNotContain("as well");
    }

    @Test
    void listsTheOtherWaysAndUnderWhatTheyAreOpen() throws IOException {
        String mints = GRANT.formatted("secrets")
                .replace("rules: [", "rules: [{apiGroups: [''], resources: [pods], verbs: [create]}, ");
        Document page = page(AGENT.formatted("false") + mints);

        assertThat(page.expectFirst(".way p:contains(under conditions) + ul")
                        .select("li")
                        .eachText())
                .anySatisfy(other -> assertThat(other)
                        .startsWith("Account shop/agent can run pods as any service account in the cluster")
                        .contains(
                                ", provided that no admission policy forbids pods to run as accounts with more power"));
    }
}
