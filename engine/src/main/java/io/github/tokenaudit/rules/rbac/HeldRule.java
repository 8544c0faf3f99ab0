package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule of a role of the input, with all by which accounts of the input hold it: what checks of a rule's text look at.
 *
 * @param rule the rule
 * @param field its text
 * @param holders who holds it, and by what
 */
record HeldRule(PolicyRule rule, Field field, List<Holder> holders) {

    private static final int MOST = 3;

    /** An account that holds a rule by a grant. */
    record Holder(Account account, Grant grant) {}

    /** The rules that accounts of the input hold, each once, in the order of the accounts; none that Kubernetes brings. */
    static Collection<HeldRule> of(RuleContext context) {
        Map<PolicyRule, HeldRule> rules = new LinkedHashMap<>();
        for (Account account : context.accounts()) {
            for (Grant grant : context.access().grantsOf(account)) {
                Field field = grant.rule().field();
                if (field != null) {
                    rules.computeIfAbsent(grant.rule(), rule -> new HeldRule(rule, field, new ArrayList<>()))
                            .holders
                            .add(new Holder(account, grant));
                }
            }
        }
        return rules.values();
    }

    /** Starts a finding at a word of the rule. */
    Draft draft(Field word) {
        Draft draft = Draft.at(holders.get(0).grant.role().object(), word);
        holders.stream().limit(MOST).forEach(holder -> {
            Binding binding = holder.grant.binding();
            draft.evidence(
                    "account " + holder.account.display() + " holds the rule"
                            + (binding == null ? "" : " by " + binding.id().display()),
                    binding == null ? null : binding.object().nameLocation());
        });
        if (holders.size() > MOST) {
            draft.evidence((holders.size() - MOST) + " more hold it", null);
        }
        return draft;
    }

    /** Whether somebody holds it in the whole cluster. */
    boolean isClusterWide() {
        return holders.stream().anyMatch(holder -> holder.grant.scope().clusterWide());
    }

    /** The words of one of the rule's lists. */
    List<Field> words(String list) {
        return field.get(list).items();
    }
}
