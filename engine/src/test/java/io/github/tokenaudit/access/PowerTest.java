package io.github.tokenaudit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Clusters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account amounts to, and where that leads, by rules that it is granted in the whole cluster. */
class PowerTest {

    private static final String ESCALATE =
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [update, escalate]}";

    private static final String PODS = "{apiGroups: [''], resources: [pods], verbs: [create]}";

    private static final String NAMESPACES = "{apiGroups: [''], resources: [namespaces], verbs: [patch]}";

    private static Power power(String... rules) {
        return powerIn("", granted("ClusterRoleBinding", "op", "op", rules));
    }

    /** What account op of namespace kafka amounts to. */
    private static Power powerIn(String before, String... texts) {
        Cluster cluster = Clusters.of("operator.yaml", before + String.join("", texts));
        AccessModel model = new AccessModel(cluster, BuiltinPolicy.of(BuiltinPolicy.newestVersion()));
        return model.powerOf(cluster.bundles().get(0).account("kafka", "op"));
    }

    /** A ClusterRole that an account of namespace kafka has. */
    private static String granted(String kind, String role, String account, String... rules) {
        return Clusters.granted(kind, role, "kafka", account, rules);
    }

    private static String danger(Step step) {
        Ability ability = step.ability();
        return ability == null ? "none" : ability.danger().name();
    }

    private static String dangerAndRole(Step step) {
        Grant grant = step.grant();
        return danger(step) + (grant == null ? "" : " " + grant.roleId().name());
    }

    private static Path path(Power power, Goal goal) {
        return power.paths().stream()
                .filter(path -> path.goal() == goal)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mutatingwebhookconfigurations, validatingadmissionpolicies | webhooks and policies",
                "validatingwebhookconfigurations | webhooks",
                "mutatingadmissionpolicybindings | policies",
                "\"*\" | webhooks and policies"
            })
    void saysWhichAdmissionItCanChange(String resources, String what) {
        Power power = power(
                "{apiGroups: [admissionregistration.k8s.io], resources: [" + resources + "], verbs: [create, update]}");

        assertThat(power.worst()).extracting(Ability::text).contains("change what admission " + what + " let through");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[get] | read any Secret by its name in the cluster",
                "[get, create] | read any Secret by its name in the cluster",
                "[get, list] | read every Secret in the cluster",
                "[watch] | read every Secret in the cluster",
                "['*'] | write Secrets in the cluster"
            })
    void whoMayNotListSecretsHasToKnowTheirNames(String verbs, String words) {
        Power power = power("{apiGroups: [''], resources: [secrets], verbs: " + verbs + "}");

        assertThat(power.worst()).extracting(Ability::text).contains(words);
        assertThat(power.capability()).isEqualTo(Capability.TENANT);
    }

    /** {@code generateTokenIfNeeded} of {@code tokens_controller.go} fills the Secret for whom its annotation names. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[get, patch] | tenant, provided that a Secret of type kubernetes.io/service-account-token is there",
                "[list, update] | tenant, provided that a Secret of type kubernetes.io/service-account-token is there",
                "[get, create] | tenant, provided that Kubernetes' controllers run as accounts of their own, as with kubeadm"
                        + " (--use-service-account-credentials)",
                "[patch, update] | own"
            })
    void whoMayChangeSecretsAndMakeNoneNeedsATokenThatIsThere(String verbs, String gain) {
        Power power = power("{apiGroups: [''], resources: [secrets], verbs: " + verbs + "}");

        assertThat(power.abilities())
                .filteredOn(ability -> ability.danger() == Danger.SECRETS_WRITE)
                .extracting(Ability::gain)
                .extracting(
                        g -> g.capability().label() + (g.condition() == null ? "" : ", provided that " + g.condition()))
                .containsExactly(gain);
    }

    @Test
    void aTokenThatIsThereMakesAWayToOtherAccountsConditional() {
        String rules = "{apiGroups: [''], resources: [secrets], verbs: [get, %s]},"
                + " {apiGroups: [''], resources: [serviceaccounts], verbs: [create]}";

        assertThat(power(rules.formatted("create")).paths())
                .anySatisfy(path -> assertThat(path.goal()).isEqualTo(Goal.CLUSTER_ADMIN));
        assertThat(power(rules.formatted("patch")).paths()).singleElement().satisfies(path -> {
            assertThat(path.goal()).isEqualTo(Goal.FOREIGN_TOKEN);
            assertThat(path.isCertain()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "machineconfiguration.openshift.io | '' | [create] | node",
                "machineconfiguration.openshift.io | 'resourceNames: [mine],' | [patch] | node",
                "machineconfiguration.openshift.io | 'resourceNames: [mine],' | [create] | own",
                "machineconfiguration.openshift.io | '' | [get, delete] | own",
                "'*' | '' | [update] | own"
            })
    void whoWritesMachineConfigsIsRootOnNodes(String group, String names, String verbs, String capability) {
        Power power = power("{apiGroups: ['" + group.replace("'", "") + "'], resources: [machineconfigs], " + names
                + " verbs: " + verbs + "}");

        assertThat(power.capability().label()).isEqualTo(capability);
        assertThat(power.paths()).hasSize(capability.equals("own") ? 0 : 1).allSatisfy(path -> {
            assertThat(path.goal()).isEqualTo(Goal.NODE);
            assertThat(path.isCertain()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mutatingwebhookconfigurations | [get, patch] | namespace",
                "validatingwebhookconfigurations | [update] | namespace",
                "mutatingadmissionpolicies | [update] | namespace",
                "validatingadmissionpolicies | [update, patch] | own",
                "mutatingwebhookconfigurations | [create, delete] | own"
            })
    void aNameDoesNotBindWhatAWebhookAsksFor(String resource, String verbs, String capability) {
        Power power = power("{apiGroups: [admissionregistration.k8s.io], resources: [" + resource
                + "], resourceNames: [mine], verbs: " + verbs + "}");

        assertThat(power.capability().label()).isEqualTo(capability);
        assertThat(power.words())
                .isEqualTo(
                        capability.equals("own")
                                ? "do nothing dangerous"
                                : "change which requests go through the admission webhook or policy mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mutatingwebhookconfigurations | CLUSTER_ADMIN | add a container to a pod with more power",
                "mutatingadmissionpolicies | CLUSTER_ADMIN | add a container to a pod with more power",
                "validatingwebhookconfigurations | FOREIGN_TOKEN | see the tokens in Secrets that others write",
                "validatingadmissionpolicies | | what only refuses gives nobody more than he may do",
                "validatingadmissionpolicybindings | | what only refuses gives nobody more than he may do"
            })
    void knowsWhereAdmissionLeadsWhoChangesIt(String resource, Goal goal, String words) {
        Power power = power(
                "{apiGroups: [admissionregistration.k8s.io], resources: [" + resource + "], verbs: [create, patch]}");

        assertThat(power.capability()).as("of the grant").isEqualTo(Capability.TENANT);
        if (goal == null) {
            assertThat(power.paths()).as(words).isEmpty();
        } else {
            assertThat(power.paths()).singleElement().satisfies(path -> {
                assertThat(path.goal()).isEqualTo(goal);
                assertThat(path.conditions()).hasSize(1);
                assertThat(path.deciding().text()).contains(words);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged | node | runs a privileged pod, which is root on its node",
                "node-exporter | node | runs a privileged pod, which is root on its node",
                "hostaccess | tenant | runs a pod that has its node's disk",
                "hostmount-anyuid | tenant | runs a pod that has its node's disk",
            })
    void isRootOnANodeByOpenShiftsConstraintsOnlyWhereSelinuxDoesNotConfineThePods(
            String name, String capability, String words) {
        Power power = power(
                "{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], resourceNames: [" + name
                        + "], verbs: [use]}",
                "{apiGroups: [''], resources: [pods], verbs: [create]}");

        assertThat(power.abilities())
                .filteredOn(ability -> ability.danger() == Danger.SECURITY_CONTEXT_CONSTRAINTS)
                .singleElement()
                .extracting(ability -> ability.gain().capability().label())
                .isEqualTo(capability);
        List<String> steps = path(power, Goal.NODE).others().stream()
                .map(other -> other.step().text())
                .toList();
        Path path = path(power, Goal.NODE);
        assertThat(Stream.concat(steps.stream(), Stream.of(path.deciding().text())))
                .anySatisfy(step -> assertThat(step).endsWith(words));
        assertThat(path.isCertain()).isEqualTo(capability.equals("node"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apps | deployments | , or no admission policy forbids pods to run as accounts with more power",
                "'' | pods | ''"
            })
    void whoChangesATemplateAlsoSaysAsWhomItsPodsRun(String group, String resource, String also) {
        Power power = power("{apiGroups: ['" + group + "'], resources: [" + resource + "], verbs: [patch]}");

        assertThat(path(power, Goal.FOREIGN_TOKEN).conditions())
                .containsExactly("a pod there holds a token with more power" + also);
    }

    @Test
    void tellsEveryGrantThatLeadsAsSurelyToTheSameGoal() {
        String bind = "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}";
        String bindings = "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]}";
        Path path = path(
                powerIn(
                        "",
                        granted("ClusterRoleBinding", "op", "op", ESCALATE, bind, bindings, PODS),
                        granted("ClusterRoleBinding", "more", "op", ESCALATE)),
                Goal.CLUSTER_ADMIN);

        assertThat(path.steps())
                .extracting(Step::text)
                .singleElement()
                .asString()
                .contains("write any right into ClusterRoles");
        assertThat(path.others())
                .extracting(Path.Other::step)
                .extracting(PowerTest::dangerAndRole)
                .containsExactly("ESCALATE_CLUSTER_ROLES more", "BIND_CLUSTER_ROLES op", "WORKLOAD_CREATE op");
        assertThat(path.asOpen()).hasSize(2);
        assertThat(path.lessOpen())
                .singleElement()
                .extracting(Path.Other::conditions)
                .asString()
                .contains("no admission policy forbids pods to run as accounts with more power");
    }

    @Test
    void tellsApartWhatTwoVerbsOfOneRuleGiveAndAStarForThem() {
        String two = "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles, clusterrolebindings],"
                + " verbs: %s}";

        for (String verbs : List.of("[create, update, bind, escalate]", "['*']")) {
            assertThat(path(power(two.formatted(verbs)), Goal.CLUSTER_ADMIN).others())
                    .as("who lists verbs instead of a star may keep one of them")
                    .extracting(Path.Other::step)
                    .extracting(PowerTest::danger)
                    .containsExactly("BIND_CLUSTER_ROLES");
        }
    }

    @Test
    void tellsApartWhichOtherWaysTakeAConditionThatTheWayItselfDoesNot() {
        String minting = "{apiGroups: [''], resources: [secrets], verbs: [get, create]}";
        Path certain = path(power(PODS, minting), Goal.FOREIGN_TOKEN);
        Path uncertain = path(power(PODS, "{apiGroups: [''], resources: [secrets], verbs: [get]}"), Goal.FOREIGN_TOKEN);

        assertThat(certain.asOpen()).isEmpty();
        assertThat(certain.lessOpen())
                .satisfiesExactlyInAnyOrder(
                        pods -> assertThat(pods.conditions())
                                .containsExactly("no admission policy forbids pods to run as accounts with more power"),
                        reading -> assertThat(reading.conditions())
                                .singleElement()
                                .asString()
                                .startsWith("somebody knows the name"));
        assertThat(uncertain.asOpen()).hasSize(1);
        assertThat(uncertain.lessOpen()).isEmpty();
    }

    @Test
    void tellsWhatTheAccountMayDoThatAWayLeadsTo() {
        String strong = "{apiVersion: v1, kind: ServiceAccount, metadata: {name: strong, namespace: kafka}}\n---\n"
                + granted(
                        "ClusterRoleBinding",
                        "strong",
                        "strong",
                        "{apiGroups: [''], resources: [secrets], verbs: [list, create]}");
        String mints = "{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]}";

        assertThat(path(powerIn(strong, granted("RoleBinding", "op", "op", mints)), Goal.FOREIGN_TOKEN)
                        .steps())
                .last()
                .extracting(Step::text)
                .isEqualTo(
                        "it acts as account kafka/strong, which amounts to tenant: it can read every Secret in the cluster, write"
                                + " Secrets in the cluster (as one of kube-system's it is cluster-admin, provided that"
                                + " Kubernetes' controllers run as accounts of their own, as with kubeadm"
                                + " (--use-service-account-credentials))");
    }

    @Test
    void aWayByOneselfIsNoOtherWay() {
        String tokens = "{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]}";
        String impersonates = "{apiGroups: [''], resources: [serviceaccounts], verbs: [impersonate]}";
        String oneself = granted("ClusterRoleBinding", "op", "op", ESCALATE)
                + granted("RoleBinding", "tokens", "op", tokens, impersonates);
        String another = granted("ClusterRoleBinding", "strong", "strong", ESCALATE)
                .replaceFirst(
                        "(?s)^",
                        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: strong, namespace: kafka}}\n---\n");

        assertThat(path(powerIn("", oneself), Goal.CLUSTER_ADMIN).others()).isEmpty();
        assertThat(path(powerIn(another, oneself), Goal.CLUSTER_ADMIN).others())
                .extracting(Path.Other::step)
                .extracting(PowerTest::danger)
                .containsExactly("IMPERSONATE_ACCOUNTS", "TOKEN_REQUEST");
    }

    @Test
    void namesWhatMakesATokenOfAMissingAccountCertain() {
        String secrets = "{apiGroups: [''], resources: [secrets], verbs: [create, get]}";
        String accounts = "{apiGroups: [''], resources: [serviceaccounts], verbs: [create]}";

        assertThat(path(power(secrets, accounts), Goal.CLUSTER_ADMIN).steps())
                .extracting(PowerTest::danger)
                .containsExactly("SECRETS_WRITE", "ACCOUNT_WRITE", "none");
        assertThat(path(power(secrets), Goal.FOREIGN_TOKEN).steps())
                .singleElement()
                .satisfies(
                        step -> assertThat(step.text())
                                .endsWith(
                                        "; as one of kube-system's it is cluster-admin, provided that Kubernetes' controllers"
                                                + " run as accounts of their own, as with kubeadm (--use-service-account-credentials)"));
    }

    @Test
    void callsCertainOnlyTheGrantThatItselfLetsSecretsBeCreated() {
        String create = "{apiGroups: [''], resources: [secrets], verbs: [create, get]}";
        String change = "{apiGroups: [''], resources: [secrets], verbs: [update]}";

        assertThat(powerIn("", granted("RoleBinding", "op", "op", change, create))
                        .abilities())
                .filteredOn(ability -> ability.danger() == Danger.SECRETS_WRITE)
                .extracting(Ability::verbs, ability -> ability.gain().condition())
                .containsExactlyInAnyOrder(
                        tuple(List.of("update"), "a Secret of type kubernetes.io/service-account-token is there"),
                        tuple(List.of("create"), null));
    }

    @ParameterizedTest
    @CsvSource({
        "apps, deployments, true",
        "extensions, deployments, false",
        "'', pods, true",
        "apps, statefulsets, false",
        "batch, deployments, false"
    })
    void reachesTheTokensOfThoseWorkloadsOnlyWhoseKindItMayChange(String group, String resource, boolean leads) {
        String strong =
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: strong, namespace: kafka}, spec: {template: {spec:"
                        + " {serviceAccountName: strong, containers: [{name: main}]}}}}\n---\n"
                        + granted("ClusterRoleBinding", "strong", "strong", ESCALATE);
        String changes = "{apiGroups: ['%s'], resources: [%s], verbs: [patch]}".formatted(group, resource);
        String named = changes.replace("}", ", resourceNames: [strong]}");

        for (String rule : List.of(changes, named)) {
            boolean isPod = rule.equals(named) && resource.equals("pods");
            assertThat(powerIn(strong, granted("RoleBinding", "op", "op", rule)).paths())
                    .as(rule)
                    .extracting(Path::goal)
                    .satisfies(goals ->
                            assertThat(goals.contains(Goal.CLUSTER_ADMIN)).isEqualTo(leads && !isPod));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apps | deployments | patch | change what workloads run in the cluster, and so makes its pods privileged |"
                        + " in some namespace no Pod Security or other admission forbids it",
                "'' | pods/ephemeralcontainers | patch | add a container to any running pod in the cluster, and so adds one"
                        + " that is privileged | in some namespace no Pod Security or other admission forbids it",
                "'' | pods/exec | create | run commands in any pod in the cluster, and so in one that is privileged |"
                        + " a privileged pod runs in some namespace",
                "'' | pods | update | change what workloads run in the cluster, and so runs an image of its own in one that is"
                        + " privileged | a privileged pod runs in some namespace",
            })
    void getsToTheNodeByWhatRunsThereAlready(
            String group, String resource, String verb, String told, String condition) {
        String rule = "{apiGroups: ['%s'], resources: [%s], verbs: [%s]}".formatted(group, resource, verb);

        Path path = path(power(rule), Goal.NODE);
        assertThat(path.steps()).extracting(Step::text).containsExactly("account kafka/op can " + told);
        assertThat(path.conditions()).containsExactly(condition);
        assertThat(path.capability()).isEqualTo(Capability.TENANT);
        assertThat(power(rule.replace("}", ", resourceNames: [one]}")).paths())
                .as("nobody knows what those named are")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pods/exec, get", "deployments/scale, patch"})
    void makesNoPodPrivilegedThatRuns(String resource, String verb) {
        String rule = "{apiGroups: ['', apps], resources: [%s], verbs: [%s]}".formatted(resource, verb);

        assertThat(power(rule).paths()).extracting(Path::goal).doesNotContain(Goal.NODE);
    }

    @Test
    void takesOffTheLabelBeforeItMakesPodsPrivileged() {
        String changes = "{apiGroups: [apps], resources: [deployments], verbs: [patch]}";

        assertThat(path(power(changes, NAMESPACES), Goal.NODE).steps())
                .extracting(Step::text)
                .containsExactly(
                        "account kafka/op can change what workloads run in the cluster, and so makes its pods privileged"
                                + " where no label forbids that",
                        "account kafka/op can loosen Pod Security by the labels of namespaces in the cluster, and so first takes"
                                + " off the one that forbids such pods");
    }

    @Test
    void tellsOfARuleForAllVerbsEachThingThatLeadsThere() {
        String rule = "{apiGroups: [''], resources: [%s], verbs: ['*']}";

        assertThat(path(power(rule.formatted("secrets, pods")), Goal.FOREIGN_TOKEN)
                        .others())
                .extracting(Path.Other::step)
                .extracting(PowerTest::danger)
                .containsExactly("SECRETS_READ", "WORKLOAD_CREATE", "WORKLOAD_MODIFY");
        assertThat(path(power(rule.formatted("secrets")), Goal.FOREIGN_TOKEN).others())
                .extracting(Path.Other::step)
                .extracting(PowerTest::danger)
                .containsExactly("SECRETS_READ");
        assertThat(path(power(rule.formatted("'*'")), Goal.FOREIGN_TOKEN).others())
                .as("a rule for everything goes as a whole")
                .isEmpty();
    }

    @Test
    void tellsThroughWhatOtherWaysGo() {
        String strong =
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: strong, namespace: kafka}, spec: {template: {spec:"
                        + " {serviceAccountName: strong, containers: [{name: main}]}}}}\n---\n"
                        + granted("ClusterRoleBinding", "strong", "strong", ESCALATE);
        String changes = "{apiGroups: [apps], resources: [deployments], verbs: [patch]}";

        assertThat(path(
                                powerIn(strong, granted("ClusterRoleBinding", "op", "op", ESCALATE, changes)),
                                Goal.CLUSTER_ADMIN)
                        .others())
                .singleElement()
                .extracting(Path.Other::text)
                .isEqualTo(
                        "account kafka/op can change what workloads run in the cluster (patch of deployments); Deployment/kafka/strong holds"
                                + " the token of account kafka/strong");
    }

    @ParameterizedTest
    @CsvSource({
        "rbac.authorization.k8s.io, roles, escalate, other, false",
        "rbac.authorization.k8s.io, roles, escalate, kube-system, true",
        "kyverno.io, policies, create, other, false",
        "kyverno.io, policies, create, kube-system, true"
    })
    void whatEndsAtTheBorderOfANamespaceIsAWayToTheClusterWhereControllersAreOnly(
            String group, String resource, String verb, String namespace, boolean leads) {
        String rule = "{apiGroups: [%s], resources: [%s], verbs: [update, %s]}".formatted(group, resource, verb);
        String there = granted("RoleBinding", "op", "op", rule)
                .replace("name: op, namespace: kafka}\nroleRef", "name: op, namespace: " + namespace + "}\nroleRef");

        assertThat(powerIn("", there).capability()).isEqualTo(Capability.TENANT);
        assertThat(powerIn("", there).paths())
                .extracting(Path::goal)
                .containsExactlyElementsOf(leads ? List.of(Goal.CLUSTER_ADMIN) : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rbac.authorization.k8s.io | clusterroles | bind | rbac.authorization.k8s.io | clusterrolebindings |"
                        + " CLUSTER_ADMIN | can write roles and bindings in the cluster, and so a binding of every role that it may hand out",
                "security.openshift.io | securitycontextconstraints | use | apps | daemonsets |"
                        + " NODE | can run pods as any service account in the cluster, and so one that runs as it, in its own namespace"
            })
    void tellsOfAWayByTwoGrantsFirstWhatItPreparesAndThenWhatDecides(
            String group, String resource, String verb, String otherGroup, String other, Goal goal, String prepares) {
        String rule = "{apiGroups: ['%s'], resources: [%s], verbs: [%s]}";
        String first = rule.formatted(group, resource, verb);
        String second = rule.formatted(otherGroup, other, "create");

        Path path = path(power(first, second), goal);
        assertThat(path.steps()).extracting(Step::prepares).containsExactly(true, false);
        assertThat(path.steps()).extracting(Step::location).doesNotContainNull();
        assertThat(path.steps().get(0).text()).isEqualTo("account kafka/op " + prepares);
        assertThat(path.deciding()).as("what to mend").isEqualTo(path.steps().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "pods, NODE, an account of its own to run it as it needs not",
        "daemonsets, OWN, the pod runs as another one"
    })
    void mayHaveAPrivilegedPodElsewhereOnOpenShiftWhoCreatesTheVeryPod(String created, Capability amount, String why) {
        String use = "{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], verbs: [use]}";
        String pods = "{apiGroups: ['', apps], resources: [" + created + "], verbs: [create]}";
        String there = granted("RoleBinding", "op", "op", use, pods)
                .replace("name: op, namespace: kafka}\nroleRef", "name: op, namespace: other}\nroleRef");

        assertThat(powerIn("", there).abilities())
                .as(why)
                .filteredOn(ability -> ability.danger() == Danger.SECURITY_CONTEXT_CONSTRAINTS)
                .extracting(ability -> ability.gain().capability())
                .containsExactly(amount);
    }

    @Test
    void knowsThatWhoMayGetSecretsAndNotListThemHasToKnowTheirNames() {
        assertThat(path(power("{apiGroups: [''], resources: [secrets], verbs: [get]}"), Goal.FOREIGN_TOKEN)
                        .conditions())
                .containsExactly(
                        "somebody knows the name of a Secret there that holds a token or key of somebody with more power");
        assertThat(path(power("{apiGroups: [''], resources: [secrets], verbs: [get, watch]}"), Goal.FOREIGN_TOKEN)
                        .conditions())
                .containsExactly("a Secret there holds a token or key of somebody with more power");
    }

    @Test
    void tellsWhoMountsTheVolumesThatPodSecurityDoesNotLookAt() {
        String restricted = "{apiVersion: v1, kind: Namespace, metadata: {name: kafka, labels:"
                + " {pod-security.kubernetes.io/enforce: restricted}}}\n---\n";
        String volumes = "{apiGroups: [''], resources: [persistentvolumes], verbs: [create]}";

        assertThat(path(
                                powerIn(
                                        restricted,
                                        granted("ClusterRoleBinding", "volumes", "op", volumes),
                                        granted("RoleBinding", "pods", "op", PODS)),
                                Goal.NODE)
                        .steps())
                .extracting(Step::text)
                .containsExactly(
                        "account kafka/op can run pods as any service account in its own namespace, and so one that mounts"
                                + " any volume",
                        "account kafka/op can make PersistentVolumes of any directory of a node, for pods to mount, and so"
                                + " has a pod mount the whole disk of a node");
    }

    @Test
    void tellsOneGrantOnceThatIsBothHalvesOfAWay() {
        String both = "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles, clusterrolebindings],"
                + " verbs: [create, bind]}";

        assertThat(path(power(both), Goal.CLUSTER_ADMIN).steps()).hasSize(1);
    }

    @Test
    void podSecurityIsInNobodysWayWhoChangesTheLabelsOfNamespaces() {
        assertThat(path(power(PODS), Goal.NODE).conditions())
                .containsExactly("in some namespace no Pod Security or other admission forbids it");
        Path path = path(power(PODS, NAMESPACES), Goal.NODE);
        assertThat(path.conditions())
                .containsExactly("nothing but Pod Security, which it can loosen, forbids privileged pods");
        assertThat(path.steps()).extracting(PowerTest::danger).containsExactly("WORKLOAD_CREATE", "NAMESPACE_WRITE");
        assertThat(path.capability()).isEqualTo(Capability.TENANT);
        assertThat(path.others()).as("it takes both").isEmpty();
    }

    @Test
    void whoChangesTheLabelsOfOneNamespaceLoosensPodSecurityThere() {
        String everywhere = granted("ClusterRoleBinding", "pods", "op", PODS);
        String atHome = granted("RoleBinding", "pods", "op", PODS);
        String labels = granted("RoleBinding", "labels", "op", NAMESPACES);
        String elsewhere = labels.replace("name: labels, namespace: kafka}", "name: labels, namespace: other}");
        String loosened = "nothing but Pod Security, which it can loosen, forbids privileged pods";

        assertThat(path(powerIn("", everywhere, labels), Goal.NODE).conditions())
                .containsExactly(loosened);
        Path home = path(powerIn("", atHome, labels), Goal.NODE);
        assertThat(home.conditions()).containsExactly(loosened);
        assertThat(home.capability()).isEqualTo(Capability.NAMESPACE);
        assertThat(path(powerIn("", atHome, elsewhere), Goal.NODE).conditions()).doesNotContain(loosened);
    }

    @Test
    void aNameIsNoHelpToWhoMakesPodsWhateverTheLabelsSay() {
        String named = PODS.replace("resources", "resourceNames: [mine], resources");

        assertThat(powerIn("", granted("RoleBinding", "op", "op", named, NAMESPACES))
                        .paths())
                .isEmpty();
    }
}
