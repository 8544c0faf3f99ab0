package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.cluster.Clusters;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules about paths tell, as people read it. */
class PathRulesTest {

    private static List<Finding> findings(String rule, String name) throws IOException {
        return Example.named(rule, name + ".yaml").findings();
    }

    private static Finding finding(String rule, String name) throws IOException {
        return findings(rule, name).stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "TA401, bad-hands-out-any-cluster-role, critical",
        "TA401, bad-mints-a-token-of-a-controller, critical",
        "TA401, bad-by-way-of-a-stronger-pod, critical",
        "TA401, bad-approves-webhooks, high",
        "TA402, bad-kubelet-of-any-node, critical",
        "TA402, bad-commands-in-a-privileged-pod, critical",
        "TA402, bad-runs-pods-everywhere, high",
        "TA402, bad-runs-pods-at-home, medium",
        "TA403, bad-reads-secrets-elsewhere, high",
        "TA403, bad-a-secret-holds-the-token, high",
        "TA404, bad-becomes-the-aws-role, high",
        "TA404, bad-network-of-the-node, medium"
    })
    void weighsAPathByWhereItLeadsAndWhetherForCertain(String rule, String name, String severity) throws IOException {
        assertThat(finding(rule, name).severity().label()).isEqualTo(severity);
    }

    @Test
    void tellsAPathStepByStepEachWithItsPlace() throws IOException {
        Finding finding = finding("TA401", "bad-by-way-of-a-stronger-pod");

        assertThat(finding.message())
                .isEqualTo("the token of account kafka/operator leads to cluster-admin: account kafka/operator can run"
                        + " commands in any pod in its own namespace");
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .containsExactly(
                        "whoever gets into Deployment/kafka/operator holds the token of account kafka/operator",
                        "account kafka/operator can run commands in any pod in its own namespace",
                        "RoleBinding/kafka/operator binds Role/kafka/operator",
                        "Deployment/kafka/agent holds the token of account kafka/agent",
                        "account kafka/agent can do everything in the cluster, and so makes any request",
                        "ClusterRoleBinding/agent binds ClusterRole/cluster-admin");
        assertThat(finding.evidence())
                .filteredOn(step -> step.location() == null)
                .extracting(Evidence::text)
                .as("only what Kubernetes brings has no place")
                .containsExactly("account kafka/agent can do everything in the cluster, and so makes any request");
    }

    @Test
    void tellsWhatAnAccountHoldsAsPartOfItsOwnPathNotOfAnotherOneThatLeadsThere() throws IOException {
        List<Finding> findings = findings("TA401", "bad-two-pods-one-of-which-becomes-the-other");
        Finding own = findings.stream()
                .filter(finding -> finding.rule().id().equals("TA401")
                        && finding.message().startsWith("the token of account kafka/stronger "))
                .findFirst()
                .orElseThrow();

        assertThat(findings)
                .filteredOn(finding -> finding.rule().id().equals("TA201"))
                .extracting(Finding::partOf)
                .containsExactly(own.fingerprint());
    }

    @Test
    void saysOfARoleThatKubernetesBringsToBindAnotherOne() throws IOException {
        String role = "Kubernetes brings ClusterRole/cluster-admin as it is: bind a role of your own instead";

        assertThat(findings("TA401", "bad-by-way-of-a-stronger-pod"))
                .filteredOn(finding -> finding.rule().id().equals("TA401"))
                .extracting(finding -> finding.message().contains("account kafka/agent leads")
                        == finding.remedy().contains(role))
                .containsExactly(true, true);
    }

    @Test
    void saysThatAllGrantsHaveToGoThatLeadToTheGoal() throws IOException {
        Finding finding = finding("TA401", "bad-several-grants-lead-there");

        assertThat(finding.message())
                .isEqualTo(
                        "the token of account kafka/operator leads to cluster-admin: account kafka/operator can write"
                                + " any right into ClusterRoles, and so gives one of its own roles all rights;"
                                + " 4 other ways lead there, too");
        assertThat(finding.remedy())
                .startsWith(
                        "The grant that leads there stands in ClusterRole/operator, which ClusterRoleBinding/operator binds. 4 other"
                                + " ways, by ClusterRole/more and by the same role, lead there as well: all have to go, or nothing is"
                                + " mended; the findings about them tell how. Grant the operator the rights that it writes into roles, instead of `escalate`.");
        assertThat(finding.evidence())
                .extracting(step -> step.text()
                        + (step.location() == null
                                ? ""
                                : ", line " + step.location().line()))
                .contains(
                        "another way there: account kafka/operator can write any right into ClusterRoles,"
                                + " and so gives one of its own roles all rights (escalate of clusterroles), line 41",
                        "another way there: account kafka/operator can hand out any ClusterRole in the cluster, and so binds"
                                + " cluster-admin to itself (bind of clusterroles), line 23")
                .noneMatch(text -> text.contains("more ways lead there"));
        assertThat(findings("TA401", "bad-several-grants-lead-there"))
                .filteredOn(part -> part.rule().id().startsWith("TA2"))
                .allMatch(part -> finding.fingerprint().equals(part.partOf()));
    }

    @Test
    void namesTheGrantThatMakesAPathCertain() throws IOException {
        assertThat(finding("TA401", "bad-mints-a-token-of-a-controller").evidence())
                .extracting(Evidence::text)
                .contains(
                        "account kafka/operator can create service accounts, and so makes beforehand any of them that is"
                                + " missing");
    }

    @Test
    void remediesWhatTheFirstStepIsAboutWhereItIsGranted() throws IOException {
        assertThat(finding("TA402", "bad-runs-pods-everywhere").remedy())
                .contains("Grant it in a Role of the namespaces where the operator deploys")
                .doesNotContain("nodes/proxy")
                .doesNotContain("volumes");
        assertThat(finding("TA402", "bad-runs-pods-at-home").remedy())
                .contains("Operators that deploy need this; any other does without.")
                .doesNotContain("in a Role");
        assertThat(finding("TA403", "bad-reads-secrets-elsewhere").remedy()).doesNotContain("brings pods");
        assertThat(finding("TA402", "bad-takes-the-label-off").remedy())
                .contains("only once the operator may neither `update` nor `patch` namespaces");
        assertThat(finding("TA402", "bad-runs-pods-at-home").remedy()).doesNotContain("only once");
        assertThat(Example.only("TA401", findings("TA201", "bad-cluster-admin-by-another-name")))
                .extracting(Finding::remedy)
                .allSatisfy(remedy -> assertThat(remedy).contains(" binds. List the API groups, resources and verbs"));
        assertThat(finding("TA402", "bad-runs-pods-everywhere").remedy()).doesNotContain("Labels protect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rbac.authorization.k8s.io | clusterroles | update, escalate | cluster-admin, who may change them.",
                "core | namespaces, pods | patch, create | account ops/strong, which may change them."
            })
    void doesNotTrustLabelsThatWhomTheTokenLeadsToMayTakeOff(
            String group, String resource, String verbs, String whom, @TempDir Path folder) throws IOException {
        String text = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: op, namespace: ops}
                spec: {template: {spec: {serviceAccountName: op, containers: [{name: op, image: op}]}}}
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: strong, namespace: ops}
                ---
                """ + grant("RoleBinding", "op", "", "pods, serviceaccounts/token", "create")
                + grant("ClusterRoleBinding", "strong", group.replace("core", ""), resource, verbs);

        assertThat(Audited.only(Audited.files(folder, "op.yaml", text), "TA402").remedy())
                .contains("Labels protect from it only once the token no longer leads to " + whom);
    }

    private static String grant(String kind, String account, String group, String resource, String verbs) {
        String rule = "{apiGroups: ['%s'], resources: [%s], verbs: [%s]}".formatted(group, resource, verbs);
        return Clusters.granted(kind, account, "ops", account, rule);
    }

    @Test
    void saysNothingOfAccountsToAPodOnTheNetworkOfItsNode() throws IOException {
        assertThat(finding("TA404", "bad-network-of-the-node").remedy()).startsWith("Do without `hostNetwork`.");
    }

    @Test
    void namesTheConditionOfAPathThatIsNotCertain() throws IOException {
        assertThat(finding("TA402", "bad-runs-pods-everywhere").message())
                .isEqualTo(
                        "the token of account kafka/operator leads to root on a node, provided that in some namespace no Pod"
                                + " Security or other admission forbids it: account kafka/operator can run pods as any service account in the"
                                + " cluster, and so runs a privileged pod");
    }

    @Test
    void namesTheRolesByWhichAGrantComesFromTheRuleToTheBinding() throws IOException {
        assertThat(finding("TA403", "bad-by-an-aggregated-role").remedy())
                .startsWith(
                        "The grant that leads there stands in ClusterRole/reader, which ClusterRole/operator aggregates and"
                                + " ClusterRoleBinding/operator binds. ");
        assertThat(finding("TA403", "bad-reads-secrets-elsewhere").remedy())
                .startsWith(
                        "The grant that leads there stands in Role/zookeeper/reader, which RoleBinding/zookeeper/reader binds. ");
    }

    @Test
    void countsAPathAndTheGrantsOnItOnce() throws IOException {
        List<Finding> findings = findings("TA403", "bad-reads-secrets-elsewhere");
        Finding path = finding("TA403", "bad-reads-secrets-elsewhere");

        assertThat(findings)
                .filteredOn(finding -> finding.rule().id().equals("TA210"))
                .extracting(Finding::partOf)
                .containsExactly(path.fingerprint());
    }
}
