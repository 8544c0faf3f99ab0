package io.github.tokenaudit.rule;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which workloads hold tokens of which accounts for the API server, the other way round than {@link Cluster} tells it. */
final class HeldTokens {

    private final long maximumSeconds;
    private final Map<Account, Map<Workload, List<TokenMount>>> byAccount = new HashMap<>();
    private final Map<Account, Exposure> exposures = new HashMap<>();

    HeldTokens(Cluster cluster, long maximumSeconds) {
        this.maximumSeconds = maximumSeconds;
        for (Bundle bundle : cluster.bundles()) {
            for (Workload workload : bundle.own().workloads()) {
                for (TokenMount token : cluster.tokensOf(workload)) {
                    if (token.isForApiServer()) {
                        add(accountOf(cluster, bundle, workload, token), workload, token);
                    }
                }
            }
        }
    }

    /** A Secret may hold the token of another account of the namespace. */
    private static Account accountOf(Cluster cluster, Bundle bundle, Workload workload, TokenMount token) {
        Account own = cluster.accountOf(workload);
        return token.account().equals(own.name()) ? own : bundle.account(own.namespace(), token.account());
    }

    private void add(Account account, Workload workload, TokenMount token) {
        byAccount
                .computeIfAbsent(account, a -> new LinkedHashMap<>())
                .computeIfAbsent(workload, w -> new ArrayList<>())
                .add(token);
    }

    List<Workload> holdersOf(Account account) {
        return List.copyOf(byAccount.getOrDefault(account, Map.of()).keySet());
    }

    Exposure exposureOf(Account account) {
        return exposures.computeIfAbsent(account, this::worst);
    }

    private Exposure worst(Account account) {
        Exposure worst = account.bundle().tokenSecrets(account).isEmpty() ? Exposure.NONE : Exposure.LONG_LIVED;
        for (List<TokenMount> mounts : byAccount.getOrDefault(account, Map.of()).values()) {
            Exposure one = Exposure.of(mounts, maximumSeconds);
            worst = one.compareTo(worst) > 0 ? one : worst;
        }
        return worst;
    }
}
