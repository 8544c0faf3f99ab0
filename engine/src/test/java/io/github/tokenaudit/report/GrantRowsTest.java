package io.github.tokenaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantRowsTest {

    @TempDir
    private Path folder;

    /** The operator of a pod that runs as {@code op} of a namespace that is left open, with the given RBAC objects. */
    private Operator operator(String rbac) throws IOException {
        Path manifest = folder.resolve("op.yaml");
        Files.writeString(manifest, """
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: op}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: op}
                spec: {serviceAccountName: op, containers: [{name: op, image: op}]}
                """ + rbac);
        return Reports.audited(manifest, FailOn.DEFAULT).operators().get(0);
    }

    private static String role(String kind, String name, String rules) {
        return """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: %s}
                rules: %s
                """.formatted(kind, name, rules);
    }

    private static String binding(String kind, String name, String role) {
        return """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
                subjects: [{kind: ServiceAccount, name: op}]
                """.formatted(kind, name, role);
    }

    @Test
    void makesARowOfEveryGroupAndResourceAndSplitsSubresources() throws IOException {
        Operator operator = operator(role(
                        "ClusterRole",
                        "a",
                        "[{apiGroups: ['', apps], resources: [pods, pods/exec, '*/scale'], verbs: [get]}]")
                + binding("RoleBinding", "a", "a"));

        assertThat(operator.grants())
                .extracting(GrantRow::apiGroup, GrantRow::resource, GrantRow::subresource)
                .containsExactly(
                        tuple("", "pods", null),
                        tuple("", "pods", "exec"),
                        tuple("", "*", "scale"),
                        tuple("apps", "pods", null),
                        tuple("apps", "pods", "exec"),
                        tuple("apps", "*", "scale"));
    }

    @Test
    void leavesANamespaceOpenThatTheManifestsLeaveOpen() throws IOException {
        Operator operator = operator(role("ClusterRole", "a", "[{apiGroups: [''], resources: [pods], verbs: [get]}]")
                + binding("RoleBinding", "a", "a"));

        assertThat(operator.grants())
                .singleElement()
                .satisfies(row -> assertThat(row.namespaces()).containsExactly((String) null));
    }

    @Test
    void makesOneRowOfWhatTwoChainsGiveAlike() throws IOException {
        String rule = "[{apiGroups: [''], resources: [pods], verbs: [get]}]";
        Operator operator = operator(role("ClusterRole", "a", rule)
                + role("ClusterRole", "b", rule)
                + binding("ClusterRoleBinding", "first", "a")
                + binding("ClusterRoleBinding", "second", "b"));

        assertThat(operator.grants()).singleElement().satisfies(row -> {
            assertThat(row.namespaces()).containsExactly("*");
            assertThat(row.via())
                    .extracting(
                            via -> via.role().id().name(),
                            via -> Objects.requireNonNull(via.binding()).id().name())
                    .containsExactly(tuple("a", "first"), tuple("b", "second"));
        });
    }

    @Test
    void keepsApartWhatDiffersInVerbsNamesOrScope() throws IOException {
        Operator operator = operator(role("ClusterRole", "a", """
                        [{apiGroups: [''], resources: [pods], verbs: [get]},
                         {apiGroups: [''], resources: [pods], verbs: [list]},
                         {apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [x]}]""")
                + binding("ClusterRoleBinding", "wide", "a")
                + binding("RoleBinding", "narrow", "a"));

        assertThat(operator.grants()).hasSize(6);
    }

    @Test
    void grantsPathsThroughClusterRoleBindingsOnly() throws IOException {
        String role = role("ClusterRole", "a", "[{nonResourceURLs: [/metrics, /healthz/*], verbs: [get]}]");

        assertThat(operator(role + binding("ClusterRoleBinding", "a", "a")).grants())
                .extracting(GrantRow::nonResourceUrl, GrantRow::apiGroup, GrantRow::resource)
                .containsExactly(tuple("/metrics", null, null), tuple("/healthz/*", null, null));
        assertThat(operator(role + binding("RoleBinding", "a", "a")).grants()).isEmpty();
    }

    @Test
    void countsWhatWouldMakeTheReportTooLong() throws IOException {
        String many = "x,".repeat(5_000);
        Operator operator =
                operator(role("ClusterRole", "a", """
                        [{apiGroups: [%1$s], resources: [%1$s], verbs: [get]},
                         {apiGroups: [''], resources: [pods], verbs: [get]}]""".formatted(many)) + binding("ClusterRoleBinding", "a", "a"));

        assertThat(operator.grantsLeftOut()).isEqualTo(25_000_000);
        assertThat(operator.grants()).extracting(GrantRow::resource).containsExactly("pods");
    }
}
