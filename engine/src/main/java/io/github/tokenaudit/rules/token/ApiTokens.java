package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.source.Field;
import java.util.List;

/** The tokens by which the containers of a workload act as its account. */
final class ApiTokens {

    private ApiTokens() {}

    /** Those for the API server; a Secret may hold the token of another account and then doesn't count. */
    static List<TokenMount> of(RuleContext context, Workload workload) {
        String account = context.cluster().accountOf(workload).name();
        return context.cluster().tokensOf(workload).stream()
                .filter(token -> token.isForApiServer() && token.account().equals(account))
                .toList();
    }

    /** The containers that hold any of them, each once, in order. */
    static List<Container> holders(List<TokenMount> tokens) {
        return tokens.stream().map(TokenMount::container).distinct().toList();
    }

    /** Where the workload's own text says, or leaves out, what mounts a token. */
    static Field place(Workload workload, TokenMount token) {
        if (token.kind() != TokenMount.Kind.AUTOMOUNTED) {
            return token.field();
        }
        Field said = workload.pod().field().get("automountServiceAccountToken");
        return said.exists() ? said : workload.pod().field();
    }

    /**
     * Whether an account is granted nothing beyond what everyone is. A role that is neither in the input nor built in
     * may grant anything, and so may an aggregated one, whose rules the control plane fills in. What constraints that name it
     * give, its pods have whether they hold a token or not.
     */
    static boolean arePowerless(RuleContext context, Account account) {
        return context.access().grantsOf(account).stream().allMatch(grant -> grant.binding() == null)
                && context.access().bindingsOf(account).stream().noneMatch(binding -> {
                    List<Role> roles = context.access().rolesOf(account.bundle(), binding);
                    return roles.isEmpty() || roles.stream().anyMatch(Role::isAggregated);
                });
    }
}
