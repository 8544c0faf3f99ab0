package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines of examples can't say of the binding rules: how bad a finding is, what it says, which one contains it. */
class BindingRulesTest {

    @ParameterizedTest
    @CsvSource({
        "TA301, bad-cluster-admin.yaml, critical",
        // Nobody holds the token: cluster-admin of its own namespace, admin of another.
        "TA301, bad-in-a-namespace.yaml, info low",
        "TA301, bad-peer-account-without-the-role-in-the-input.yaml, critical",
        "TA301, bad-shared-by-two-operators, critical",
        "TA302, bad-reads-secrets.yaml, medium",
        "TA302, bad-permissions-of-default.yaml, medium",
        "TA302, bad-among-other-subjects.yaml, low low",
        "TA302, bad-opts-out.yaml, low",
        "TA302, bad-workload-runs-as-it.yaml, high",
        "TA302, bad-harmless.yaml, low",
        "TA303, bad-changes-config-maps.yaml, critical",
        "TA303, bad-without-signing-in.yaml, high high",
        "TA303, bad-reads-secrets.yaml, critical",
        "TA303, bad-built-in-role.yaml, high",
        "TA303, bad-accounts-of-a-namespace.yaml, medium",
        "TA303, bad-role-not-in-the-input.yaml, medium",
        "TA303, bad-changes-own-objects.yaml, medium",
        "TA303, bad-reads-own-objects.yaml, low",
        "TA303, bad-reads-one-config-map.yaml, low",
        "TA303, bad-reviews.yaml, low",
        "TA303, bad-metrics.yaml, low",
        "TA303, bad-every-url.yaml, high",
        "TA303, bad-posts-to-urls.yaml, critical",
        "TA303, bad-impersonates.yaml, high",
        "TA304, bad-called-cluster-admin.yaml, high high",
        "TA305, bad-misspelt.yaml, low",
        "TA306, bad-misspelt.yaml, info",
        "TA307, bad-generated.yaml, high",
        "TA307, bad-kustomize-base, low",
        "TA308, bad-reads-secrets-elsewhere.yaml, medium",
        "TA309, bad-user.yaml, low",
        "TA310, bad-left-over.yaml, info",
        "TA311, bad-secrets-of-its-namespace.yaml, high",
        "TA311, bad-leader-election.yaml, low",
        "TA311, bad-all-namespaces-only.yaml, high"
    })
    void weighsAFindingByWhatIsGrantedAndToWhom(String rule, String name, String severities) throws IOException {
        assertThat(Example.named(rule, name).findings())
                .filteredOn(finding -> finding.rule().id().equals(rule))
                .extracting(finding -> finding.severity().label())
                .containsExactlyInAnyOrder(severities.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TA301 | bad-cluster-admin.yaml | account kafka/operator is bound to cluster-admin in the whole cluster"
                        + " and can do everything in the cluster",
                "TA301 | bad-in-a-namespace.yaml | account kafka/operator is bound to cluster-admin in its own"
                        + " namespace and can do everything in its own namespace",
                "TA302 | bad-reads-secrets.yaml | account kafka/default, as which every pod of its namespace runs that"
                        + " names none, gets Role/operator in its own namespace and can read any Secret by its name in its own"
                        + " namespace",
                "TA302 | bad-harmless.yaml | account kafka/default, as which every pod of its namespace runs that names"
                        + " none, gets ClusterRole/operator in the whole cluster and can do nothing dangerous by that",
                "TA303 | bad-changes-config-maps.yaml | system:serviceaccounts, which is every service account of the"
                        + " cluster, can change things, read Secrets or run commands (get, update of configmaps) in the"
                        + " whole cluster, by ClusterRole/operator",
                "TA303 | bad-reads-one-config-map.yaml | system:authenticated, which is everybody who has signed in, and"
                        + " every pod of the cluster, can make requests that seldom harm (get, describe of configmaps) in"
                        + " namespace kafka, by Role/info",
                "TA303 | bad-role-not-in-the-input.yaml | system:authenticated, which is everybody who has signed in, and"
                        + " every pod of the cluster, can do what a role says that is not in the input, in the whole"
                        + " cluster, by ClusterRole/gone",
                "TA304 | bad-called-cluster-admin.yaml | RoleBinding/kafka/cluster-admin grants ClusterRole/cluster-admin"
                        + " to the group system:masters, whose members may do everything anyway",
                "TA305 | bad-misspelt.yaml | ClusterRoleBinding/operator names ClusterRole/operater-role, which is"
                        + " neither in the input nor built into Kubernetes; it grants nothing",
                "TA306 | bad-misspelt.yaml | ClusterRoleBinding/operator grants to account kafka/operater, which the"
                        + " input does not declare, though it declares others of that namespace",
                "TA306 | bad-namespace-that-nothing-else-names.yaml | ClusterRoleBinding/operator grants to account"
                        + " system/helper, which the input does not declare, though it declares others that may be of that"
                        + " namespace",
                "TA307 | bad-kustomize-base | the API server refuses ClusterRoleBinding/operator: its subject account"
                        + " operator has no namespace; kustomize fills it in if it builds the account, too",
                "TA308 | bad-reads-secrets-elsewhere.yaml | RoleBinding/payments/operator grants to account"
                        + " kafka/operator of another namespace, which can read any Secret by its name in namespace payments",
                "TA309 | bad-user.yaml | user system:serviceaccount:kafka:operator is service account kafka/operator,"
                        + " written so that few will see what it is granted",
                "TA309 | bad-nobody.yaml | user system:serviceaccount:operator is nobody: a service account's user name"
                        + " is system:serviceaccount:NAMESPACE:NAME",
                "TA310 | bad-left-over.yaml | no binding of the input names ClusterRole/old",
                "TA311 | bad-secrets-of-its-namespace.yaml | OLM lifts these permissions of account operator to the"
                        + " whole cluster: installed for its own namespace it can read every Secret in its own"
                        + " namespace; for all namespaces it can read every Secret in the cluster",
                "TA311 | bad-chosen-namespaces.yaml | OLM lifts these permissions of account operator to the whole"
                        + " cluster: installed for chosen namespaces it can run pods as any service account in its own"
                        + " namespace and each that it is installed for; for all namespaces it can run pods as any service account in the cluster",
                "TA311 | bad-all-namespaces-only.yaml | OLM lifts these permissions of account operator to the whole"
                        + " cluster: installed for all namespaces, the only mode that the operator supports, it can"
                        + " read every Secret in the cluster; in its own namespace alone it can read every Secret in its"
                        + " own namespace"
            })
    void saysWhoGetsWhatWhere(String rule, String name, String message) throws IOException {
        assertThat(Example.named(rule, name).findings())
                .extracting(Finding::message)
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "TA301, bad-cluster-admin.yaml, TA210, TA401",
        "TA301, bad-cluster-admin.yaml, TA301, TA401",
        "TA302, bad-workload-runs-as-it.yaml, TA302, TA105",
        "TA303, bad-what-its-own-account-holds.yaml, TA210, TA303",
        "TA311, bad-secrets-of-its-namespace.yaml, TA210, TA403",
        "TA311, bad-secrets-of-its-namespace.yaml, TA311, TA403",
        // Nobody of the input runs as it, so that the binding is the headline.
        "TA302, bad-reads-secrets.yaml, TA302, "
    })
    void tellsOneWeaknessOnce(String rule, String name, String part, String headline) throws IOException {
        List<Finding> findings = Example.named(rule, name).findings();
        Finding told = findings.stream()
                .filter(finding -> finding.rule().id().equals(part))
                .findFirst()
                .orElseThrow();

        assertThat(findings)
                .filteredOn(finding -> finding.fingerprint().equals(told.partOf()))
                .extracting(finding -> finding.rule().id())
                .containsExactlyElementsOf(headline == null ? List.of() : List.of(headline));
    }

    @ParameterizedTest
    @CsvSource({"TA311, bad-chosen-namespaces.yaml, true", "TA402, bad-runs-pods-everywhere.yaml, false"})
    void advisesRolesBesideTheClusterServiceVersionWhereOlmWouldLiftThem(String rule, String name, boolean olm)
            throws IOException {
        assertThat(Example.named(rule, name).findings())
                .filteredOn(finding -> finding.rule().id().equals("TA222"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.remedy().contains("beside the ClusterServiceVersion and not"))
                        .isEqualTo(olm));
    }

    @Test
    void showsWhereARoleOfThatNameIs() throws IOException {
        assertThat(Example.named("TA305", "bad-role-of-another-namespace.yaml").findings())
                .filteredOn(finding -> finding.rule().id().equals("TA305"))
                .allSatisfy(finding -> assertThat(finding.evidence())
                        .extracting(Evidence::text)
                        .containsExactly("Role/kafka/reader has that name"));
    }

    @Test
    void tellsOnceWhatSeveralLiftedRulesComeTo() throws IOException {
        assertThat(Example.named("TA311", "bad-pods-and-what-makes-pods.yaml").findings())
                .filteredOn(finding -> finding.rule().id().equals("TA311"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("it can read any Secret by its name in the cluster");
                    assertThat(finding.evidence())
                            .extracting(Evidence::text)
                            .containsExactly(
                                    "it also can write Secrets in the cluster",
                                    "it also can run pods as any service account in the cluster",
                                    "OLM makes account operator, which is named here",
                                    "Deployment/operator holds its token");
                });
    }

    @Test
    void showsTheNameOfAnAccountThatOlmMakes() throws IOException {
        assertThat(Example.named("TA311", "bad-pods-and-what-makes-pods.yaml").findings())
                .filteredOn(finding -> finding.rule().id().equals("TA311"))
                .flatExtracting(Finding::evidence)
                .filteredOn(step -> step.text().equals("OLM makes account operator, which is named here"))
                .singleElement()
                .satisfies(step -> assertThat(
                                Objects.requireNonNull(step.location()).line())
                        .as("the line of serviceAccountName, behind the rules")
                        .isEqualTo(23));
    }

    @Test
    void saysInAPathThatOlmLiftsABinding() throws IOException {
        assertThat(Example.named("TA311", "bad-pods-and-what-makes-pods.yaml").findings())
                .filteredOn(finding -> finding.rule().id().equals("TA402"))
                .flatExtracting(Finding::evidence)
                .extracting(Evidence::text)
                .contains(
                        "RoleBinding/operator.v1.0.0:permissions[0] binds Role/operator.v1.0.0:permissions[0]; OLM makes"
                                + " it a binding for the whole cluster");
    }

    @Test
    void showsWhoHoldsTheToken() throws IOException {
        assertThat(Example.named("TA301", "bad-cluster-admin.yaml").findings())
                .filteredOn(finding -> finding.rule().id().equals("TA301"))
                .flatExtracting(Finding::evidence)
                .extracting(Evidence::text)
                .containsExactly(
                        "account kafka/operator is declared here", "Deployment/kafka/operator holds its token");
        assertThat(Example.named("TA308", "bad-reads-secrets-elsewhere.yaml").findings())
                .filteredOn(finding -> finding.rule().id().equals("TA308"))
                .flatExtracting(Finding::evidence)
                .extracting(Evidence::text)
                .contains("no workload of the input holds its token");
    }
}
