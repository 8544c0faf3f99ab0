package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.RuleSettings;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines of examples can't say of TA225 to TA253: how bad a finding is, what it says, and which one contains it. */
class RbacLesserRulesTest {

    @ParameterizedTest
    @CsvSource({
        "TA225, bad-status-of-nodes.yaml, medium",
        "TA226, bad-drains-nodes.yaml, high",
        "TA227, bad-labels-nodes.yaml, high",
        "TA227, bad-deletes-nodes.yaml, medium",
        "TA228, bad-labels-namespaces.yaml, high",
        "TA228, bad-peer-its-own-namespace-object.yaml, medium",
        // Without pods to run: what the labels say is changed for others only.
        "TA228, bad-in-a-csv.yaml, medium",
        "TA229, bad-any-definition.yaml, medium",
        "TA230, bad-any-api.yaml, high",
        "TA231, bad-any-policy-of-kyverno.yaml, high",
        "TA232, bad-services-of-every-namespace.yaml, low",
        "TA232, bad-another-namespace.yaml, info",
        // In every namespace, as most have it; elsewhere by the table.
        "TA233, bad-config-of-every-namespace.yaml, low",
        "TA233, bad-another-namespace.yaml, medium",
        "TA234, bad-deletes-events.yaml, low",
        "TA234, bad-nobody-runs-it.yaml, info",
        "TA235, bad-all-urls.yaml, low",
        "TA235, bad-nobody-runs-it.yaml, info",
        "TA236, bad-writes-its-own.yaml, critical",
        "TA236, bad-uses-privileged.yaml, low",
        "TA237, bad-accounts-of-every-namespace.yaml, medium",
        "TA238, bad-installs-operators.yaml, high",
        "TA239, bad-writes-onto-nodes.yaml, critical",
        "TA239, bad-its-own-by-name.yaml, critical",
        "TA250, bad-watches-its-own-namespace.yaml, medium",
        "TA251, bad-creates-by-name.yaml, low",
        "TA252, bad-peer-wildcard-after-a-slash.yaml, low",
        "TA253, bad-view-reads-secrets.yaml, medium",
        "TA253, bad-view-writes.yaml, low"
    })
    void weighsAFindingByWhatTheTokenMayDoAndWhoReachesIt(String rule, String name, String severity)
            throws IOException {
        assertThat(of(rule, name))
                .extracting(finding -> finding.severity().label())
                .containsExactly(severity);
    }

    @Test
    void weighsTheConfigMapsOfKubernetesBySpecialNames() throws IOException {
        assertThat(of("TA233", "bad-who-is-who-on-eks.yaml"))
                .extracting(finding -> finding.severity().label() + ": " + finding.message())
                .containsExactly(
                        "critical: account shop/operator can change ConfigMap aws-auth in namespace kube-system"
                                + " (update of configmaps), which amounts to cluster-admin",
                        "high: account shop/operator can change ConfigMap coredns in namespace kube-system"
                                + " (patch of configmaps)");
    }

    @Test
    void tellsTheTheftOfPodsOnceWithTheWriteAccessToNodesAsItsPart() throws IOException {
        List<Finding> findings = find("TA226", "bad-drains-nodes.yaml");

        String theft = of(findings, "TA226").get(0).fingerprint();
        assertThat(of(findings, "TA227")).extracting(Finding::partOf).containsExactly(theft);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TA228 | bad-peer-its-own-namespace-object.yaml | account shop/operator can loosen Pod Security by the"
                        + " labels of namespaces in its own namespace (update of namespaces)",
                "TA235 | bad-all-urls.yaml | account shop/operator may request every URL of the API server that is no"
                        + " resource, by get",
                "TA235 | bad-nobody-runs-it.yaml | account shop/operator may request /metrics, by any verb",
                "TA250 | bad-watches-its-own-namespace.yaml | account shop/operator has pods, configmaps of every namespace,"
                        + " though Deployment/shop/operator watches one namespace only",
                "TA251 | bad-creates-by-name.yaml | resourceNames beside create of leases: a POST carries no name, so that"
                        + " the rule never allows it; what works is PUT of leases",
                "TA251 | bad-applies-by-name.yaml | resourceNames beside create of deployments: a POST carries no name, so"
                        + " that the rule never allows it; what works is server-side apply",
                "TA251 | bad-nothing-works.yaml | resourceNames beside deletecollection of configmaps: such a request"
                        + " carries no name, so that the rule never allows it",
                "TA252 | bad-one-group-of-two.yaml | no request can use group extensions as this rule has it: deployments left group extensions"
                        + " with Kubernetes 1.16 and are in group apps now",
                "TA253 | bad-view-reads-secrets.yaml | everybody who has the built-in role view in a namespace can, by this"
                        + " role, read any Secret by its name there (get of secrets)",
                "TA253 | bad-view-writes.yaml | everybody who has the built-in role view, which only reads, can by this role"
                        + " create shops"
            })
    void saysWhatIsWrong(String rule, String name, String message) throws IOException {
        assertThat(of(rule, name)).extracting(Finding::message).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad-creates-by-name.yaml | Drop `create`, or, where the operator makes such objects, move it into a rule of"
                        + " its own without `resourceNames`; leave the names on the other verbs.",
                "bad-deletes-collections.yaml | Replace `deletecollection` by `delete`."
            })
    void saysHowToMendTheVerbThatNamesSpoil(String name, String remedy) throws IOException {
        assertThat(of("TA251", name)).extracting(Finding::remedy).containsExactly(remedy);
    }

    @Test
    void saysOfEachDeadWordWhy() throws IOException {
        assertThat(of("TA252", "bad-wrong-group.yaml"))
                .extracting(Finding::message)
                .containsExactly(
                        "no request can use deployments as this rule has it: Kubernetes has deployments in group apps, not in the core group",
                        "no request can use ingresses as this rule has it: ingresses left group extensions with Kubernetes 1.22 and are in"
                                + " group networking.k8s.io now",
                        "no request can use podsecuritypolicies as this rule has it: podsecuritypolicies left group policy with Kubernetes"
                                + " 1.25",
                        "no request can use shops as this rule has it: Kubernetes 1.37 has no shops in the core group",
                        "no request can use deployments/rollback as this rule has it: deployments/rollback left group apps with Kubernetes"
                                + " 1.16");
        assertThat(of("TA252", "bad-verbs-that-nothing-takes.yaml"))
                .extracting(Finding::message)
                .containsExactly(
                        "no request can use the verb list as this rule has it: pods/log takes get only",
                        "no request can use the verb get as this rule has it: tokenreviews takes create only",
                        "no request can use pods/log as this rule has it: pods/log takes get only",
                        "no request can use the verb patch as this rule has it: deployments/finalizers takes update only",
                        "no request can use pods/finalizers as this rule has it: Kubernetes has pods in the core group, not in group apps",
                        "no request can use nodes/spec as this rule has it: Kubernetes 1.37 has no nodes/spec in the core group");
    }

    @Test
    void tellsTheOtherDeadWordsOfARuleAsEvidence() throws IOException {
        Finding two = of("TA252", "bad-wrong-group.yaml").get(4);

        assertThat(two.evidence())
                .extracting(evidence -> evidence.text())
                .contains("nor deployments/logs: Kubernetes 1.37 has no deployments/logs in group apps");
    }

    @ParameterizedTest
    @CsvSource({"1.24, 4", "1.25, 5"})
    void callsDeadWhatTheJudgedVersionHasNoMore(String version, int dead) throws IOException {
        Policy policy = new Policy(version, null, RuleSettings.defaults(), List.of(), true, List.of());

        assertThat(of(Example.named("TA252", "bad-wrong-group.yaml").findings(policy), "TA252"))
                .hasSize(dead);
    }

    private static List<Finding> of(String rule, String name) throws IOException {
        return of(find(rule, name), rule);
    }

    private static List<Finding> of(List<Finding> findings, String rule) {
        return Example.only(rule, findings).stream()
                .sorted(Comparator.comparing(Finding::location))
                .toList();
    }

    private static List<Finding> find(String rule, String name) throws IOException {
        return Example.named(rule, name).findings();
    }
}
