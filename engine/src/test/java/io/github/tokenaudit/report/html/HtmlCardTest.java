package io.github.tokenaudit.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cards say once, though it concerns several of them or comes from one line: accounts, powers, findings. */
class HtmlCardTest {

    private static final String WORKLOAD = """
            apiVersion: apps/v1
            kind: %s
            metadata: {name: %s, namespace: "%s"}
            spec:
              template:
                spec: {serviceAccountName: %s, containers: [{name: main, image: registry.example/main:1.0}]}
            ---
            """;

    @TempDir
    Path folder;

    private Document page(String... texts) throws IOException {
        return Sample.audited(folder, "all.yaml", String.join("", texts));
    }

    private static String deployment(String name, String account) {
        return WORKLOAD.formatted("Deployment", name, "shop", account);
    }

    private static String granted(String account, String rules) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %1$s}
                rules: %2$s
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
                subjects: [{kind: ServiceAccount, name: %1$s, namespace: shop}]
                ---
                """.formatted(account, rules);
    }

    @Test
    void leadsFromACardToThoseOfTheSameAccount() throws IOException {
        Document page = page(deployment("one", "op"), deployment("two", "op"), deployment("other", "other"));

        Element one = page.expectFirst("article:has(h3:contains(one))");
        assertThat(one.expectFirst(".about").text()).contains("so does 1 more workload", "concerns them all: two");
        assertThat(page.expectFirst(one.select(".about a").attr("href"))
                        .expectFirst("h3")
                        .text())
                .isEqualTo("two");
        assertThat(page.expectFirst("article:has(h3:contains(other)) .about").text())
                .doesNotContain("more workload");
        assertThat(page.expectFirst("#operators > p").text())
                .isEqualTo("Each workload is judged by itself, though one product may bring several: these 3 run as 2"
                        + " accounts.");
    }

    @Test
    void listsNothingBesideEverythingThatComesFromTheSameGrant() throws IOException {
        String everything = "[{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]";
        Element card = page(deployment("op", "op"), granted("op", everything)).expectFirst("article");

        assertThat(card.select("ul > li:has(small:contains(ClusterRole/op))").eachText())
                .singleElement()
                .asString()
                .startsWith("do everything in the cluster");
        assertThat(card.text()).containsPattern("[0-9]{2} more dangerous things are part of that, by the same grant");
    }

    @Test
    void listsBesideEverythingWhatAnotherGrantGivesAsWell() throws IOException {
        String both = "[{apiGroups: ['*'], resources: ['*'], verbs: ['*']},"
                + " {apiGroups: [''], resources: [secrets], verbs: [list]}]";
        Element card = page(deployment("op", "op"), granted("op", both)).expectFirst("article");

        // "Read every Secret" is told by the first grant that gives it, and that is the one for everything.
        assertThat(card.select("ul > li:has(small:contains(ClusterRole/op))")).hasSize(1);

        String inReach = "[{apiGroups: [''], resources: [secrets], verbs: [list]},"
                + " {apiGroups: [''], resources: [pods], verbs: [create]}]";
        assertThat(page(deployment("op", "op"), granted("op", inReach))
                        .select("article ul > li:has(small:contains(ClusterRole/op))"))
                .hasSize(2);
    }

    @Test
    void tellsOfSeveralPlacesThatSayTheSameByTheFirst() throws IOException {
        Element card = page(
                        WORKLOAD.formatted("Deployment", "op", "${NAMESPACE}", "op"),
                        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: op, namespace: \"${NAMESPACE}\"}\n")
                .expectFirst("article");

        assertThat(card.select("ul.list li:contains(TA903)")).hasSize(1);
    }

    @Test
    void namesInTheHeaderTheWorstOfTheFirstCard() throws IOException {
        String node = "{apiGroups: [''], resources: [nodes/proxy], verbs: [get]}";
        String sidecar =
                "{name: main, image: registry.example/main:1.0}, {name: side, image: registry.example/side:1.0}";
        Document page = page(
                deployment("alpha", "alpha"),
                granted("alpha", "[" + node + "]"),
                deployment("beta", "beta").replaceFirst("\\{name: main[^}]*}", sidecar),
                granted("beta", "[" + node + "]"));

        assertThat(page.select("article.card h3").eachText()).containsExactly("beta", "alpha");
        assertThat(page.expectFirst("header .worst").text()).contains("shop/beta leads to root on a node");
    }

    @Test
    void saysOnWhichClustersAReachCounts() throws IOException {
        String proxy = "[{apiGroups: [''], resources: [nodes/proxy], verbs: [get]}]";
        String constraints =
                "[{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], verbs: [use]},"
                        + " {apiGroups: [''], resources: [pods], verbs: [create]}]";

        assertThat(page(deployment("op", "op"), granted("op", proxy)).text())
                .contains("Reach node: root on a node, on any cluster.");
        Document openShift = page(deployment("op", "op"), granted("op", constraints));
        assertThat(openShift.text()).contains("Reach node: root on a node, on OpenShift.");
        assertThat(openShift.select("h5").eachText()).contains("To root on a node: counts as node, on OpenShift");
    }

    @Test
    void namesWhoOfOtherBundlesHasMorePowerInItsNamespace() throws IOException {
        String pods = granted("op", "[{apiGroups: [''], resources: [pods], verbs: [create]}]")
                .replace(
                        "kind: ClusterRoleBinding\nmetadata: {name: op}",
                        "kind: RoleBinding\nmetadata: {name: op, namespace: shop}");
        String strong = granted("strong", "[{apiGroups: [''], resources: [secrets], verbs: [list]}]");
        Document page = Sample.auditedAll(
                folder,
                "a/op.yaml",
                deployment("op", "op") + pods,
                "b/strong.yaml",
                deployment("strong", "strong") + strong,
                "c/elsewhere.yaml",
                (deployment("elsewhere", "elsewhere")
                                + granted("elsewhere", "[{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]"))
                        .replace("namespace: shop", "namespace: mall")
                        .replace("namespace: \"shop\"", "namespace: mall"));

        assertThat(page.expectFirst("article:has(h3:contains(op)) .brief").text())
                .contains("such as another operator's or strong of this input, if run there, makes it as powerful");
    }

    @Test
    void doesNotListInItsNamespaceWhatItCanDoEverywhere() throws IOException {
        String secrets = "[{apiGroups: [''], resources: [secrets], verbs: [list]}]";
        String here = granted("here", secrets)
                .replace(
                        "kind: ClusterRoleBinding\nmetadata: {name: here}",
                        "kind: RoleBinding\nmetadata: {name: here, namespace: shop}")
                .replace("subjects: [{kind: ServiceAccount, name: here", "subjects: [{kind: ServiceAccount, name: op");

        assertThat(page(deployment("op", "op"), here).select("article ul > li:has(small:contains(ClusterRole/))"))
                .hasSize(1);
        assertThat(page(deployment("op", "op"), here, granted("op", secrets))
                        .select("article ul > li:has(small:contains(ClusterRole/))")
                        .eachText())
                .singleElement()
                .asString()
                .startsWith("read every Secret in the cluster");
    }

    @Test
    void listsInItsNamespaceWhatItCanDoToMoreKindsThere() throws IOException {
        String pods = "[{apiGroups: [''], resources: [pods], verbs: [patch]}]";
        String here = granted("here", "[{apiGroups: [apps], resources: [daemonsets], verbs: [patch]}]")
                .replace(
                        "kind: ClusterRoleBinding\nmetadata: {name: here}",
                        "kind: RoleBinding\nmetadata: {name: here, namespace: shop}")
                .replace("subjects: [{kind: ServiceAccount, name: here", "subjects: [{kind: ServiceAccount, name: op");

        assertThat(page(deployment("op", "op"), here, granted("op", pods))
                        .select("article ul > li:has(small:contains(ClusterRole/))"))
                .hasSize(2);
    }
}
