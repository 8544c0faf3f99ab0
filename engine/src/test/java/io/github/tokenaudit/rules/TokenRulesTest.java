package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.comparable;

import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleSettings;
import io.github.tokenaudit.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What lines of examples can't say of the token rules: how bad a finding is, which one contains it, what a policy sets. */
class TokenRulesTest {

    @TempDir
    Path folder;

    static List<Example> examples() {
        return Catalogue.infos().stream()
                .filter(rule -> rule.id().startsWith("TA1"))
                .flatMap(rule -> Example.of(rule.id()).stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // Reads Secrets of its own namespace: what is automounted is MEDIUM.
        "TA102, bad-pod-says-true.yaml, medium",
        "TA103, bad-nothing-granted.yaml, low",
        "TA103, bad-projected-token.yaml, low",
        "TA103, bad-no-bindings-for-the-namespace.yaml, info",
        "TA103, bad-installed-by-olm.yaml, info",
        "TA103, bad-account-of-another-bundle, info",
        // Reads all Secrets: HIGH where a container is known not to need that, else LOW.
        "TA104, bad-proxy-beside-the-operator.yaml, high",
        "TA104, bad-exporter-and-cache.yaml, medium",
        "TA104, bad-projected-into-two-containers.yaml, medium",
        "TA104, bad-kube-rbac-proxy.yaml, low",
        "TA104, bad-unknown-images.yaml, low",
        "TA104, bad-log-shipper-on-every-node.yaml, low",
        "TA104, bad-program-from-a-volume.yaml, low",
        "TA105, bad-names-none.yaml, low",
        "TA105, bad-granted-but-not-mounted.yaml, low",
        "TA106, bad-token-secret.yaml, high",
        "TA106, bad-of-an-account-with-power.yaml, critical",
        "TA106, bad-namespaces-left-open.yaml, critical",
        "TA106, bad-names-no-account.yaml, low",
        "TA107, bad-volume.yaml, high",
        "TA107, bad-token-of-another-account.yaml, critical",
        "TA108, bad-a-day.yaml, medium",
        "TA108, bad-foreign-audience.yaml, info",
        "TA109, bad-copied-from-a-running-pod.yaml, medium",
        "TA110, bad-quoted.yaml, high",
        "TA111, bad-for-vault.yaml, low",
        "TA113, bad-exported-token.yaml, low",
        "TA116, bad-daemon-set-with-deployment.yaml, high",
        "TA116, bad-two-deployments.yaml, medium",
        "TA117, bad-names-differ.yaml, low",
        "TA118, bad-misspelt.yaml, low"
    })
    void weighsAFindingByWhatTheTokenMayDoAndWhoReachesIt(String rule, String name, String severity)
            throws IOException {
        assertThat(findings(rule, name))
                .filteredOn(finding -> finding.rule().id().equals(rule))
                .extracting(finding -> finding.severity().label())
                .containsExactly(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "TA101, bad-inside-a-list.yaml, TA101",
        "TA102, bad-pod-says-true.yaml, TA102",
        "TA103, bad-nothing-granted.yaml, TA101",
        "TA105, bad-names-none.yaml, TA105",
        "TA109, bad-copied-from-a-running-pod.yaml, TA109"
    })
    void tellsOneWeaknessOnce(String rule, String name, String headline) throws IOException {
        List<Finding> findings = findings(rule, name);

        assertThat(findings)
                .filteredOn(finding -> finding.counts() && finding.rule().group() == Group.TOKEN)
                .extracting(finding -> finding.rule().id())
                .containsExactly(headline);
        assertThat(findings).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void neverGivesAHeadlineLessWeightThanItsParts(Example example) throws IOException {
        Map<String, Finding> byFingerprint =
                example.findings().stream().collect(Collectors.toMap(Finding::fingerprint, Function.identity()));

        assertThat(byFingerprint.values())
                .filteredOn(finding -> finding.partOf() != null)
                .allSatisfy(part -> assertThat(byFingerprint.get(part.partOf()))
                        .extracting(Finding::severity)
                        .asInstanceOf(comparable(Severity.class))
                        .isGreaterThanOrEqualTo(part.severity()));
    }

    @Test
    void saysWhoNeedsTheTokenForLessThanItGrants() throws IOException {
        assertThat(findings("TA104", "bad-kube-rbac-proxy.yaml"))
                .extracting(Finding::message)
                .contains("container kube-rbac-proxy holds the token of account kafka/operator with all its grants,"
                        + " though kube-rbac-proxy needs it for token and access reviews only");
    }

    @Test
    void namesTheDaemonSetFirstAmongThoseThatShareAnAccount() throws IOException {
        assertThat(findings("TA116", "bad-daemon-set-with-deployment.yaml"))
                .extracting(Finding::message)
                .contains("2 workloads run as account kafka/operator, which can read every Secret in the cluster:"
                        + " Deployment/operator, DaemonSet/agent; the DaemonSet brings its token to every node");
    }

    @ParameterizedTest
    @CsvSource({"3600, 0", "3599, 1"})
    void takesTheLongestLifetimeFromThePolicy(long maximum, int found) throws IOException {
        RuleSettings settings = new RuleSettings(
                Map.of("TA108", new RuleSettings.Setting(true, null, Map.of(RuleSettings.MAXIMUM_OPTION, maximum))),
                maximum);
        Example anHour = Example.named("TA108", "fixed-a-day.yaml");

        assertThat(anHour.findings(new Policy(null, null, settings, List.of(), true, List.of())))
                .filteredOn(finding -> finding.rule().id().equals("TA108"))
                .hasSize(found);
    }

    private static List<Finding> findings(String rule, String name) throws IOException {
        return Example.named(rule, name).findings();
    }

    @Test
    void asksWhatIsNoNodePluginWhetherItMountsIntoOtherPodsAtAll() throws IOException {
        String controller = Files.readString(Example.named("TA114", "bad-node-plugin-of-a-csi-driver.yaml")
                        .path())
                .replace("kind: DaemonSet", "kind: Deployment");

        assertThat(Example.only("TA114", Audited.files(folder, "controller.yaml", controller)))
                .hasSize(2)
                .extracting(Finding::remedy)
                .allSatisfy(remedy -> assertThat(remedy)
                        .contains("Where this workload mounts for itself only")
                        .contains("Replace `privileged: true`")
                        .doesNotContain("both have to stay"));
    }

    @Test
    void asksNobodyWhoMountsIntoOtherPodsToDoWithoutPrivileges() throws IOException {
        assertThat(Example.only(
                        "TA114",
                        Example.named("TA114", "bad-node-plugin-of-a-csi-driver.yaml")
                                .findings()))
                .hasSize(2)
                .extracting(Finding::remedy)
                .allSatisfy(remedy -> assertThat(remedy)
                        .contains("for that, both have to stay")
                        .doesNotContain("none above")
                        .doesNotContain("Replace `privileged: true`"));
        for (String other : List.of("bad-privileged-container.yaml", "bad-folder-of-the-kubelet.yaml")) {
            assertThat(Example.only("TA114", Example.named("TA114", other).findings()))
                    .extracting(Finding::remedy)
                    .allSatisfy(remedy -> assertThat(remedy).contains("Replace `privileged: true`"));
        }
    }
}
