package io.github.tokenaudit.rules;

import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.token.ApiServerTokenFlags;
import io.github.tokenaudit.rules.token.AuditPolicyBlind;
import io.github.tokenaudit.rules.token.CloudIdentityReach;
import io.github.tokenaudit.rules.token.CsiDriverTakesTokens;
import io.github.tokenaudit.rules.token.KubeconfigMounted;
import io.github.tokenaudit.rules.token.NodeTokenStore;
import io.github.tokenaudit.rules.token.ProcessNamespaceShared;
import io.github.tokenaudit.rules.token.TokenAutomounted;
import io.github.tokenaudit.rules.token.TokenLiteral;
import io.github.tokenaudit.rules.token.TokenSentToScrape;
import java.util.List;
import java.util.Optional;

/** All rules, in the order of their ids. */
public final class Catalogue {

    private static final List<Rule> RULES = List.of(
            new TokenAutomounted(),
            new TokenLiteral(),
            new NodeTokenStore(),
            new ProcessNamespaceShared(),
            new CloudIdentityReach(),
            new ApiServerTokenFlags(),
            new AuditPolicyBlind(),
            new KubeconfigMounted(),
            new TokenSentToScrape(),
            new CsiDriverTakesTokens());

    private Catalogue() {}

    /** All rules. */
    public static List<Rule> rules() {
        return RULES;
    }

    /** What all rules say of themselves. */
    public static List<RuleInfo> infos() {
        return RULES.stream().map(Rule::info).toList();
    }

    /** The rule of an id or a name; empty when there is none. */
    public static Optional<RuleInfo> find(String idOrName) {
        return infos().stream()
                .filter(info -> info.id().equals(idOrName) || info.name().equals(idOrName))
                .findFirst();
    }
}
