package io.jenkins.plugins.tokenaudit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewPowerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // before | now | what is new
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get] | -",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get, list] | list pods",
                "apiGroups: [''], resources: [pods], verbs: ['*'] | apiGroups: [''], resources: [pods], verbs: [get, list] | -",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: ['*'] | * pods",
                "apiGroups: [''], resources: ['*'], verbs: [get] | apiGroups: [''], resources: [pods/log], verbs: [get] | -",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods/log], verbs: [get] | get pods/log",
                "apiGroups: [apps], resources: ['*/scale'], verbs: [update] | apiGroups: [apps], resources: [deployments/scale], verbs: [update] | -",
                "apiGroups: ['*'], resources: [pods], verbs: [get] | apiGroups: [apps], resources: [pods], verbs: [get] | -",
                "apiGroups: [apps], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get] | get pods",
                "apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [a, b] | apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [b] | -",
                "apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [a] | apiGroups: [''], resources: [pods], verbs: [get] | get pods",
                "apiGroups: [''], resources: [pods], verbs: [get] | apiGroups: [''], resources: [pods], verbs: [get], resourceNames: [a] | -",
                "nonResourceURLs: ['/metrics*'], verbs: [get] | nonResourceURLs: [/metrics/x], verbs: [get] | -",
                "nonResourceURLs: [/metrics], verbs: [get] | nonResourceURLs: [/metrics/x], verbs: [get] | get /metrics/x",
            })
    void onlyWhatNoEarlierGrantGaveIsNew(String before, String now, String news) throws IOException {
        List<String> found = NewPower.since(
                        report(before, true).operators(), report(now, true).operators())
                .stream()
                .flatMap(operator -> operator.grants().stream())
                .map(grant -> String.join(", ", grant.verbs()) + " " + Words.resource(grant))
                .toList();
        assertThat(found).isEqualTo(news == null ? List.of() : List.of(news));
    }

    @Test
    void aGrantInOneNamespaceThatBecomesOneEverywhereIsNew() throws IOException {
        String rule = "apiGroups: [''], resources: [pods], verbs: [get]";
        assertThat(NewPower.since(
                        report(rule, false).operators(), report(rule, true).operators()))
                .hasSize(1);
        assertThat(NewPower.since(
                        report(rule, true).operators(), report(rule, false).operators()))
                .isEmpty();
    }

    @Test
    void everythingIsNewForAnAccountThatIs() throws IOException {
        assertThat(NewPower.since(
                                List.of(),
                                report("apiGroups: [''], resources: [pods], verbs: [get]", true)
                                        .operators())
                        .get(0)
                        .account()
                        .id()
                        .name())
                .isEqualTo("op");
    }

    private Report report(String rule, boolean everywhere) throws IOException {
        String kind = everywhere ? "ClusterRoleBinding" : "RoleBinding";
        Path file = Files.writeString(folder.resolve("op.yaml"), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: op}
                rules:
                - {%s}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: op, namespace: shop}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: op}
                subjects:
                - {kind: ServiceAccount, name: op, namespace: shop}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: op, namespace: shop}
                spec:
                  serviceAccountName: op
                  containers:
                  - {name: op, image: op}
                """.formatted(rule, kind));
        return Report.of(TokenAudit.run(new AuditRequest(
                List.of(new AuditRequest.Input(file, "op.yaml")),
                Policy.none(),
                null,
                null,
                LocalDate.of(2026, 11, 25))));
    }
}
