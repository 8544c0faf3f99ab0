package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.cluster.WorkloadKind;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** TA116. */
public final class SharedAccount implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA116", "shared-account", Group.TOKEN)
            .summary("Several workloads run as one account with power")
            .what("""
                    Fires where several workloads of a bundle hold tokens of one account that may do more than use its
                    own APIs. Told once per account; worst where a DaemonSet is among them, which brings the token to
                    every node. Alternatives in other files, what belongs to another workload by its owner references,
                    and Jobs, which end, do not count; neither does the account `default`, which
                    `default-service-account` tells for each workload.""")
            .why("""
                    Whoever takes the weakest of the workloads holds what the most demanding one needs. With a DaemonSet
                    each node of the cluster holds it: a single node that falls gives away the account, the first step
                    in the takeovers shown at CCS 2023.""")
            .remedy("""
                                        Give each workload a ServiceAccount of its own with the grants that it needs itself. Where a DaemonSet
                    is among them, begin with it: its account should not reach beyond its node.""")
            .reference(
                    "Kubernetes: RBAC good practices",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#minimize-distribution-of-privileged-tokens")
            .reference(
                    "A takeover by way of a DaemonSet's account, as reported to an operator",
                    "https://github.com/opencurve/curve/issues/2379")
            .mappings(Mapping.CIS_5_1_6, Mapping.MITRE_T1528, Mapping.OWASP_K03, Mapping.NSA_POD)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Bundle bundle : context.cluster().bundles()) {
            sharers(context, bundle).forEach((account, workloads) -> {
                Power power = context.powerOf(account);
                if (workloads.size() > 1 && power.capability() != Capability.OWN) {
                    findings.accept(draft(context, account, power, List.copyOf(workloads.values())));
                }
            });
        }
    }

    /** Who holds a token of which account; by identity, so that a workload counts once. */
    private static Map<Account, Map<String, Workload>> sharers(RuleContext context, Bundle bundle) {
        Map<Account, Map<String, Workload>> sharers = new LinkedHashMap<>();
        for (Workload workload : bundle.own().workloads()) {
            Account account = context.cluster().accountOf(workload);
            if (runsOnItsOwn(workload)
                    && !account.name().equals(Account.DEFAULT)
                    && !ApiTokens.of(context, workload).isEmpty()) {
                ObjectId id = workload.id();
                sharers.computeIfAbsent(account, a -> new LinkedHashMap<>())
                        .putIfAbsent(id.group() + "/" + id.display(), workload);
            }
        }
        return sharers;
    }

    private static boolean runsOnItsOwn(Workload workload) {
        return workload.kind() != WorkloadKind.JOB
                && workload.kind() != WorkloadKind.POD_TEMPLATE
                && workload.object().at("metadata", "ownerReferences").items().isEmpty();
    }

    private static Draft draft(RuleContext context, Account account, Power power, List<Workload> workloads) {
        Optional<Workload> daemonSet = workloads.stream()
                .filter(workload -> workload.kind() == WorkloadKind.DAEMON_SET)
                .findFirst();
        // The one that should get an account of its own: the DaemonSet, else who joins the first.
        Workload place = daemonSet.orElse(workloads.get(1));
        List<String> names = new ArrayList<>();
        Exposure exposure = Exposure.WIDE;
        for (Workload workload : workloads) {
            names.add(workload.kind().kind() + "/" + workload.id().name());
            boolean longLived =
                    ApiTokens.of(context, workload).stream().anyMatch(token -> token.kind() == TokenMount.Kind.SECRET);
            exposure = longLived ? Exposure.LONG_LIVED : exposure;
        }
        Draft draft = Draft.at(place.object(), place.pod().accountField())
                .subject(account.display())
                .message(String.format(
                        "%d workloads run as account %s, which can %s: %s%s",
                        workloads.size(),
                        account.display(),
                        power.words(),
                        String.join(", ", names),
                        daemonSet.isPresent() ? "; the DaemonSet brings its token to every node" : ""));
        draft.severity(Objects.requireNonNull(context.severity(power.capability(), exposure)));
        for (Workload workload : workloads) {
            if (!workload.equals(place)) {
                draft.evidence(
                        workload.id().display() + " runs as it, too",
                        workload.pod().accountField().location());
            }
        }
        Proof.power(draft, power);
        return draft;
    }
}
