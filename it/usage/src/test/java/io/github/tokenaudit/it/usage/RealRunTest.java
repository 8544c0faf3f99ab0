package io.github.tokenaudit.it.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.run.SiteOperator;
import com.example.run.SiteOperator.Site;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Activity.Requested;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import io.github.tokenaudit.usage.code.ProjectProperties;
import io.github.tokenaudit.usage.code.UsageAnalysis;
import io.github.tokenaudit.usage.log.AuditLogs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator of {@link SiteOperator} is run against Kubernetes' own API server, with a role of just what its code shows;
 * the server's audit log says what it requested, and that nothing was denied.
 *
 * <p>Needs {@code etcd} and {@code kube-apiserver} in the folder that the property {@code tokenAudit.kubernetes} names;
 * README.md says how to build them.
 */
class RealRunTest {

    private static final String MANIFESTS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: sites.run.example.com}
            spec:
              group: run.example.com
              names: {kind: Site, plural: sites, singular: site}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  subresources: {status: {}}
                  schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: operator}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: customer}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: operator, namespace: operator}
            """;

    /** Server-side apply asks for create beside patch, and the SDK asks at its start whether it may update leases. */
    private static final Set<String> CHECKED_AT_OTHER_REQUESTS =
            Set.of("configmaps:create", "coordination.k8s.io/leases:update");

    @TempDir
    private Path folder;

    @Test
    void requestsWhatTheCodeShowsAndNothingElse() throws Exception {
        String programs = System.getProperty("tokenAudit.kubernetes", "");
        assumeTrue(!programs.isEmpty(), "-DtokenAudit.kubernetes is not set, so the operator is not run");
        Usage usage = usage();
        Activity activity;
        try (ApiServer server = new ApiServer(Path.of(programs), folder)) {
            run(server, usage);
            activity = AuditLogs.read(List.of(server.auditLog()));
        }

        NavigableSet<String> requested = requestedBy("operator", activity);
        NavigableSet<String> certain = shown(usage, List.of(Strength.PROVEN, Strength.FRAMEWORK));
        NavigableSet<String> shown = shown(usage, List.of(Strength.PROVEN, Strength.FRAMEWORK, Strength.POSSIBLE));
        assertThat(activity.problems()).isEmpty();
        assertThat(shown).as("requests are shown by the code").containsAll(requested);
        certain.removeAll(CHECKED_AT_OTHER_REQUESTS);
        assertThat(requested).as("what the code proves is requested").containsAll(certain);
        assertThat(denied(activity)).as("what the code shows is enough").isEmpty();
    }

    private Usage usage() throws IOException {
        Path classes = folder.resolve("classes");
        Path from = Path.of("target/classes");
        Path to = Files.createDirectories(classes.resolve("com/example/run"));
        try (var list = Files.list(from.resolve("com/example/run"))) {
            for (Path each : list.toList()) {
                Files.copy(each, to.resolve(each.getFileName().toString()));
            }
        }
        return UsageAnalysis.of(List.of(classes), PatternsTest.libraries(), ProjectProperties.none());
    }

    private static NavigableSet<String> shown(Usage usage, List<Strength> strengths) {
        NavigableSet<String> shown = new TreeSet<>();
        usage.uses().stream()
                .filter(use -> strengths.contains(use.strength()))
                .forEach(use -> shown.add(use.permission().toString()));
        return shown;
    }

    private static NavigableSet<String> requestedBy(String account, Activity activity) {
        NavigableSet<String> requested = new TreeSet<>();
        activity.accounts().stream()
                .filter(one -> one.name().equals(account))
                .flatMap(one -> one.requests().stream())
                .map(Requested::toString)
                .forEach(requested::add);
        return requested;
    }

    private static List<String> denied(Activity activity) {
        return activity.accounts().stream()
                .flatMap(one -> one.requests().stream())
                .filter(request -> request.denied() != null)
                .map(Requested::toString)
                .toList();
    }

    /** A role of just what the code shows, for the operator's account. */
    private static void grant(KubernetesClient admin, Usage usage) {
        List<PolicyRule> rules = usage.uses().stream()
                .map(Use::permission)
                .map(permission -> new PolicyRuleBuilder()
                        .withApiGroups(permission.group())
                        .withResources(permission.path())
                        .withVerbs(permission.verb())
                        .build())
                .toList();
        admin.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName("operator")
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .create();
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("operator")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "operator")
                        .addNewSubject(null, "ServiceAccount", "operator", "operator")
                        .build())
                .create();
    }

    private void run(ApiServer server, Usage usage) throws Exception {
        try (KubernetesClient admin = server.admin()) {
            admin.load(new ByteArrayInputStream(MANIFESTS.getBytes(StandardCharsets.UTF_8)))
                    .serverSideApply();
            grant(admin, usage);
            Process operator = start(server, admin);
            try {
                work(admin, operator);
            } finally {
                operator.destroy();
                operator.onExit().join();
            }
        }
    }

    private Process start(ApiServer server, KubernetesClient admin) throws IOException {
        String token = admin.serviceAccounts()
                .inNamespace("operator")
                .withName("operator")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3_000L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Path config = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: operator, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: operator, namespace: operator}}]
                current-context: test
                """.formatted(server.url(), token));
        ProcessBuilder operator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SiteOperator.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("operator.log").toFile());
        operator.environment().put("KUBECONFIG", config.toString());
        return operator.start();
    }

    private void work(KubernetesClient admin, Process operator) throws Exception {
        Site site = new Site();
        site.setMetadata(new ObjectMetaBuilder()
                .withName("shop")
                .withNamespace("customer")
                .build());
        site.setSpec(Map.of("title", "Shop"));
        var sites = admin.resources(Site.class).inNamespace("customer");
        sites.resource(site).create();
        await(operator, () -> "Shop".equals(title(sites.withName("shop").get())));
        // Once more, now that all is there.
        sites.withName("shop").edit(now -> {
            now.setSpec(Map.of("title", "Shop of shops"));
            return now;
        });
        await(
                operator,
                () -> "Shop of shops".equals(title(sites.withName("shop").get())));
        sites.withName("shop").delete();
        await(operator, () -> sites.withName("shop").get() == null);
    }

    private static @Nullable String title(Site site) {
        return site.getStatus() == null ? null : site.getStatus().get("title");
    }

    private void await(Process operator, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + 90_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !operator.isAlive()) {
                throw new IllegalStateException(
                        "the operator does not work:\n" + Files.readString(folder.resolve("operator.log")));
            }
            Thread.sleep(500);
        }
    }
}
