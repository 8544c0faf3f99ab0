package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.ShortList;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule about a star in the text of a role's rule that an account holds, as bad as what that rule gives the account: one
 * finding for each account and each such rule. Those that give nothing dangerous are told together, once for each role.
 */
abstract class WildcardRule implements Rule {

    private static final String STAR = "*";

    /** More words of a kind than these would bury the message. */
    private static final int MOST = 3;

    private final RuleInfo info;
    private final String list;

    /**
     * @param info what the rule says of itself
     * @param list where the star stands that it tells of: {@code verbs}, {@code resources}, {@code apiGroups}
     */
    WildcardRule(RuleInfo info, String list) {
        this.info = info;
        this.list = list;
    }

    static boolean hasStar(List<String> words) {
        return words.contains(STAR);
    }

    /** Whether a rule allows everything, which one finding tells for all of its stars. */
    static boolean isEverything(PolicyRule rule) {
        return hasStar(rule.apiGroups()) && hasStar(rule.resources()) && hasStar(rule.verbs());
    }

    /** Whether a rule that grants something has the stars in question. */
    abstract boolean concerns(PolicyRule rule);

    @Override
    public final RuleInfo info() {
        return info;
    }

    @Override
    public final void check(RuleContext context, Consumer<Draft> findings) {
        Map<Bundle, OwnApis> apis = new HashMap<>();
        for (Account account : context.accounts()) {
            List<Grant> starred = context.access().grantsOf(account).stream()
                    .filter(grant -> grantsSomething(grant.rule()) && concerns(grant.rule()))
                    .toList();
            if (starred.isEmpty()) {
                continue;
            }
            IdentityHashMap<PolicyRule, List<Ability>> dangers = by(
                    ability -> ability.grant().rule(),
                    context.powerOf(account).abilities().stream().filter(Ability::isDangerous));
            by(Grant::rule, starred.stream().filter(grant -> dangers.containsKey(grant.rule())))
                    .forEach((rule, grants) -> findings.accept(
                            dangerous(context, account, grants, dangers.getOrDefault(rule, List.of()))));
            List<Grant> harmless = starred.stream()
                    .filter(grant -> !dangers.containsKey(grant.rule()))
                    .toList();
            OwnApis own = apis.computeIfAbsent(account.bundle(), OwnApis::of);
            by(Chain::place, harmless.stream().filter(grant -> own.coverAll(grant.rule())))
                    .values()
                    .forEach(grants -> findings.accept(harmless(context, account, grants, true)));
            by(Chain::place, harmless.stream().filter(grant -> !own.coverAll(grant.rule())))
                    .values()
                    .forEach(grants -> findings.accept(harmless(context, account, grants, false)));
        }
    }

    /** Sorts things by something that each has, which is compared by identity. */
    private static <K, T> IdentityHashMap<K, List<T>> by(Function<T, K> key, Stream<T> things) {
        IdentityHashMap<K, List<T>> sorted = new IdentityHashMap<>();
        things.forEach(thing ->
                sorted.computeIfAbsent(key.apply(thing), k -> new ArrayList<>()).add(thing));
        return sorted;
    }

    /** A rule for URLs has other stars; one that lacks verbs, groups or resources grants nothing. */
    private static boolean grantsSomething(PolicyRule rule) {
        return !rule.verbs().isEmpty()
                && !rule.apiGroups().isEmpty()
                && !rule.resources().isEmpty();
    }

    /** Tells of one rule, which several bindings may give, and of the dangerous things that it gives, the worst first. */
    private Draft dangerous(RuleContext context, Account account, List<Grant> grants, List<Ability> abilities) {
        Ability worst = abilities.get(0);
        Severity severity = context.severity(worst.gain().capability(), context.exposureOf(account));
        Draft draft = draft(account, grants, ", so that it can " + worst.text() + Chain.amount(worst));
        Chain.tell(draft, context, account, abilities);
        draft.remedy(remedy(grants.get(0))
                + " What is left may still be as bad: the findings about it tell what each of it"
                + " gives.");
        return draft.severity(Objects.requireNonNull(severity, "of something dangerous"));
    }

    /** Tells of the rules of one role that give nothing dangerous, all of them for own APIs, or none. */
    private Draft harmless(RuleContext context, Account account, List<Grant> grants, boolean own) {
        boolean exposed = context.exposureOf(account).compareTo(Exposure.WIDE) >= 0;
        List<Grant> others = grants.stream()
                .filter(grant -> !grant.rule().equals(grants.get(0).rule()))
                .toList();
        Draft draft = draft(account, grants, own ? "; its own bundle defines that API" : "");
        others.stream()
                .limit(MOST)
                .forEach(grant -> draft.evidence("it also holds " + requests(grant.rule()), grant.ruleLocation()));
        if (others.size() > MOST) {
            draft.evidence("and so in " + (others.size() - MOST) + " more rules of this role", null);
        }
        Chain.tellGrants(draft, context, account, grants);
        return draft.severity(exposed && !own ? Severity.LOW : Severity.INFO);
    }

    private Draft draft(Account account, List<Grant> grants, String consequence) {
        Grant grant = grants.get(0);
        Draft draft = Draft.at(Chain.place(grant), spot(grant))
                .subject(account.display())
                .message("account " + account.display() + " holds " + requests(grant.rule()) + where(account, grants)
                        + consequence);
        draft.remedy(remedy(grant));
        for (Grant each : grants) {
            Draft.Held held = new Draft.Held(account, each.rule());
            draft.about(held).covers(held);
        }
        return draft;
    }

    private String remedy(Grant grant) {
        return grant.rule().field() == null ? Chain.ofBuiltIn(grant) + info.remedy() : info.remedy();
    }

    private Field spot(Grant grant) {
        Field rule = grant.rule().field();
        return rule == null
                ? Chain.spot(grant, List.of())
                : rule.get(list).items().stream()
                        .filter(item -> item.textOr("").equals(STAR))
                        .findFirst()
                        .orElse(rule);
    }

    /** What a rule allows, in short: "every verb on deployments, pods of every API group". */
    private static String requests(PolicyRule rule) {
        List<String> groups = rule.apiGroups().stream()
                .map(group -> group.isEmpty() ? "the core group" : group)
                .toList();
        return words(rule.verbs(), "every verb") + " on " + words(rule.resources(), "every resource") + " of "
                + words(groups, "every API group")
                + (rule.resourceNames().isEmpty() ? "" : " by the name of " + words(rule.resourceNames(), STAR));
    }

    private static String words(List<String> words, String every) {
        return hasStar(words) ? every : ShortList.of(new LinkedHashSet<>(words), MOST);
    }

    /** Where the widest of some grants counts. */
    private static String where(Account account, List<Grant> grants) {
        Grant granted = grants.stream()
                .reduce((one, other) -> other.scope().covers(one.scope()) ? other : one)
                .orElseThrow();
        Scope widest = granted.scope();
        return switch (widest.from(account.namespace())) {
            case EVERYWHERE -> " in the cluster";
            case OWN -> " " + granted.whereOwn();
            case CONTROLLERS, ELSEWHERE -> " in namespace " + widest.namespace();
        };
    }
}
