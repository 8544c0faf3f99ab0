package io.github.tokenaudit.access;

import static io.github.tokenaudit.access.Capability.CLUSTER;
import static io.github.tokenaudit.access.Capability.NAMESPACE;
import static io.github.tokenaudit.access.Capability.NODE;
import static io.github.tokenaudit.access.Capability.OWN;
import static io.github.tokenaudit.access.Capability.TENANT;

import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.cluster.Constraints.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what a dangerous grant amounts to, together with what else its holder has. {@code docs/severity.md} tells the same to
 * people. Each gain is certain (it holds on any cluster) or counts as what it is for certain, with the condition under
 * which it is more.
 */
final class Gains {

    private static final String WRITES = "create";

    private static final Requests ACCOUNT_CREATE = Requests.namespaced("", Set.of("serviceaccounts"), WRITES);
    private static final Requests POD_CREATE = Requests.namespaced("", Set.of("pods"), WRITES);
    private static final Requests CSR_CREATE =
            Requests.clusterScoped(Danger.CERTIFICATES, Set.of("certificatesigningrequests"), WRITES);

    static final Set<String> WEBHOOKS = Set.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations");
    static final Set<String> MUTATING_POLICIES = Set.of("mutatingadmissionpolicies", "mutatingadmissionpolicybindings");

    /** Groups that mean no more than what every account is in anyway. */
    private static final Set<String> HARMLESS_GROUPS =
            Set.of(Identity.AUTHENTICATED, Identity.ACCOUNTS, "system:unauthenticated");

    /** Who is as good as cluster-admin on any cluster: a group, and the user whom Kubernetes lets ask for any token. */
    private static final Set<String> POWERFUL = Set.of("system:masters", "system:kube-controller-manager");

    /** Verbs that spoil something and give nothing. */
    private static final Set<String> DELETING = Set.of("delete", "deletecollection");

    /** Verbs that change what is there; a name is no limit to making something, and no help. */
    private static final Set<String> CHANGING = Set.of("update", "patch");

    /** SecurityContextConstraints that OpenShift and its operators bring, and that make pods root on their node. */
    private static final String POWERFUL_CONSTRAINTS = "privileged|node-exporter|hostpath.*";

    /** Those that let pods at their node, but keep the SELinux context that OpenShift gives them. */
    private static final String CONFINED_CONSTRAINTS = "hostaccess|hostmount-anyuid(-v2)?";

    /** Without which there is no token to be had of who may change Secrets and not create any. */
    static final String A_TOKEN_SECRET = "a Secret of type kubernetes.io/service-account-token is there";

    /** Without which nothing is won by what runs. */
    private static final String A_PRIVILEGED_OR_STRONG_POD =
            "a pod there is privileged, or holds a token with more power";

    /** With which it lets more than the pods of others be privileged. */
    private static final String AND_PODS = "the account may create pods there, too";

    private final Holdings held;
    private final RbacGains rbac;

    Gains(Holdings held) {
        this.held = held;
        this.rbac = new RbacGains(held);
    }

    /** What an account gains by a grant that gives it something dangerous by some verbs. */
    Gain of(Danger danger, Grant grant, List<String> verbs) {
        Reach reach = held.reach(grant);
        Scope scope = grant.scope();
        return switch (danger) {
            case FULL_ACCESS -> grant.isNamed() ? named(reach) : byReach(reach, CLUSTER, CLUSTER, TENANT, NAMESPACE);
            case ESCALATE_CLUSTER_ROLES, ESCALATE_ROLES, BIND_CLUSTER_ROLES, BIND_ROLES -> rbac.ofVerb(danger, grant);
            case IMPERSONATE_USERS -> impersonate(grant, verbs);
            case IMPERSONATE_GROUPS ->
                held.mayAnyhow(Danger.IMPERSONATE_USERS) || held.mayAnyhow(Danger.IMPERSONATE_ACCOUNTS)
                        ? impersonate(grant, verbs)
                        : Gain.NOTHING;
            case IMPERSONATE_ACCOUNTS -> constrained(verbs, accounts(grant, reach));
            case IMPERSONATE_NODES -> constrained(verbs, Gain.of(TENANT));
            // A mark on somebody whom one may act as anyway.
            case IMPERSONATE_EXTRAS -> Gain.NOTHING;
            case TOKEN_REQUEST -> accounts(grant, reach);
            case CSR_APPROVAL -> approve(scope);
            case NODES_PROXY -> Gain.of(NODE);
            case SECURITY_CONTEXT_CONSTRAINTS -> constraints(grant, verbs);
            // A name says which one, not which files it brings; a name is no help where there is none yet.
            case MACHINE_CONFIG_WRITE ->
                grant.isNamed() && verbs.equals(List.of(WRITES)) ? Gain.NOTHING : Gain.of(NODE);
            case SECRETS_READ -> readSecrets(grant, reach);
            case SECRETS_WRITE -> writeSecrets(grant, verbs, reach);
            case WORKLOAD_CREATE -> workloads(grant, reach, Conditions.NOTHING_FORBIDS_SUCH_PODS);
            case WORKLOAD_MODIFY ->
                workloads(
                        grant,
                        reach,
                        ofRunningPods(grant) ? A_PRIVILEGED_OR_STRONG_POD : Conditions.NOTHING_FORBIDS_SUCH_PODS);
            case EPHEMERAL_CONTAINERS ->
                workloads(
                        grant,
                        reach,
                        "a pod there holds a token with more power, or no admission policy forbids privileged containers");
            case POD_EXEC -> canExecute(verbs) ? workloads(grant, reach, A_PRIVILEGED_OR_STRONG_POD) : Gain.NOTHING;
            case ADMISSION_WRITE -> changeAdmission(grant, verbs);
            case APISERVICE_WRITE ->
                grant.isNamed()
                        ? Gain.NOTHING
                        : Gain.of(TENANT).provided("the API server reaches a server that the holder runs");
            case POLICY_ENGINE_WRITE -> foreign(danger, grant, reach, "such a policy engine runs on the cluster");
            case DEPLOY_BY_PROXY ->
                foreign(danger, grant, reach, "OLM, Argo CD or Flux runs on the cluster with more power");
            case PERSISTENT_VOLUME_CREATE -> grant.isNamed() ? Gain.NOTHING : offerVolumes();
            case NODES_WRITE ->
                grant.isNamed() || verbs.equals(List.of("delete"))
                        ? Gain.of(NAMESPACE)
                        : Gain.of(TENANT).provided(Conditions.ROOT_ON_A_NODE);
            case POD_THEFT ->
                held.may(Danger.NODES_WRITE, Scope.CLUSTER) && !grant.isNamed()
                        ? Gain.of(reach == Reach.OWN ? NAMESPACE : TENANT).provided(Conditions.ROOT_ON_A_NODE)
                        : Gain.NOTHING;
            case NAMESPACE_WRITE -> changeNamespaces(grant, scope, reach);
            case CRD_WRITE -> changeDefinitions(grant, verbs);
            case CONFIG_MAP_WRITE -> configMaps(grant, verbs, reach);
            case ACCOUNT_WRITE ->
                verbs.equals(List.of(WRITES)) || grant.isNamed()
                        ? Gain.NOTHING
                        : byReach(reach, NAMESPACE, NAMESPACE, NAMESPACE, OWN);
            case RBAC_WRITE -> rbac.ofWriting(grant);
            case STATUS_WRITE, POD_CONNECT ->
                grant.isNamed() ? Gain.NOTHING : byReach(reach, NAMESPACE, NAMESPACE, NAMESPACE, OWN);
            case NETWORK_WRITE, EVENTS_DELETE -> Gain.NOTHING;
        };
    }

    private static Gain byReach(
            Reach reach, Capability everywhere, Capability controllers, Capability elsewhere, Capability own) {
        return Gain.of(
                switch (reach) {
                    case EVERYWHERE -> everywhere;
                    case CONTROLLERS -> controllers;
                    case ELSEWHERE -> elsewhere;
                    case OWN -> own;
                });
    }

    /** Names that are known only on the cluster: in one's own namespace they are taken for one's own. */
    private static Gain named(Reach reach) {
        return byReach(reach, NAMESPACE, TENANT, NAMESPACE, OWN);
    }

    private static Gain accounts(Grant grant, Reach reach) {
        return grant.isNamed() ? named(reach) : byReach(reach, CLUSTER, CLUSTER, TENANT, NAMESPACE);
    }

    /** Whether it is no template that can be changed, but only the image of what runs. */
    private static boolean ofRunningPods(Grant grant) {
        return grant.rule().resources().stream().allMatch(resource -> resource.equals("pods"));
    }

    private static Gain workloads(Grant grant, Reach reach, String condition) {
        return grant.isNamed()
                ? named(reach)
                : byReach(reach, TENANT, TENANT, TENANT, NAMESPACE).provided(condition);
    }

    /**
     * Names keep it to some configurations, and don't bind what these ask for: whoever writes its CA into his own webhook
     * can as well have it see, or change, all requests. That is so common and so little used that it counts less.
     */
    private static Gain changeAdmission(Grant grant, List<String> verbs) {
        if (DELETING.containsAll(verbs)) {
            return Gain.NOTHING;
        }
        if (!grant.isNamed()) {
            return Gain.of(TENANT).provided(admission(grant));
        }
        boolean changes = CHANGING.stream().anyMatch(verbs::contains);
        boolean asksForRequests =
                Stream.concat(WEBHOOKS.stream(), MUTATING_POLICIES.stream()).anyMatch(grant::hasResource);
        return changes && asksForRequests ? Gain.of(NAMESPACE).provided(admission(grant)) : Gain.NOTHING;
    }

    private static String admission(Grant grant) {
        if (WEBHOOKS.stream().anyMatch(grant::hasResource)) {
            return "the API server reaches a server that the holder runs";
        }
        return MUTATING_POLICIES.stream().anyMatch(grant::hasResource)
                ? "somebody with more power writes what its policies change"
                : "such a policy is what keeps it from more";
    }

    private Gain impersonate(Grant grant, List<String> verbs) {
        if (!grant.isNamed()) {
            return constrained(verbs, Gain.of(CLUSTER));
        }
        List<String> names = grant.rule().resourceNames();
        if (names.stream().anyMatch(POWERFUL::contains)) {
            return constrained(verbs, Gain.of(CLUSTER));
        }
        boolean harmless = names.stream()
                .allMatch(name -> HARMLESS_GROUPS.contains(name) || name.startsWith(Identity.ACCOUNTS_OF));
        return harmless
                ? Gain.NOTHING
                : constrained(verbs, Gain.of(TENANT).provided("one of those named has that much power"));
    }

    /** Constrained impersonation (KEP-5284) needs a second grant for every request, and never reaches system:masters. */
    private Gain constrained(List<String> verbs, Gain gain) {
        if (verbs.contains("impersonate")) {
            return gain;
        }
        boolean second = held.grants().stream()
                .flatMap(grant -> grant.rule().verbs().stream())
                .anyMatch(verb -> verb.startsWith("impersonate-on:"));
        if (!second) {
            return Gain.NOTHING;
        }
        return gain.capability().compareTo(TENANT) < 0
                ? gain
                : Gain.of(TENANT).provided("what it may do as those (impersonate-on:…) amounts to that much");
    }

    private Gain approve(Scope scope) {
        boolean anySigner = held.grants().stream()
                .anyMatch(grant -> grant.scope().clusterWide()
                        && grant.covers("approve", Danger.CERTIFICATES, "signers")
                        && (!grant.isNamed()
                                || grant.rule().resourceNames().stream()
                                        .anyMatch(
                                                name -> name.matches("kubernetes\\.io/(\\*|kube-apiserver-client)"))));
        boolean kubelets = held.grants().stream()
                .anyMatch(grant -> grant.scope().clusterWide()
                        && grant.covers("approve", Danger.CERTIFICATES, "signers")
                        && grant.rule().resourceNames().contains("kubernetes.io/kube-apiserver-client-kubelet"));
        if (anySigner) {
            return held.may(CSR_CREATE, scope)
                    ? Gain.of(CLUSTER)
                    : Gain.of(TENANT).provided("somebody else creates the signing request");
        }
        return kubelets ? Gain.of(TENANT).provided("pods of others run on the node that it signs in as") : Gain.NOTHING;
    }

    /**
     * OpenShift admits a pod by the constraints that its account, or whoever creates the very pod, may use, so that "use" of
     * powerful ones makes pods privileged; without the right to create any, it is what privileged pods of one's own need.
     * Who may change one, whichever, makes it powerful and its account one of its users.
     */
    private Gain constraints(Grant grant, List<String> verbs) {
        boolean changes = !verbs.equals(List.of("use"));
        Level level =
                changes || !grant.isNamed() ? Level.ROOT : most(grant.rule().resourceNames());
        if (level == Level.NONE) {
            return Gain.NOTHING;
        }
        Scope own = Scope.of(held.account().namespace());
        boolean asItself = grant.scope().covers(own) && held.may(Danger.WORKLOAD_CREATE, own);
        if (asItself || held.may(POD_CREATE, grant.scope())) {
            return level == Level.ROOT ? Gain.of(NODE) : Gain.of(TENANT).provided(Conditions.NO_SELINUX);
        }
        return changes ? Gain.of(TENANT) : Gain.of(OWN).provided(AND_PODS);
    }

    /** The most that constraints of some names give, by what the input says of them or OpenShift brings. */
    private Level most(List<String> names) {
        return names.stream().map(this::levelOf).max(Comparator.naturalOrder()).orElse(Level.NONE);
    }

    private Level levelOf(String name) {
        return held.account().bundle().levelOfConstraints(name).orElseGet(() -> {
            if (name.matches(POWERFUL_CONSTRAINTS)) {
                return Level.ROOT;
            }
            return name.matches(CONFINED_CONSTRAINTS) ? Level.CONFINED : Level.NONE;
        });
    }

    private Gain readSecrets(Grant grant, Reach reach) {
        if (grant.isNamed()) {
            return byReach(reach, NAMESPACE, TENANT, NAMESPACE, OWN);
        }
        Gain gain = byReach(reach, TENANT, TENANT, TENANT, NAMESPACE);
        return gain.provided("a Secret there holds a token or key of somebody with more power");
    }

    /**
     * A Secret of type service-account-token gets the token of the account that it names: whoever writes and reads one
     * becomes any account there is. Which accounts Kubernetes' controllers have depends on how the controller manager
     * was started; but their roles are bound to them on every cluster, so who may also create the account needs no luck.
     * A grant that does not let him create Secrets needs one of that type that is there: he empties it and names another
     * account in it.
     */
    private Gain writeSecrets(Grant grant, List<String> verbs, Reach reach) {
        Scope scope = grant.scope();
        if (grant.isNamed() || !held.may(Danger.SECRETS_READ, scope)) {
            return Gain.NOTHING;
        }
        if (!verbs.contains(WRITES)) {
            return byReach(reach, TENANT, TENANT, TENANT, NAMESPACE).provided(A_TOKEN_SECRET);
        }
        if (reach == Reach.EVERYWHERE || reach == Reach.CONTROLLERS) {
            return held.may(ACCOUNT_CREATE, scope)
                    ? Gain.of(CLUSTER)
                    : Gain.of(TENANT)
                            .provided(
                                    "Kubernetes' controllers run as accounts of their own, as with kubeadm (--use-service-account-credentials)");
        }
        return byReach(reach, TENANT, TENANT, TENANT, NAMESPACE);
    }

    /** A volume is of no use before a pod mounts it; those who only provision volumes run none. */
    private Gain offerVolumes() {
        return held.mayAnyhow(Danger.WORKLOAD_CREATE) || held.mayAnyhow(Danger.WORKLOAD_MODIFY)
                ? Gain.of(TENANT).provided("no admission policy forbids volumes on the disks of nodes")
                : Gain.of(NAMESPACE).provided("somebody else has a pod mount such a volume");
    }

    private boolean canExecute(List<String> verbs) {
        // From 1.35 on, a WebSocket needs create besides get; create suffices for a POST in every version.
        return verbs.contains(WRITES) || !held.model().builtin().isAtLeast("1.35");
    }

    private Gain foreign(Danger danger, Grant grant, Reach reach, String condition) {
        return grant.isNamed() || held.isOwn(danger, grant)
                ? Gain.NOTHING
                : byReach(reach, TENANT, TENANT, TENANT, NAMESPACE).provided(condition);
    }

    /** A new definition changes nothing that is there; who manages its own can't name them when it creates them. */
    private Gain changeDefinitions(Grant grant, List<String> verbs) {
        return held.namesOwnDefinitions(grant) || verbs.equals(List.of(WRITES)) ? Gain.NOTHING : Gain.of(NAMESPACE);
    }

    private Gain changeNamespaces(Grant grant, Scope scope, Reach reach) {
        if (grant.isNamed()) {
            return Gain.NOTHING;
        }
        boolean pods = held.may(Danger.WORKLOAD_CREATE, scope);
        return pods
                ? byReach(reach, TENANT, TENANT, TENANT, NAMESPACE)
                        .provided("nothing but Pod Security forbids privileged pods")
                : byReach(reach, NAMESPACE, NAMESPACE, NAMESPACE, OWN).provided(AND_PODS);
    }

    /** {@code kube-system} holds the cluster's DNS configuration, and on EKS who is who ({@code aws-auth}). */
    private static Gain configMaps(Grant grant, List<String> verbs, Reach reach) {
        if (verbs.equals(List.of(WRITES))) {
            return Gain.NOTHING;
        }
        List<String> names = grant.rule().resourceNames();
        boolean systems = reach == Reach.EVERYWHERE || reach == Reach.CONTROLLERS;
        if (systems && names.contains("aws-auth")) {
            return Gain.of(CLUSTER);
        }
        if (systems && (names.contains("coredns") || names.contains("extension-apiserver-authentication"))) {
            return Gain.of(TENANT);
        }
        if (grant.isNamed()) {
            return Gain.NOTHING;
        }
        Gain gain = byReach(reach, NAMESPACE, TENANT, NAMESPACE, OWN);
        return systems
                ? gain.provided("the cluster takes identities from aws-auth (EKS), which make somebody cluster-admin")
                : gain;
    }
}
