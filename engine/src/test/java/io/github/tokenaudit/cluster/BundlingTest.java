package io.github.tokenaudit.cluster;

import static io.github.tokenaudit.cluster.Clusters.account;
import static io.github.tokenaudit.cluster.Clusters.clusterBinding;
import static io.github.tokenaudit.cluster.Clusters.clusterRole;
import static io.github.tokenaudit.cluster.Clusters.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundlingTest {

    private static List<String> bundles(Cluster cluster) {
        return cluster.bundles().stream()
                .map(bundle -> bundle.name() + " " + bundle.files())
                .toList();
    }

    @Test
    void joinsTheFilesOfAFolderThatIsWholeOnlyTogether() {
        Cluster cluster = Clusters.of(
                "deploy/account.yaml", account("op"),
                "deploy/binding.yaml", clusterBinding("op", "reader"),
                "deploy/operator.yaml", deployment("op", "op"),
                "deploy/role.yaml", clusterRole("reader", "pods"));

        assertThat(bundles(cluster))
                .containsExactly(
                        "deploy [deploy/account.yaml, deploy/binding.yaml, deploy/operator.yaml, deploy/role.yaml]");
    }

    @Test
    void joinsFoldersThatAreWholeOnlyTogether() {
        Cluster cluster = Clusters.of(
                "config/manager/manager.yaml", deployment("op", "op"),
                "config/rbac/account.yaml", account("op"));

        assertThat(bundles(cluster)).containsExactly("config [config/manager/manager.yaml, config/rbac/account.yaml]");
    }

    @Test
    void keepsInstallManifestsOfOneOperatorApart() {
        String whole = account("op") + deployment("op", "op");
        Cluster cluster = Clusters.of(
                "v1/crds.yaml",
                clusterRole("viewer", "pods"),
                "v1/install.yaml",
                whole + clusterBinding("op", "everything"),
                "v1/namespace-install.yaml",
                whole);

        assertThat(bundles(cluster))
                .containsExactly(
                        "v1/crds.yaml [v1/crds.yaml]",
                        "v1/install.yaml [v1/install.yaml]",
                        "v1/namespace-install.yaml [v1/namespace-install.yaml]");
        assertThat(cluster.bundles().get(2).bindings())
                .as("lent by the other manifest")
                .isEmpty();
        assertThat(cluster.bundles().get(2).clusterRoles("viewer"))
                .as("shared by both")
                .hasSize(1);
    }

    @Test
    void keepsAlternativeRolesBesideOneOperatorTogetherWithIt() {
        Cluster cluster = Clusters.of(
                "deploy/operator.yaml", account("op") + deployment("op", "op") + clusterBinding("op", "op"),
                "deploy/role-openshift.yaml", clusterRole("op", "routes"),
                "deploy/role.yaml", clusterRole("op", "ingresses"));

        assertThat(cluster.bundles()).hasSize(1);
        assertThat(cluster.bundles().get(0).clusterRoles("op")).hasSize(2);
    }

    @Test
    void keepsOperatorsOfACollectionApartAndDoesNotMixWhatTheyLeaveOver() {
        String whole = account("controller") + deployment("controller", "controller");
        Cluster cluster = Clusters.of(
                "all/a/operator.yaml", whole,
                "all/b/operator.yaml", whole,
                "all/c/examples/pod.yaml", deployment("example", "controller"));

        assertThat(bundles(cluster))
                .containsExactly(
                        "all/a [all/a/operator.yaml]",
                        "all/b [all/b/operator.yaml]",
                        "all/c/examples/pod.yaml [all/c/examples/pod.yaml]");
        assertThat(cluster.bundles().get(2).accounts(null, "controller")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'parts/driver', shop, the only one that declares the account",
        "'parts/monitor', mall, an account of another namespace"
    })
    void givesAWorkloadThatIsLeftOverToTheOneBundleThatDeclaresItsAccount(String home, String namespace, String why) {
        String driver = (account("driver") + deployment("driver", "driver")).replace("}\n", ", namespace: shop}\n");
        Cluster cluster = Clusters.of(
                "parts/driver/driver.yaml",
                driver,
                "parts/monitor/monitor.yaml",
                deployment("monitor", "driver").replace("}\n", ", namespace: " + namespace + "}\n"),
                "parts/validator/validator.yaml",
                account("validator") + deployment("validator", "validator"));

        assertThat(cluster.bundles())
                .as(why)
                .filteredOn(bundle -> bundle.files().contains("parts/monitor/monitor.yaml"))
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.name()).startsWith(home));
    }

    @Test
    void leavesAWorkloadApartWhoseAccountSeveralBundlesDeclare() {
        String whole = (account("driver") + deployment("driver", "driver")).replace("}\n", ", namespace: shop}\n");
        Cluster cluster = Clusters.of(
                "v1/driver/driver.yaml", whole,
                "v1/monitor/monitor.yaml", deployment("monitor", "driver").replace("}\n", ", namespace: shop}\n"),
                "v1/old/driver.yaml", whole);

        assertThat(bundles(cluster)).contains("v1/monitor/monitor.yaml [v1/monitor/monitor.yaml]");
    }

    @Test
    void givesGrantsThatLieBesideItsFolderToTheOneOperator() {
        Cluster cluster = Clusters.of(
                "deploy/cluster-wide.yaml",
                clusterBinding("op", "view"),
                "deploy/operator/operator.yaml",
                account("op") + deployment("op", "op"));

        assertThat(cluster.bundles()).hasSize(1);
        assertThat(cluster.bundles().get(0).bindings()).hasSize(1);
    }

    @Test
    void takesAnOpenNamespaceForTheSameAsAnyOtherOpenOneAndForANamedOneOnlyInNeed() {
        Cluster cluster = Clusters.of("op.yaml", """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: op}
                automountServiceAccountToken: false
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: op, namespace: other}
                ---
                """ + deployment("op", "op"));
        Bundle bundle = cluster.bundles().get(0);

        assertThat(bundle.accounts(null, "op"))
                .extracting(account -> account.id().namespace())
                .containsOnlyNulls();
        assertThat(bundle.accounts("other", "op"))
                .extracting(account -> account.id().namespace())
                .containsOnly("other");
        assertThat(bundle.accounts("third", "op"))
                .extracting(account -> account.id().namespace())
                .containsOnlyNulls();
    }

    @Test
    void givesTheSameBundlesWhateverTheOrderOfTheFiles() {
        String[] files = {
            "a/x.yaml",
            account("op"),
            "a/y.yaml",
            deployment("op", "op"),
            "b/z.yaml",
            account("op") + deployment("op", "op")
        };
        String[] reversed = {files[4], files[5], files[2], files[3], files[0], files[1]};

        assertThat(bundles(Clusters.of(files))).isEqualTo(bundles(Clusters.of(reversed)));
    }
}
