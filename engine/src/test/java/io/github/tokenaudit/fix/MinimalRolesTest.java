package io.github.tokenaudit.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.AuditRequest.Input;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rules.CodeText;
import io.github.tokenaudit.usage.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinimalRolesTest {

    private static final String WORKLOAD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: operator, namespace: web}
            spec:
              selector: {matchLabels: {app: operator}}
              template:
                metadata: {labels: {app: operator}}
                spec:
                  serviceAccountName: operator
                  containers: [{name: main, image: registry.example/operator:1.0}]
            """;

    private static final String CLUSTER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: operator}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
            subjects: [{kind: ServiceAccount, name: operator, namespace: web}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: operator}
            rules:
            """;

    private static final String NAMESPACED =
            CLUSTER.replace("Cluster", "").replace("{name: operator}\nr", "{name: operator, namespace: web}\nr");

    @TempDir
    private Path folder;

    private AuditRequest request(String manifests, String code) throws IOException {
        Path file = Files.writeString(folder.resolve("operator.yaml"), manifests);
        Path shown = Files.writeString(folder.resolve("code.txt"), code);
        return new AuditRequest(
                List.of(new Input(file, "operator.yaml")),
                Policy.none(),
                FailOn.NEVER,
                null,
                LocalDate.parse("2026-11-23"),
                new Observed(CodeText.read(shown), null));
    }

    private String roles(String rules, String code) throws IOException {
        Map<?, String> roles = TokenAudit.suggestRoles(request(WORKLOAD + "---\n" + rules, code));
        assertThat(roles).hasSize(1);
        String text = roles.values().iterator().next();
        assertThat(findings(text, code)).as(text).isEmpty();
        return text;
    }

    /** What the rules about usage say of the roles that were suggested. */
    private List<String> findings(String suggested, String code) throws IOException {
        return TokenAudit.run(request(WORKLOAD + suggested, code)).findings().stream()
                .filter(finding -> finding.rule().id().matches("TA50[1-5]|TA9.*"))
                .map(finding -> finding.rule().id() + " " + finding.message())
                .toList();
    }

    private static String body(String roles) {
        return roles.lines().filter(line -> !line.startsWith("#")).reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void writesWhatTheCodeNeedsWithTheLinesThatNeedIt() throws IOException {
        String roles = roles(CLUSTER + """
                  - {apiGroups: ["", apps], resources: ["*"], verbs: ["*"]}
                """, """
                framework apps/deployments:list,watch all Reconciler
                proven apps/deployments:patch namespace Reconciler.reconcile:41
                proven secrets:get namespace Reconciler.read:50
                """);
        assertThat(body(roles)).isEqualTo("""
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata:
                  name: operator-minimal
                rules:
                  # get: Reconciler.read:50
                  - apiGroups: [""]
                    resources: [secrets]
                    verbs: [get]
                  # list, watch: what Reconciler declares
                  # patch: Reconciler.reconcile:41
                  - apiGroups: [apps]
                    resources: [deployments]
                    verbs: [list, watch, patch]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata:
                  name: operator-minimal
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator-minimal}
                subjects:
                  - {kind: ServiceAccount, name: operator, namespace: web}
                """);
    }

    @Test
    void neverGrantsInTheClusterWhatIsGrantedInANamespaceToday() throws IOException {
        String roles = roles(
                NAMESPACED + "  - {apiGroups: [\"\"], resources: [configmaps], verbs: [list, delete]}\n",
                "proven configmaps:list all Reconciler.reconcile:41\n");
        assertThat(roles).contains("kind: Role\nmetadata:\n  name: operator-minimal\n  namespace: web\n");
        assertThat(roles).doesNotContain("ClusterRole").doesNotContain("verbs: [list, delete]");
    }

    @Test
    void putsLeasesOfLeadersIntoTheOwnNamespace() throws IOException {
        String roles = roles(CLUSTER + """
                  - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update]}
                  - {apiGroups: [""], resources: [pods], verbs: [list]}
                """, """
                framework coordination.k8s.io/leases:get,create,update namespace Main
                proven pods:list all Main.run:3
                """);
        assertThat(roles).contains("kind: ClusterRole\n").contains("kind: Role\n");
        assertThat(roles.substring(roles.indexOf("kind: Role\n"))).contains("resources: [leases]");
    }

    @Test
    void keepsTheNamesOfTodayAndLeavesOutWhatEverybodyMay() throws IOException {
        String roles = roles(NAMESPACED + """
                  - {apiGroups: [""], resources: [secrets], resourceNames: [mine], verbs: [get]}
                """, """
                proven secrets:get namespace A.a:1
                proven authorization.k8s.io/selfsubjectaccessreviews:create cluster A.a:2
                """);
        assertThat(roles)
                .contains("    verbs: [get]\n    resourceNames: [mine]\n")
                .doesNotContain("selfsubject");
    }

    @Test
    void addsWhatIsMissingToday() throws IOException {
        String roles = roles(
                NAMESPACED + "  - {apiGroups: [\"\"], resources: [configmaps], verbs: [get]}\n",
                "proven configmaps:get namespace A.a:1\nproven services:create namespace A.a:2\n");
        assertThat(roles).contains("resources: [services]\n    verbs: [create]");
    }

    @Test
    void keepsWhatCodeCannotShowAndSaysWhatItLeavesOut() throws IOException {
        String roles = roles(CLUSTER + """
                  - {apiGroups: [example.com], resources: [websites], verbs: [get, delete]}
                  - {apiGroups: [example.com], resources: [websites/finalizers], verbs: [update]}
                  - {apiGroups: [batch], resources: [jobs], verbs: [create]}
                  - {nonResourceURLs: [/metrics], verbs: [get]}
                """, """
                proven example.com/websites:get namespace A.a:1
                possible pods:get namespace A.b:2
                """);
        assertThat(roles)
                .contains("""
                          # update: kept: the code can't show whether it is needed
                          - apiGroups: [example.com]
                            resources: [websites/finalizers]
                        """)
                .contains("  - nonResourceURLs: [\"/metrics\"]\n")
                .endsWith("""
                        #
                        # Granted today and left out, since nothing shows a need:
                        #   batch/jobs:create
                        #   example.com/websites:delete
                        #
                        # Left out, though it may be needed in some cases:
                        #   pods:get, A.b:2
                        """);
    }

    @Test
    void writesNothingWithoutCode() throws IOException {
        AuditRequest with = request(WORKLOAD, "proven pods:get namespace A.a:1\n");
        AuditRequest without = new AuditRequest(with.files(), with.policy(), null, null, with.today());
        assertThat(TokenAudit.suggestRoles(without)).isEmpty();
    }
}
