package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an identity can do with its grants, told in words and folded into a class.
 *
 * @param capability the class
 * @param abilities the dangerous things among it, the worst first, each with a grant that gives it
 */
public record Power(Capability capability, List<Ability> abilities) {

    /**
     * Something dangerous that an identity can do.
     *
     * @param text in plain words: "read every Secret of the cluster"
     * @param capability what it amounts to
     * @param grant what gives it
     */
    public record Ability(String text, Capability capability, Grant grant) {}

    public Power {
        abilities = List.copyOf(abilities);
    }

    /** Requests that amount to something: any of the verbs on any of the resources of a group. */
    private record Danger(
            Set<String> verbs,
            String group,
            Set<String> resources,
            String words,
            Capability clusterWide,
            Capability elsewhere,
            Capability inOwnNamespace) {

        static Danger of(
                String words,
                String group,
                Set<String> resources,
                Set<String> verbs,
                Capability clusterWide,
                Capability elsewhere,
                Capability own) {
            return new Danger(verbs, group, resources, words, clusterWide, elsewhere, own);
        }

        boolean isGivenBy(Grant grant) {
            return verbs.stream()
                    .anyMatch(verb -> resources.stream().anyMatch(resource -> grant.allows(verb, group, resource)));
        }
    }

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Set<String> READ = Set.of("get", "list", "watch");
    private static final Set<String> WRITE = Set.of("create", "update", "patch");
    private static final Set<String> TEMPLATED =
            Set.of("deployments", "statefulsets", "daemonsets", "replicasets", "jobs", "cronjobs");

    /** The worst first. A danger without a scope of its own says so with equal classes. */
    private static final List<Danger> DANGERS = List.of(
            Danger.of(
                    "grant itself any ClusterRole",
                    RBAC,
                    Set.of("clusterroles"),
                    Set.of("bind", "escalate"),
                    Capability.CLUSTER,
                    Capability.OWN,
                    Capability.OWN),
            Danger.of(
                    "grant itself any Role",
                    RBAC,
                    Set.of("roles"),
                    Set.of("bind", "escalate"),
                    Capability.CLUSTER,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "act as any user or group",
                    "",
                    Set.of("users", "groups"),
                    Set.of("impersonate"),
                    Capability.CLUSTER,
                    Capability.OWN,
                    Capability.OWN),
            Danger.of(
                    "act as any service account",
                    "",
                    Set.of("serviceaccounts"),
                    Set.of("impersonate"),
                    Capability.CLUSTER,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "get a token of any service account",
                    "",
                    Set.of("serviceaccounts/token"),
                    Set.of("create"),
                    Capability.CLUSTER,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "run commands in every pod through the kubelets",
                    "",
                    Set.of("nodes/proxy"),
                    Set.of("get", "create"),
                    Capability.NODE,
                    Capability.OWN,
                    Capability.OWN),
            Danger.of(
                    "read Secrets",
                    "",
                    Set.of("secrets"),
                    READ,
                    Capability.TENANT,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "run pods as any service account",
                    "",
                    Set.of("pods", "replicationcontrollers"),
                    WRITE,
                    Capability.TENANT,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "run workloads as any service account",
                    "apps",
                    TEMPLATED,
                    WRITE,
                    Capability.TENANT,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "run jobs as any service account",
                    "batch",
                    TEMPLATED,
                    WRITE,
                    Capability.TENANT,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "run commands in pods",
                    "",
                    Set.of("pods/exec", "pods/attach", "pods/ephemeralcontainers"),
                    Set.of("get", "create", "update", "patch"),
                    Capability.TENANT,
                    Capability.TENANT,
                    Capability.NAMESPACE),
            Danger.of(
                    "write Secrets",
                    "",
                    Set.of("secrets"),
                    WRITE,
                    Capability.TENANT,
                    Capability.TENANT,
                    Capability.NAMESPACE));

    /** Folds an account's grants. */
    static Power of(Account account, List<Grant> grants) {
        Map<String, Ability> byText = new LinkedHashMap<>();
        for (Grant grant : grants) {
            if (grant.scope().clusterWide() && grant.allows("*", "*", "*")) {
                String text = "do everything in the cluster";
                byText.putIfAbsent(text, new Ability(text, Capability.CLUSTER, grant));
            }
        }
        for (Danger danger : DANGERS) {
            for (Grant grant : grants) {
                if (danger.isGivenBy(grant)) {
                    Capability capability = capabilityOf(danger, account, grant.scope());
                    if (capability != Capability.OWN) {
                        String text = danger.words + where(grant.scope(), account);
                        byText.putIfAbsent(text, new Ability(text, capability, grant));
                    }
                }
            }
        }
        Capability capability = Capability.OWN;
        for (Ability ability : byText.values()) {
            capability = capability.or(ability.capability);
        }
        return new Power(capability, new ArrayList<>(byText.values()));
    }

    private static Capability capabilityOf(Danger danger, Account account, Grant.Scope scope) {
        if (scope.clusterWide()) {
            return danger.clusterWide;
        }
        // Kubernetes' own controllers run in kube-system: whoever acts there acts as them.
        @Nullable String namespace = scope.namespace();
        if ("kube-system".equals(namespace)) {
            return danger.elsewhere == Capability.OWN ? Capability.OWN : danger.clusterWide;
        }
        return Namespaces.maybeSame(namespace, account.namespace()) ? danger.inOwnNamespace : danger.elsewhere;
    }

    private static String where(Grant.Scope scope, Account account) {
        if (scope.clusterWide()) {
            return " in every namespace";
        }
        return Namespaces.maybeSame(scope.namespace(), account.namespace())
                ? " in its own namespace"
                : " in namespace " + scope.namespace();
    }
}
