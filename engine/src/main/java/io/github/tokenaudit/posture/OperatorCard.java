package io.github.tokenaudit.posture;

import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.GrantedVerb;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of one workload: who it is, which tokens its containers see, what these may do, what is wrong.
 *
 * @param workload the workload
 * @param account whom it runs as
 * @param tokens which container sees which token
 * @param exposure how easily the account's token gets into wrong hands
 * @param power what the account amounts to
 * @param unlifted what the account amounts to where OLM installs the operator for some namespaces only; null where it does
 *     so for all namespaces only, or nothing is lifted
 * @param grants what it is granted, in the order of the input
 * @param needs what is known of each verb that a grant gives; empty where nobody looked
 * @param openings what its pods give without any token
 * @param findings about the workload, its account, and the account's token Secrets, roles and bindings
 * @param grade the worst of the findings
 */
public record OperatorCard(
        Workload workload,
        Account account,
        List<TokenMount> tokens,
        Exposure exposure,
        Power power,
        @Nullable Capability unlifted,
        List<Grant> grants,
        Map<Grant, List<GrantedVerb>> needs,
        List<Opening> openings,
        List<Finding> findings,
        Grade grade) {

    public OperatorCard {
        tokens = List.copyOf(tokens);
        grants = List.copyOf(grants);
        needs = Map.copyOf(needs);
        openings = List.copyOf(openings);
        findings = List.copyOf(findings);
    }

    /** The tokens that the API server takes. */
    public List<TokenMount> apiTokens() {
        return tokens.stream().filter(TokenMount::isForApiServer).toList();
    }

    /** The tokens of its own account that the API server takes: those that its power comes by. */
    public List<TokenMount> ownTokens() {
        return apiTokens().stream()
                .filter(token -> token.account().equals(account.name()))
                .toList();
    }

    /** The other accounts of which it holds tokens that the API server takes. */
    public List<String> otherAccounts() {
        return apiTokens().stream()
                .map(TokenMount::account)
                .filter(name -> !name.equals(account.name()))
                .distinct()
                .toList();
    }
}
