package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import java.util.List;
import java.util.Set;

/** TA226. */
public final class PodTheft extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA226", "pod-theft", Group.RBAC)
            .summary("An account can delete pods and steer on which nodes they start anew")
            .what("""
                    Fires for `delete` or `deletecollection` of `pods`, or `create` of `pods/eviction`, in the hands
                    of an account that may also `update` or `patch` nodes. Deleting pods alone, as many operators
                    must, is no finding.""")
            .why("""
                    Whoever holds a node holds the tokens of its pods. An account that marks all other nodes
                    unschedulable and drives pods away has the scheduler bring the powerful ones to the node that the
                    attacker holds, with their tokens. A DaemonSet's account, whose token lies on every node, is the
                    way in that is mostly found.""")
            .remedy("""
                    Take the write access to nodes away: by taints alone it drives pods off, too. Where one operator needs both, as one
                    that drains nodes does, keep it off the nodes that run other workloads, and never let a DaemonSet
                    use its account.""")
            .reference(
                    "CCS 2023: Take Over the Whole Cluster: Attacking Kubernetes via Excessive Permissions of Third-party Applications",
                    "https://dl.acm.org/doi/10.1145/3576915.3623121")
            .reference(
                    "Kubernetes: API-initiated eviction",
                    "https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/")
            .mappings(Mapping.MITRE_T1528, Mapping.OWASP_K03)
            .contains("TA227")
            .build();

    public PodTheft() {
        super(INFO, Danger.POD_THEFT);
    }

    @Override
    Set<Danger> needs() {
        return Set.of(Danger.NODES_WRITE);
    }

    /** Without the write access to nodes there is no theft: it is part of this. */
    @Override
    void cover(Draft draft, Account account, List<Ability> allOfTheAccount) {
        allOfTheAccount.stream()
                .filter(ability -> ability.danger() == Danger.NODES_WRITE)
                .forEach(ability ->
                        draft.covers(new Draft.Held(account, ability.grant().rule())));
    }
}
