package io.github.tokenaudit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.GrantRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What lines of examples can't say of the rules about grants: how bad a finding is, which one contains it, what it says. */
class RbacRulesTest {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private static final String OPERATOR = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: operator, namespace: kafka}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: operator, namespace: kafka}
            spec: {serviceAccountName: operator, containers: [{name: operator}]}
            ---
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "TA201, bad-cluster-admin-by-another-name.yaml, critical",
        // Everything in one namespace is no more than that namespace.
        "TA201, bad-stars-among-other-words.yaml, medium",
        // No workload of the input holds the token.
        "TA201, bad-peer-inside-a-list.yaml, medium",
        "TA202, bad-every-verb-on-workloads.yaml, high",
        "TA202, bad-peer-only-the-second-rule.yaml, low",
        "TA202, bad-own-api.yaml, info",
        "TA203, bad-every-resource-of-the-core-group.yaml, critical",
        "TA203, bad-peer-one-group-of-somebody-else.yaml, low",
        "TA203, bad-own-group.yaml, info",
        "TA204, bad-clusters-of-whatever-group.yaml, low",
        "TA204, bad-peer-secrets-by-a-star.yaml, medium",
        "TA204, bad-name-of-an-own-api.yaml, info",
        "TA211, bad-makes-a-token-of-any-account.yaml, high",
        "TA211, bad-reads-by-another-role.yaml, medium",
        "TA211, bad-writes-without-reading.yaml, low",
        "TA211, bad-turns-a-token-to-another-account.yaml, high",
        "TA212, bad-any-account.yaml, critical",
        "TA212, bad-in-kube-system.yaml, critical",
        "TA212, bad-name-of-an-account-with-power.yaml, high",
        "TA212, bad-by-the-role-edit.yaml, medium",
        "TA213, bad-peer-users-of-the-core-group.yaml, critical",
        "TA213, bad-members-of-masters.yaml, critical",
        "TA213, bad-peer-extra-attributes.yaml, low",
        "TA213, bad-constrained.yaml, high",
        "TA214, bad-peer-cluster-roles.yaml, critical",
        "TA214, bad-name-of-a-powerful-role.yaml, high",
        "TA214, bad-built-in-role-by-name.yaml, medium",
        "TA214, bad-writes-bindings-at-home-only.yaml, medium",
        "TA214, bad-roles-of-its-namespace.yaml, medium",
        "TA214, bad-no-binding-to-write.yaml, low",
        "TA215, bad-peer-cluster-roles.yaml, critical",
        "TA215, bad-its-own-role-by-name.yaml, critical",
        "TA215, bad-empty-role-filled-afterwards.yaml, critical",
        "TA215, bad-role-of-somebody-else.yaml, high",
        "TA215, bad-roles-of-its-namespace.yaml, medium",
        "TA216, bad-peer-an-ordinary-rule.yaml, low",
        "TA216, bad-with-bind.yaml, critical",
        "TA216, bad-with-escalate.yaml, critical",
        "TA217, bad-signs-in-as-anybody.yaml, critical",
        "TA217, bad-peer-patch-in-two-roles.yaml, high",
        "TA217, bad-kubelets.yaml, high",
        "TA218, bad-peer-patch-of-any-webhook.yaml, high",
        "TA218, bad-deletes-webhooks.yaml, low",
        "TA218, bad-own-webhook-by-name.yaml, low",
        "TA219, bad-peer-get-is-enough.yaml, critical",
        "TA220, bad-commands-in-every-pod.yaml, high",
        "TA220, bad-connects-to-pods.yaml, medium",
        "TA220, bad-peer-get-alone.yaml, low",
        "TA221, bad-debugs-every-pod.yaml, high",
        "TA221, bad-peer-by-a-star.yaml, medium",
        "TA222, bad-in-every-namespace.yaml, high",
        "TA222, bad-namespace-left-open.yaml, info",
        "TA223, bad-in-every-namespace.yaml, high",
        "TA223, bad-images-of-pods.yaml, medium",
        "TA223, bad-peer-by-name-elsewhere.yaml, high",
        // A volume that nobody mounts is no way to the node.
        "TA224, bad-volumes-by-hand.yaml, medium",
        "TA224, bad-volumes-and-pods-that-mount-them.yaml, high"
    })
    void weighsAFindingByWhatTheGrantGainsAndWhoReachesTheToken(String rule, String name, String severity)
            throws IOException {
        assertThat(Example.only(rule, Example.named(rule, name).findings()))
                .extracting(finding -> finding.severity().label())
                .containsExactly(severity);
    }

    @Test
    void tellsThatAPatchReadsTheSecretThatItChanges() throws IOException {
        assertThat(Example.only(
                        "TA211",
                        Example.named("TA211", "bad-writes-without-reading.yaml")
                                .findings()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .endsWith(
                                " (patch of secrets) and read by that those whose names are known, for the answer to a patch is"
                                        + " the whole Secret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TA201 | bad-cluster-admin-by-another-name.yaml | account kafka/operator holds every verb on every resource of \
            every API group in the cluster, so that it can do everything in the cluster, which amounts to cluster-admin
            TA202 | bad-own-api.yaml | account kafka/operator holds every verb on kafkas, kafkas/status, \
            kafkas/finalizers of kafka.example.com in the cluster; its own bundle defines that API
            TA203 | bad-own-group.yaml | account kafka/operator holds get, list, watch, … on every resource of \
            kafka.example.com in the cluster; its own bundle defines that API
            TA204 | bad-peer-secrets-by-a-star.yaml | account kafka/operator holds get on secrets of every API group in \
            its own namespace, so that it can read any Secret by its name in its own namespace
            TA211 | bad-makes-a-token-of-any-account.yaml | account kafka/operator can write Secrets in the cluster \
            (create, update of secrets) and so get a token of any account there
            TA211 | bad-turns-a-token-to-another-account.yaml | account kafka/operator can write Secrets in the cluster \
            (patch of secrets) and so get a token of any account there, provided that a Secret of type \
            kubernetes.io/service-account-token is there
            TA212 | bad-name-of-an-account-with-power.yaml | account kafka/operator can get a token of service account \
            backup in its own namespace (create of serviceaccounts/token), whose rights reach other namespaces
            TA216 | bad-peer-an-ordinary-rule.yaml | account kafka/operator can write roles and bindings in the cluster \
            (create, update of roles, rolebindings); by that alone it hands out no more than it holds itself
            TA216 | bad-with-bind.yaml | account kafka/operator can write roles and bindings in the cluster (patch of \
            clusterrolebindings) with more rights than it holds, which amounts to cluster-admin
            TA218 | bad-own-webhook-by-name.yaml | account kafka/operator can change which requests go through the \
            admission webhook or policy kafka-operator (patch of mutatingwebhookconfigurations), in which it may ask for \
            all requests, Secrets included
            TA219 | bad-peer-get-is-enough.yaml | account kafka/operator can run commands in every pod through the \
            kubelets (get of nodes/proxy), which amounts to root on a node
            TA220 | bad-peer-get-alone.yaml | account kafka/operator can run commands in any pod in the cluster (get of \
            pods/exec) before Kubernetes 1.35, where get is enough
            TA222 | bad-in-every-namespace.yaml | account kafka/operator can run pods as any service account in the \
            cluster (create of statefulsets)
            """)
    void saysWhoCanDoWhatAndByWhichGrant(String rule, String name, String message) throws IOException {
        assertThat(Example.only(rule, Example.named(rule, name).findings()))
                .extracting(Finding::message)
                .containsExactly(message.replaceAll("\\s+", " "));
    }

    @Test
    void tellsARuleWithThreeStarsOnce() throws IOException {
        List<Finding> findings =
                Example.named("TA201", "bad-cluster-admin-by-another-name.yaml").findings();

        assertThat(findings)
                .filteredOn(finding -> finding.counts() && finding.rule().id().matches("TA[24].."))
                .extracting(finding -> finding.rule().id())
                .containsExactly("TA401");
        assertThat(findings)
                .filteredOn(finding -> !finding.counts())
                .extracting(finding -> finding.rule().id())
                .contains("TA201", "TA210", "TA211", "TA212", "TA213", "TA214", "TA215", "TA216")
                .doesNotContain("TA202", "TA203", "TA204")
                .contains("TA217", "TA218", "TA219", "TA220", "TA221", "TA222", "TA223", "TA224");
    }

    @Test
    void keepsWhatAStarOfAnotherRuleGivesApart() throws IOException {
        assertThat(inTheCluster("""
                {apiGroups: [coordination.k8s.io], resources: [leases], verbs: ['*']},
                {apiGroups: [''], resources: [secrets], verbs: [get]}"""))
                .filteredOn(finding -> finding.counts() && finding.rule().id().matches("TA[24].."))
                .extracting(finding -> finding.rule().id())
                .containsExactlyInAnyOrder("TA202", "TA403");
    }

    @Test
    void tellsWhatSeveralRulesOfARoleGiveAsPartOfThePathByOneOfThem() throws IOException {
        assertThat(inTheCluster("""
                {apiGroups: [''], resources: [pods], verbs: [create]},
                {apiGroups: [apps], resources: [deployments], verbs: [create, patch]}"""))
                .filteredOn(finding -> finding.counts() && finding.rule().id().matches("TA[24].."))
                .extracting(finding -> finding.rule().id())
                .containsExactly("TA402");
    }

    @Test
    void tellsHarmlessStarsOfARoleTogether() throws IOException {
        String rules = Arrays.stream("a b c d e f".split(" ", -1))
                .map(group -> "{apiGroups: [" + group + ".example.com], resources: ['*'], verbs: [get]}")
                .collect(Collectors.joining(","));

        assertThat(Example.only("TA203", inTheCluster(rules)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .extracting(Evidence::text)
                        .startsWith(
                                "it also holds get on every resource of b.example.com",
                                "it also holds get on every resource of c.example.com",
                                "it also holds get on every resource of d.example.com",
                                "and so in 2 more rules of this role"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {verbs: ['*'], resources: [secrets], apiGroups: []}
            {verbs: ['*'], resources: [], apiGroups: ['']}
            {verbs: [], resources: ['*'], apiGroups: ['*']}
            {verbs: ['*'], nonResourceURLs: ['*']}
            """)
    void findsNoStarInARuleThatGrantsNoResources(String rule) throws IOException {
        assertThat(inTheCluster(rule))
                .extracting(finding -> finding.rule().id())
                .doesNotContain("TA201", "TA202", "TA203", "TA204");
    }

    @Test
    void callsStarsByNameWhatTheNamesLeave() throws IOException {
        assertThat(Example.only(
                        "TA201",
                        inTheCluster("{apiGroups: ['*'], resources: ['*'], verbs: ['*'], resourceNames: [x]}")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(finding.message()).contains("by the name of x in the cluster");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users           | [somebody]                       | HIGH
            users           | ['system:kube-controller-manager'] | CRITICAL
            users           | ['system:serviceaccount:kafka:operator'] |
            serviceaccounts | [unknown]                        | MEDIUM
            groups          | ['system:masters']               |
            """)
    void letsNamesDecideWhatImpersonationGains(String resource, String names, String severity) throws IOException {
        assertThat(Example.only(
                        "TA213",
                        inTheCluster("{apiGroups: [''], resources: [%s], resourceNames: %s, verbs: [impersonate]}"
                                .formatted(resource, names))))
                .extracting(finding -> finding.severity().name())
                .isEqualTo(severity == null ? List.of() : List.of(severity));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ['impersonate:serviceaccount']                                 | LOW
            ['impersonate:serviceaccount', 'impersonate-on:serviceaccount:get'] | HIGH
            [impersonate]                                                  | CRITICAL
            """)
    void countsConstrainedImpersonationOnlyWithWhatItMayDo(String verbs, Severity severity) throws IOException {
        assertThat(Example.only(
                        "TA213",
                        inTheCluster("{apiGroups: ['', authentication.k8s.io], resources: [serviceaccounts], verbs: %s}"
                                .formatted(verbs))))
                .extracting(Finding::severity)
                .containsExactly(severity);
    }

    @ParameterizedTest
    @CsvSource({"userextras/scopes", "uids", "userextras/*", "'*/scopes'"})
    void knowsEveryWayToWriteWhatImpersonationAdds(String resource) throws IOException {
        assertThat(Example.only(
                        "TA213",
                        inTheCluster("{apiGroups: [authentication.k8s.io], resources: ['%s'], verbs: [impersonate]}"
                                .formatted(resource))))
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW);
    }

    @Test
    void takesTheWorstOfTheAccountsThatAreNamed() throws IOException {
        String harmless = "{apiVersion: v1, kind: ServiceAccount, metadata: {name: agent, namespace: kafka}}\n---\n";
        String rule = "{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create], resourceNames: %s}";
        String strong = harmless.replace("agent", "backup")
                + role("backup", "{apiGroups: [''], resources: [secrets], verbs: [get]}");

        assertThat(Example.only("TA212", audit(harmless + OPERATOR + role("operator", rule.formatted("[agent]")))))
                .isEmpty();
        assertThat(Example.only(
                        "TA212",
                        audit(strong + harmless + OPERATOR + role("operator", rule.formatted("[agent, backup]")))))
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH);
        assertThat(Example.only(
                        "TA212", audit(harmless + OPERATOR + role("operator", rule.formatted("[agent, unknown]")))))
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mutatingwebhookconfigurations    | it amounts to more where the API server reaches a server that the holder runs
            mutatingadmissionpolicies        | it amounts to more where somebody with more power writes what its policies change
            validatingadmissionpolicies      | it amounts to more where such a policy is what keeps it from more
            """)
    void namesTheConditionOfChangingAdmission(String resource, String condition) throws IOException {
        assertThat(Example.only(
                        "TA218",
                        inTheCluster("{apiGroups: [admissionregistration.k8s.io], resources: [%s], verbs: [create]}"
                                .formatted(resource))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .extracting(Evidence::text)
                        .contains(condition));
    }

    @Test
    void saysBesideSomethingElseTooThatGetOfExecIsBadBeforeKubernetes135Only() throws IOException {
        assertThat(Example.only("TA220", inTheCluster("{apiGroups: [''], resources: ['*'], verbs: [get]}")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .extracting(Evidence::text)
                        .contains(
                                "it also can run commands in any pod in the cluster (get of pods/attach, pods/exec, by `*`) before Kubernetes 1.35,"
                                        + " where get is enough"));
    }

    @Test
    void tellsAProvisionerWhatItCanDoThoughItNeedsToMakeVolumes() throws IOException {
        String volumes = "{apiGroups: [''], resources: [persistentvolumes], verbs: [create]}";
        String pods = "{apiGroups: [''], resources: [pods], verbs: [create]}";

        assertThat(Example.only("TA224", inTheCluster(volumes)))
                .extracting(Finding::remedy)
                .singleElement()
                .asString()
                .startsWith("A provisioner of storage needs this");
        assertThat(Example.only("TA224", inTheCluster(volumes + "," + pods)))
                .extracting(Finding::remedy)
                .singleElement()
                .asString()
                .startsWith("Have the operator create claims");
    }

    @Test
    void callsGetOfExecBadBeforeKubernetes135() throws IOException {
        String manifest = OPERATOR + role("operator", "{apiGroups: [''], resources: [pods/exec], verbs: [get]}");

        assertThat(Example.only("TA220", audit(manifest, "1.34")))
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH);
        assertThat(Example.only("TA220", audit(manifest, "1.35")))
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kafka  |        | MEDIUM
                   | kafka  | MEDIUM
            kafka  | kafka  | MEDIUM
            kafka  | tenant | LOW
            tenant |        | HIGH
                   |        | CRITICAL
            """)
    void letsBindCountWhereBindingsMayBeWrittenToo(@Nullable String bind, @Nullable String bindings, Severity severity)
            throws IOException {
        String may = "{apiGroups: [" + RBAC + "], resources: [clusterroles], verbs: [bind]}";
        String writes = "{apiGroups: [" + RBAC + "], resources: [rolebindings], verbs: [create]}";

        assertThat(Example.only(
                        "TA214", audit(OPERATOR + role("binder", bind, may) + role("writer", bindings, writes))))
                .extracting(Finding::severity)
                .containsExactly(severity);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            roles        | reader   | MEDIUM
            roles        | elector  |
            clusterroles | operator |
            """)
    void letsNamesDecideWhatBindGains(String resource, String name, @Nullable Severity severity) throws IOException {
        String rule = "{apiGroups: [%s], resources: [%s], resourceNames: [%s], verbs: [bind]},"
                + "{apiGroups: [%1$s], resources: [rolebindings], verbs: [create]}";
        String roles = """
                {apiVersion: %1$s/v1, kind: Role, metadata: {name: reader, namespace: kafka}, rules: [
                  {apiGroups: [''], resources: [secrets], verbs: [get]}]}
                ---
                {apiVersion: %1$s/v1, kind: Role, metadata: {name: elector, namespace: kafka}, rules: [
                  {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get]}]}
                ---
                """.formatted(RBAC);

        assertThat(Example.only(
                        "TA214", audit(roles + OPERATOR + role("operator", rule.formatted(RBAC, resource, name)))))
                .extracting(Finding::severity)
                .isEqualTo(severity == null ? List.of() : List.of(severity));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [operator] | []         | CRITICAL
            []         | [operator] | CRITICAL
            []         | [other]    | HIGH
            [operator] | [operator] | CRITICAL
            [operator] | [other]    |
            """)
    void letsEscalateCountForTheRolesThatMayBeWrittenToo(String escalate, String write, @Nullable Severity severity)
            throws IOException {
        String rule = "{apiGroups: [%s], resources: [clusterroles], resourceNames: %s, verbs: [%s]}";

        assertThat(Example.only(
                        "TA215",
                        inTheCluster(rule.formatted(RBAC, escalate, "escalate") + ","
                                + rule.formatted(RBAC, write, "update"))))
                .extracting(Finding::severity)
                .isEqualTo(severity == null ? List.of() : List.of(severity));
    }

    @Test
    void findsNothingThatGainsNothingAloneWhereTheTokenIsKeptWell() throws IOException {
        String narrow = OPERATOR.replace(
                "containers: [{name: operator}]",
                "automountServiceAccountToken: false, containers: [{name: operator, volumeMounts: [{name: token, mountPath:"
                        + " /token}]}], volumes: [{name: token, projected: {sources: [{serviceAccountToken: {path: token,"
                        + " expirationSeconds: 600}}]}}]");
        String writes = role("operator", "{apiGroups: [''], resources: [secrets], verbs: [update]}");

        assertThat(Example.only("TA211", audit(OPERATOR + writes))).hasSize(1);
        assertThat(Example.only("TA211", audit(narrow + writes))).isEmpty();
    }

    @Test
    void tellsNothingOfAggregationInRolesThatKubernetesBrings() throws IOException {
        assertThat(Example.only(
                        "TA222",
                        Example.named("TA222", "bad-by-the-role-edit.yaml").findings()))
                .flatExtracting(Finding::evidence)
                .extracting(Evidence::text)
                .contains("RoleBinding/kafka/operator binds ClusterRole/edit to account kafka/operator")
                .noneMatch(text -> text.contains("aggregates"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {apiGroups: [''], resources: [serviceaccounts], verbs: ['*']}           | First list the verbs that the operator uses
            {apiGroups: [''], resources: ['*'], verbs: [impersonate]}               | First list the resources that the operator uses
            {apiGroups: [''], resources: ['*'], verbs: ['*']}                       | First list the verbs and resources that
            {apiGroups: [''], resources: [serviceaccounts], verbs: [impersonate]}   | Name whom the operator acts as
            {apiGroups: [''], resources: ['*', users], verbs: ['*', impersonate]}   | Name whom the operator acts as
            """)
    void saysThatStarsBroughtIt(String rule, String remedy) throws IOException {
        assertThat(Example.only("TA213", inTheCluster(rule)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.remedy()).startsWith(remedy).contains("Name whom"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bad-own-webhook-by-name.yaml       | Let cert-manager inject the CA
            bad-peer-patch-of-any-webhook.yaml | Ship the webhook configurations with the operator.
            """)
    void saysToNameWebhooksOnlyWhereTheyAreNotNamed(String name, String remedy) throws IOException {
        assertThat(Example.only("TA218", Example.named("TA218", name).findings()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).startsWith(remedy));
    }

    static Stream<Example> examplesOfDangers() {
        return GrantRules.all().stream().flatMap(rule -> Example.of(rule.info().id()).stream());
    }

    @ParameterizedTest
    @MethodSource("examplesOfDangers")
    void neverSaysToGrantByARoleWhatOneGrants(Example example) throws IOException {
        assertThat(example.findings())
                .filteredOn(finding -> finding.rule().id().matches("TA2[1-3]."))
                .filteredOn(finding -> finding.message().matches(".* in (its own )?namespace.* \\(.*"))
                .extracting(Finding::remedy)
                .noneMatch(remedy -> remedy.matches(".*(grant|Grant)[^.]* (in|by) a Role .*|.*, in a Role of .*"));
    }

    @Test
    void neverSaysToEditARoleThatKubernetesBrings() throws IOException {
        assertThat(Example.named("TA201", "bad-peer-cluster-admin-is-not-in-the-input.yaml")
                        .findings())
                .filteredOn(finding -> finding.rule().id().startsWith("TA2"))
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        finding -> assertThat(finding.remedy())
                                .startsWith(
                                        "Kubernetes brings ClusterRole/cluster-admin as it is: bind a role of your own instead"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TA226 | bad-deletes-pods-and-updates-nodes.yaml | it also can change nodes (update of nodes)
            TA211 | bad-reads-by-another-role.yaml          | it also can read any Secret by its name in the cluster (get of secrets)
            """)
    void showsTheOtherGrantThatItTakes(String rule, String name, String evidence) throws IOException {
        assertThat(Example.only(rule, Example.named(rule, name).findings()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .extracting(Evidence::text)
                        .contains(evidence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create | and so, as it may make missing accounts, too, get a token of any account, which amounts to \
            cluster-admin | true
            update | and so get a token of any account there | false
            """)
    void showsWhatMakesATokenOfAMissingAccountCertain(String verb, String consequence, boolean shown)
            throws IOException {
        assertThat(Example.only("TA211", inTheCluster("""
                {apiGroups: [''], resources: [secrets], verbs: [create, list]},
                {apiGroups: [''], resources: [serviceaccounts], verbs: [%s]}""".formatted(verb))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).endsWith(" (create of secrets) " + consequence);
                    assertThat(finding.evidence())
                            .extracting(Evidence::text)
                            .contains("it also can read every Secret in the cluster (list of secrets)");
                    assertThat(finding.evidence()
                                    .toString()
                                    .contains("create service accounts in the cluster (create of"))
                            .isEqualTo(shown);
                });
    }

    @Test
    void showsNoOtherGrantWhereItTakesNone() throws IOException {
        assertThat(Example.only(
                        "TA211",
                        Example.named("TA211", "bad-writes-without-reading.yaml")
                                .findings()))
                .flatExtracting(Finding::evidence)
                .extracting(Evidence::text)
                .noneMatch(text -> text.startsWith("it also can"));
    }

    @Test
    void showsTheSecretThatMakesATokenLongLived() throws IOException {
        String secret = """
                apiVersion: v1
                kind: Secret
                type: kubernetes.io/service-account-token
                metadata: {name: forever, namespace: kafka, annotations: {kubernetes.io/service-account.name: operator}}
                ---
                """;
        String reads = role("operator", "{apiGroups: [''], resources: [secrets], verbs: [get]}");

        assertThat(audit(secret + OPERATOR + reads))
                .filteredOn(finding -> finding.rule().id().matches("TA210|TA403"))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(finding.evidence())
                            .extracting(Evidence::text)
                            .contains("Secret/kafka/forever holds a token of account kafka/operator that never ends");
                });
    }

    private List<Finding> inTheCluster(String rules) throws IOException {
        return audit(OPERATOR + role("operator", rules));
    }

    /** A ClusterRole, bound in the whole cluster to the account of its name. */
    private static String role(String name, String rules) {
        return role(name, name, null, rules);
    }

    /** A ClusterRole, bound in a namespace, or in the whole cluster where that is null, to the operator's account. */
    private static String role(String name, @Nullable String namespace, String rules) {
        return role(name, "operator", namespace, rules);
    }

    private static String role(String name, String account, @Nullable String namespace, String rules) {
        return """
                {apiVersion: %2$s/v1, kind: ClusterRole, metadata: {name: %1$s}, rules: [%3$s]}
                ---
                apiVersion: %2$s/v1
                kind: %4$s
                metadata: {name: %1$s%5$s}
                roleRef: {apiGroup: %2$s, kind: ClusterRole, name: %1$s}
                subjects: [{kind: ServiceAccount, name: %6$s, namespace: kafka}]
                ---
                """.formatted(
                        name,
                        RBAC,
                        rules.strip().replace("\n", " "),
                        namespace == null ? "ClusterRoleBinding" : "RoleBinding",
                        namespace == null ? "" : ", namespace: " + namespace,
                        account);
    }

    private List<Finding> audit(String manifest) throws IOException {
        return audit(manifest, null);
    }

    private List<Finding> audit(String manifest, @Nullable String kubernetesVersion) throws IOException {
        Path file = Files.writeString(folder.resolve("operator.yaml"), manifest);
        AuditRequest.Input input = new AuditRequest.Input(file, "operator.yaml");
        return TokenAudit.run(new AuditRequest(
                        List.of(input), Policy.none(), FailOn.NEVER, kubernetesVersion, LocalDate.parse("2026-11-23")))
                .findings();
    }
}
