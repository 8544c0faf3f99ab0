package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rule.Declaration;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.RuleSettings;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules about needs say, as people read it, and how they weigh. */
class UsageRulesTest {

    private static final String OPERATOR = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: NAME, namespace: web}
            spec:
              selector: {matchLabels: {app: NAME}}
              template:
                metadata: {labels: {app: NAME}}
                spec:
                  serviceAccountName: NAME
                  containers: [{name: main, image: registry.example/NAME:1.0}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: NAME}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: NAME}
            subjects: [{kind: ServiceAccount, name: NAME, namespace: web}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: NAME}
            rules:
            """;

    @TempDir
    private Path folder;

    private static Finding only(String rule, String example) throws IOException {
        return only(rule, Example.named(rule, example).findings());
    }

    private static Finding only(String rule, List<Finding> findings) {
        List<Finding> its = Example.only(rule, findings);
        assertThat(its).hasSize(1);
        return its.get(0);
    }

    private List<Finding> findings(String manifests, String code, Declaration... declarations) throws IOException {
        Files.writeString(folder.resolve("operator.yaml"), manifests);
        Files.writeString(folder.resolve("code.txt"), code);
        Policy policy = new Policy(null, null, RuleSettings.defaults(), List.of(), true, List.of(declarations));
        return new Example("TA501", folder).findings(policy);
    }

    private static String operator(String name, String rules) {
        return OPERATOR.replace("NAME", name) + rules.indent(2);
    }

    @Test
    void namesTheLineThatWillGet403() throws IOException {
        Finding finding = only("TA501", "bad-event-source");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.message())
                .isEqualTo(
                        "account web/operator is not granted list, watch of secrets, which the operator's code requests"
                                + " (WebsiteReconciler.prepareEventSources:62): the API server will answer 403");
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .containsExactly(
                        "list of secrets by WebsiteReconciler.prepareEventSources:62",
                        "watch of secrets by WebsiteReconciler.prepareEventSources:62");
    }

    @Test
    void weighsWhatAFrameworkRequestsLess() throws IOException {
        Finding finding = only("TA501", "bad-framework-by-rolebinding");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.message())
                .endsWith(
                        "which the framework requests for the operator (what WebsiteReconciler declares): unless it is"
                                + " configured not to, the API server will answer 403");
    }

    @Test
    void isNotSureThatSomethingIsMissingWhereARoleIs() throws IOException {
        String elsewhere = """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: more}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: elsewhere}
                subjects: [{kind: ServiceAccount, name: operator, namespace: web}]
                """;
        Finding finding = only(
                "TA501",
                findings(
                        operator("operator", "- {apiGroups: [apps], resources: [deployments], verbs: [get]}")
                                + elsewhere,
                        "proven apps/deployments:get namespace A.a:1\nproven pods:get namespace A.a:2\n"));
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .contains("ClusterRoleBinding/more names a role that is not in the input and may grant it");
    }

    @Test
    void saysWhatIsNeverTouchedAndWhatOfTheSameRuleIs() throws IOException {
        Finding finding = only("TA502", "bad-never-touched");
        assertThat(finding.message())
                .isEqualTo(
                        "account web/operator is granted get, list, watch, create, patch of apps/replicasets, which the"
                                + " operator's code never touches");
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .containsExactly(
                        "it needs get of apps/deployments: WebsiteReconciler.reconcile:41",
                        "ClusterRoleBinding/operator binds ClusterRole/operator to account web/operator");
    }

    @Test
    void takesNoGrantForUnneededWithoutTheLibrariesThatMakeTheRequests() throws IOException {
        List<Finding> findings = findings(
                operator("operator", "- {apiGroups: [\"\"], resources: [configmaps, pods], verbs: [get, delete]}"),
                "proven configmaps:get namespace A.a:1\nmissing io.fabric8.kubernetes.client.KubernetesClient\n");
        assertThat(findings)
                .extracting(finding -> finding.rule().id())
                .doesNotContain("TA502", "TA503", "TA504")
                .contains("TA506");
        assertThat(only("TA506", findings).message())
                .endsWith("; libraries of Kubernetes clients are missing, so no grant is taken for unneeded");
        assertThat(only("TA506", findings).evidence())
                .extracting(Evidence::text)
                .containsExactly("io.fabric8.kubernetes.client.KubernetesClient is used, and is neither there nor in a"
                        + " library");
    }

    @Test
    void weighsWhatOpensDoorsMore() throws IOException {
        String code = "proven configmaps:get namespace A.a:1\n";
        String rule = "- {apiGroups: [\"\"], resources: [configmaps, RESOURCE], verbs: [get]}";
        assertThat(only("TA502", findings(operator("operator", rule.replace("RESOURCE", "pods")), code))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
        assertThat(only("TA502", findings(operator("operator", rule.replace("RESOURCE", "secrets")), code))
                        .severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void takesWhatThePolicyDeclaresForNeeded() throws IOException {
        String manifests =
                operator("operator", "- {apiGroups: [\"\"], resources: [configmaps, pods], verbs: [get, delete]}");
        String code = "proven configmaps:get,delete namespace A.a:1\n";
        assertThat(Example.only("TA502", findings(manifests, code))).hasSize(1);
        assertThat(Example.only(
                        "TA502",
                        findings(
                                manifests, code, new Declaration("", "pods", List.of("get", "delete"), "by a script"))))
                .isEmpty();
        assertThat(only("TA503", findings(manifests, code, new Declaration("", "pods", List.of("get"), "by a script")))
                        .message())
                .contains("delete of pods");
    }

    @Test
    void takesTheCodeForThatOfTheAccountThatIsGrantedMostOfIt() throws IOException {
        String manifests = operator("web-server", "- {apiGroups: [\"\"], resources: [configmaps], verbs: [get]}")
                + "---\n"
                + operator(
                        "operator",
                        "- {apiGroups: [\"\"], resources: [configmaps, pods, services], verbs: [get, list]}");
        List<Finding> findings =
                findings(manifests, "proven configmaps:get namespace A.a:1\nproven pods:get,list namespace A.a:2\n");
        assertThat(only("TA502", findings).message())
                .isEqualTo(
                        "account web/operator is granted get, list of services, which the operator's code never touches");
        assertThat(Example.only("TA501", findings)).isEmpty();
    }

    @Test
    void lowersWhatTheCodeProvenlyNeedsByOneLevelAndNamesTheLine() throws IOException {
        String manifests = operator("operator", "- {apiGroups: [\"\"], resources: [secrets], verbs: [get]}");
        Finding unproven = only("TA210", findings(manifests, "proven pods:get namespace A.a:1\n"));
        Finding possible = only("TA210", findings(manifests, "possible secrets:get namespace A.a:1\n"));
        Finding proven = only("TA210", findings(manifests, "proven secrets:get namespace Reconciler.read:7\n"));
        assertThat(unproven.severity()).isEqualTo(Severity.HIGH);
        assertThat(possible.severity()).isEqualTo(Severity.HIGH);
        assertThat(proven.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(proven.evidence())
                .extracting(Evidence::text)
                .contains("the operator's code needs get of secrets: Reconciler.read:7");
    }

    @Test
    void saysWhoUsedATokenElsewhere() throws IOException {
        assertThat(only("TA603", "bad-by-hand").message())
                .isEqualTo("the token of account web/operator was used elsewhere: kubectl used it beside operator");
        assertThat(only("TA603", "bad-two-addresses").message())
                .isEqualTo("the token of account web/operator was used elsewhere: tokens of pod operator-7f came from"
                        + " 10.0.0.7, 203.0.113.9");
    }

    @Test
    void saysHowOftenAndWhenSomethingWasDenied() throws IOException {
        Finding finding = only("TA604", "bad-denied");
        assertThat(finding.message()).isEqualTo("requests of account web/operator were denied: secrets:list");
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .containsExactly("secrets:list in namespace web, once, at 2026-03-01T10:00:00Z");
    }
}
