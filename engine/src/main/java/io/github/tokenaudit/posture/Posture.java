package io.github.tokenaudit.posture;

import io.github.tokenaudit.access.AccessModel;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.ClusterServiceVersion;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.RuleContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How each operator of the input stands.
 *
 * @param cards one per workload, in the order of the input
 */
public record Posture(List<OperatorCard> cards) {

    public Posture {
        cards = List.copyOf(cards);
    }

    /** Folds findings, on which the policy has had its word, into a posture. */
    public static Posture of(RuleContext context, List<Finding> findings) {
        Map<String, List<Finding>> byObject = new HashMap<>();
        for (Finding finding : findings) {
            ObjectId object = finding.object();
            if (object != null) {
                byObject.computeIfAbsent(key(object, finding.location().file()), k -> new ArrayList<>())
                        .add(finding);
            }
        }
        List<OperatorCard> cards = context.cluster()
                .workloads()
                .map(workload -> card(context, workload, byObject))
                .toList();
        return new Posture(cards);
    }

    private static OperatorCard card(RuleContext context, Workload workload, Map<String, List<Finding>> byObject) {
        Cluster cluster = context.cluster();
        AccessModel access = context.access();
        Account account = cluster.accountOf(workload);
        Set<KubeObject> about = new LinkedHashSet<>();
        about.add(workload.object());
        account.declarations().stream().map(ServiceAccount::object).forEach(about::add);
        about.addAll(account.bundle().tokenSecrets(account));
        access.bindingsOf(account).forEach(binding -> {
            about.add(binding.object());
            access.rolesOf(account.bundle(), binding).forEach(role -> about.add(role.object()));
        });
        access.grantsOf(account).stream()
                .filter(grant -> grant.binding() == null)
                .forEach(grant -> about.add(grant.role().object()));
        Set<Finding> findings = new LinkedHashSet<>();
        for (KubeObject object : about) {
            findings.addAll(byObject.getOrDefault(key(object.id(), object.file()), List.of()));
        }
        List<Finding> ordered = findings.stream().sorted(Finding.ORDER).toList();
        return new OperatorCard(
                workload,
                account,
                cluster.tokensOf(workload),
                context.exposureOf(account),
                context.powerOf(account),
                unlifted(context, workload, account),
                access.grantsOf(account),
                needs(context, account),
                Opening.of(workload, account.bundle(), ordered),
                ordered,
                Grade.of(ordered));
    }

    private static Map<Grant, List<GrantedVerb>> needs(RuleContext context, Account account) {
        Map<Grant, List<GrantedVerb>> needs = new HashMap<>();
        if (context.needs().isKnown(account)) {
            context.access()
                    .grantsOf(account)
                    .forEach(grant -> needs.put(grant, context.needs().of(account, grant)));
        }
        return needs;
    }

    private static @Nullable Capability unlifted(RuleContext context, Workload workload, Account account) {
        KubeObject csv = workload.csv();
        boolean lifted = context.access().bindingsOf(account).stream().anyMatch(Binding::lifted);
        return lifted
                        && csv != null
                        && new ClusterServiceVersion(csv).installModes().size() > 1
                ? context.access().withoutLifting().powerOf(account).capability()
                : null;
    }

    private static String key(ObjectId object, String file) {
        return file + " " + object.group() + "/" + object.display();
    }
}
