package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Need;
import io.github.tokenaudit.rule.Needs;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A rule about grants that the code does not need: one finding for each rule of a role that an account of the code holds,
 * at the first word that is not needed.
 */
abstract class UnneededRule implements Rule {

    private final RuleInfo info;
    private final Need lack;

    UnneededRule(RuleInfo info, Need lack) {
        this.info = info;
        this.lack = lack;
    }

    @Override
    public final RuleInfo info() {
        return info;
    }

    @Override
    public final void check(RuleContext context, Consumer<Draft> findings) {
        Needs needs = context.needs();
        for (Account account : needs.accountsOfCode()) {
            Set<Field> seen = new HashSet<>();
            for (Grant grant : context.access().grantsOf(account)) {
                Field rule = grant.rule().field();
                if (rule != null && seen.add(rule)) {
                    List<GrantedVerb> all = needs.of(account, grant);
                    List<GrantedVerb> unneeded = all.stream()
                            .filter(granted -> concerns(granted, all))
                            .toList();
                    if (!unneeded.isEmpty()) {
                        findings.accept(draft(account, grant, rule, unneeded, all));
                    }
                }
            }
        }
    }

    /** Whether the rule speaks of one verb, given all that the role's rule grants. */
    boolean concerns(GrantedVerb granted, List<GrantedVerb> all) {
        return granted.need() == lack;
    }

    /** What is wrong, in a sentence that begins with the account. */
    abstract String message(String account, List<GrantedVerb> unneeded);

    /** The field that is to be mended; by default the verb. */
    Field spot(Field rule, GrantedVerb first) {
        return Told.word(rule, "verbs", first.asked());
    }

    /** Whether what opens other doors counts more. */
    boolean weighs() {
        return true;
    }

    private Draft draft(Account account, Grant grant, Field rule, List<GrantedVerb> unneeded, List<GrantedVerb> all) {
        GrantedVerb first = unneeded.get(0);
        Draft draft = Draft.at(grant.role().object(), spot(rule, first))
                .subject(account.display())
                .message(message("account " + account.display(), unneeded))
                .about(new Draft.Held(account, grant.rule()));
        boolean isSensitive = weighs()
                && unneeded.stream().anyMatch(granted -> Told.isSensitive(granted.group(), granted.resource()));
        Severity usual = Objects.requireNonNull(info.severity());
        draft.severity(isSensitive ? usual.higher() : usual);
        tellNeeded(draft, all);
        Told.tell(draft, account, grant);
        return draft;
    }

    /** Says what of the same rule is needed, and by what. */
    private static void tellNeeded(Draft draft, List<GrantedVerb> all) {
        Map<String, GrantedVerb> needed = new LinkedHashMap<>();
        all.stream()
                .filter(granted -> granted.need().isNeeded())
                .forEach(granted -> needed.putIfAbsent(granted.path(), granted));
        needed.values().stream()
                .limit(Told.MOST)
                .forEach(granted -> draft.evidence(
                        "it needs " + granted.verb() + " of " + granted.path() + ": " + granted.why(), null));
    }
}
