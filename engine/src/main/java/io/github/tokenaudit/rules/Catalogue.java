package io.github.tokenaudit.rules;

import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.token.DefaultServiceAccount;
import io.github.tokenaudit.rules.token.DeprecatedAccountField;
import io.github.tokenaudit.rules.token.LongLivedTokenSecret;
import io.github.tokenaudit.rules.token.LongLivedTokenUsed;
import io.github.tokenaudit.rules.token.MissingAccount;
import io.github.tokenaudit.rules.token.OneYearToken;
import io.github.tokenaudit.rules.token.OptOutOverridden;
import io.github.tokenaudit.rules.token.ProjectedTokenRejected;
import io.github.tokenaudit.rules.token.ProjectedTokenTooLong;
import io.github.tokenaudit.rules.token.SecretsOnAccount;
import io.github.tokenaudit.rules.token.SharedAccount;
import io.github.tokenaudit.rules.token.TokenAutomounted;
import io.github.tokenaudit.rules.token.TokenReachesSidecar;
import io.github.tokenaudit.rules.token.TokenWithoutAudience;
import io.github.tokenaudit.rules.token.TokenWithoutNeed;
import java.util.List;
import java.util.Optional;

/** All rules, in the order of their ids. */
public final class Catalogue {

    private static final List<Rule> RULES = List.of(
            new TokenAutomounted(),
            new OptOutOverridden(),
            new TokenWithoutNeed(),
            new TokenReachesSidecar(),
            new DefaultServiceAccount(),
            new LongLivedTokenSecret(),
            new LongLivedTokenUsed(),
            new ProjectedTokenTooLong(),
            new OneYearToken(),
            new ProjectedTokenRejected(),
            new TokenWithoutAudience(),
            new SecretsOnAccount(),
            new SharedAccount(),
            new DeprecatedAccountField(),
            new MissingAccount());

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
