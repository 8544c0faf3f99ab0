package io.github.tokenaudit.access;

import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Scope.Reach;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How somebody who can do something dangerous gets to a goal by it, without becoming another account first.
 *
 * @param goal where he gets
 * @param words what he does, in the third person
 * @param condition what must be so on the cluster; null when this works on any
 */
record Attack(Goal goal, String words, @Nullable String condition) {

    /** The attack on the cluster, or on a node, that an ability opens; empty for abilities that only lead to accounts. */
    static Optional<Attack> by(Ability ability) {
        Gain gain = ability.gain();
        return switch (ability.danger()) {
            case FULL_ACCESS -> cluster(gain, "makes any request");
            case ESCALATE_CLUSTER_ROLES -> cluster(gain, "gives one of its own roles all rights");
            case ESCALATE_ROLES -> beyondOneNamespace(ability, "gives a Role of kube-system all rights there");
            case BIND_CLUSTER_ROLES -> cluster(gain, "binds cluster-admin to itself");
            case IMPERSONATE_USERS -> cluster(gain, "makes requests as system:kube-controller-manager");
            case IMPERSONATE_GROUPS -> cluster(gain, "makes requests as a member of system:masters");
            case CSR_APPROVAL ->
                cluster(gain, "approves a certificate by which it signs in as system:kube-controller-manager");
            case CONFIG_MAP_WRITE ->
                gain.capability() == Capability.CLUSTER
                        ? cluster(gain, "writes an identity of its own as system:masters into aws-auth")
                        : Optional.empty();
            case ADMISSION_WRITE -> byAdmission(ability);
            case APISERVICE_WRITE -> cluster(gain, "tells controllers what to do by what its server answers");
            case POLICY_ENGINE_WRITE ->
                beyondOneNamespace(ability, "has the policy engine make a binding that makes it cluster-admin");
            case DEPLOY_BY_PROXY -> cluster(gain, "has a binding deployed that makes it cluster-admin");
            case NODES_PROXY ->
                Optional.of(new Attack(
                        Goal.NODE,
                        "runs commands in a privileged pod of any node, such as that of kube-proxy or the network",
                        null));
            case SECURITY_CONTEXT_CONSTRAINTS ->
                gain.capability() == Capability.NODE
                        ? Optional.of(new Attack(Goal.NODE, "runs a privileged pod, which is root on its node", null))
                        : conditional(Goal.NODE, ability, "runs a pod that has its node's disk", gain.condition());
            case MACHINE_CONFIG_WRITE ->
                gain.capability() == Capability.NODE
                        ? Optional.of(new Attack(Goal.NODE, "runs a service of its own as root on nodes", null))
                        : Optional.empty();
            case WORKLOAD_CREATE -> conditional(Goal.NODE, ability, "runs a privileged pod", nothingForbidsIt(ability));
            case WORKLOAD_MODIFY ->
                ability.changesTemplates()
                        ? ofAny(ability, "makes its pods privileged", nothingForbidsIt(ability))
                        : inPrivileged(ability, "runs an image of its own in one that is privileged");
            case EPHEMERAL_CONTAINERS -> ofAny(ability, "adds one that is privileged", nothingForbidsIt(ability));
            case POD_EXEC -> inPrivileged(ability, "in one that is privileged");
            case PERSISTENT_VOLUME_CREATE ->
                gain.capability() == Capability.TENANT
                        ? conditional(Goal.NODE, ability, "has a pod mount the whole disk of a node", gain.condition())
                        : Optional.empty();
            case NODES_WRITE ->
                conditional(
                        Goal.FOREIGN_TOKEN,
                        ability,
                        "brings pods with more power to that node, and reads their tokens there",
                        gain.condition());
            default -> Optional.empty();
        };
    }

    private static Optional<Attack> cluster(Gain gain, String words) {
        if (gain.capability() == Capability.CLUSTER) {
            return Optional.of(new Attack(Goal.CLUSTER_ADMIN, words, null));
        }
        return gain.capability() == Capability.TENANT && gain.condition() != null
                ? Optional.of(new Attack(Goal.CLUSTER_ADMIN, words, gain.condition()))
                : Optional.empty();
    }

    /**
     * What changes requests can have anything run; a webhook that only refuses sees what is in them. Policies that only
     * refuse, whoever weakens them gets what he may do otherwise.
     */
    private static Optional<Attack> byAdmission(Ability ability) {
        Grant grant = ability.grant();
        if (grant.hasResource("mutatingwebhookconfigurations")) {
            return cluster(ability.gain(), "has a webhook of its own add a container to a pod with more power");
        }
        if (grant.hasResource("validatingwebhookconfigurations")) {
            return ability.gain().capability() == Capability.TENANT
                    ? conditional(
                            Goal.FOREIGN_TOKEN,
                            ability,
                            "has a webhook of its own see the tokens in Secrets that others write",
                            ability.gain().condition())
                    : Optional.empty();
        }
        return Gains.MUTATING_POLICIES.stream().anyMatch(grant::hasResource)
                ? cluster(ability.gain(), "has a policy of its own add a container to a pod with more power")
                : Optional.empty();
    }

    /** Of pods and workloads by their names nobody knows what they are. */
    private static Optional<Attack> ofAny(Ability ability, String words, String condition) {
        return ability.grant().isNamed() ? Optional.empty() : conditional(Goal.NODE, ability, words, condition);
    }

    /** Of a single namespace, the privileged pods of the input count, which are ways of their own. */
    private static Optional<Attack> inPrivileged(Ability ability, String words) {
        return ability.reach() == Reach.EVERYWHERE
                ? ofAny(ability, words, Conditions.A_PRIVILEGED_POD)
                : Optional.empty();
    }

    private static String nothingForbidsIt(Ability ability) {
        return ability.reach() == Reach.EVERYWHERE
                ? Conditions.SOMEWHERE_NOTHING_FORBIDS_PRIVILEGED_PODS
                : Conditions.NOTHING_FORBIDS_PRIVILEGED_PODS;
    }

    /** What ends at the border of a namespace, and leads to the cluster only from where Kubernetes' controllers are. */
    private static Optional<Attack> beyondOneNamespace(Ability ability, String words) {
        return ability.reach() == Reach.ELSEWHERE ? Optional.empty() : cluster(ability.gain(), words);
    }

    private static Optional<Attack> conditional(Goal goal, Ability ability, String words, @Nullable String condition) {
        return ability.gain().capability() == Capability.OWN || condition == null
                ? Optional.empty()
                : Optional.of(new Attack(goal, words, condition));
    }
}
