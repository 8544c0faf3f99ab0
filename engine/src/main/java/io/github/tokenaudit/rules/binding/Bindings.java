package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Identity;
import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bindings of an input, and what they give to whom: the access model tells it by accounts, these rules by bindings. */
final class Bindings {

    private final RuleContext context;
    private final IdentityHashMap<Binding, List<Account>> accounts = new IdentityHashMap<>();
    private final IdentityHashMap<Binding, Map<String, List<Account>>> named = new IdentityHashMap<>();
    private final Map<Account, IdentityHashMap<Binding, List<Ability>>> abilities = new HashMap<>();

    Bindings(RuleContext context) {
        this.context = context;
        for (Account account : context.accounts()) {
            for (Binding binding : context.access().bindingsOf(account)) {
                accounts.computeIfAbsent(binding, b -> new ArrayList<>()).add(account);
            }
        }
    }

    /** Visits the bindings that the input itself holds, each with its bundle. */
    static void forEachWritten(RuleContext context, BiConsumer<Bundle, Binding> visitor) {
        for (Bundle bundle : context.cluster().bundles()) {
            for (Binding binding : bundle.own().bindings()) {
                if (binding.object().isWritten()) {
                    visitor.accept(bundle, binding);
                }
            }
        }
    }

    /** The accounts that a binding gives its role to, by name or by a group. */
    List<Account> holders(Binding binding) {
        return accounts.getOrDefault(binding, List.of());
    }

    /** The account that a subject of a binding is; several when operators share the binding, none for people and groups. */
    List<Account> named(Binding binding, Subject subject) {
        String name = subject.kind().equals(Subject.USER)
                ? Identity.of(subject.name(), Set.of()).accountName().orElse("")
                : subject.name();
        return named
                .computeIfAbsent(binding, b -> holders(b).stream().collect(Collectors.groupingBy(Account::name)))
                .getOrDefault(name, List.of())
                .stream()
                .filter(account -> names(subject, account))
                .toList();
    }

    private static boolean names(Subject subject, Account account) {
        return switch (subject.kind()) {
            case Subject.SERVICE_ACCOUNT ->
                subject.name().equals(account.name()) && Namespaces.maybeSame(subject.namespace(), account.namespace());
            case Subject.USER ->
                subject.name().equals(Identity.ACCOUNT_USER + account.namespace() + ":" + account.name());
            default -> false;
        };
    }

    /** The dangerous things that a binding lets an account do, the worst first. */
    List<Ability> abilities(Account account, Binding binding) {
        return abilities.computeIfAbsent(account, this::abilities).getOrDefault(binding, List.of());
    }

    private IdentityHashMap<Binding, List<Ability>> abilities(Account account) {
        IdentityHashMap<Binding, List<Ability>> byBinding = new IdentityHashMap<>();
        for (Ability ability : context.access().abilitiesOf(account)) {
            Binding binding = ability.grant().binding();
            if (binding != null && ability.isDangerous()) {
                byBinding.computeIfAbsent(binding, b -> new ArrayList<>()).add(ability);
            }
        }
        return byBinding;
    }

    /** What the worst of some abilities, the first, amounts to. */
    static Capability capability(List<Ability> abilities) {
        return abilities.isEmpty() ? Capability.OWN : abilities.get(0).gain().capability();
    }

    /**
     * Says that findings about what a binding grants an account are part of one, and that one is part of a path that goes by
     * the worst of it.
     */
    void cover(Draft draft, Account account, Binding binding, List<Ability> abilities) {
        abilities.stream()
                .limit(1)
                .forEach(worst ->
                        draft.about(new Draft.Held(account, worst.grant().rule())));
        context.access()
                .grantsOf(account.bundle(), binding)
                .forEach(grant -> draft.covers(new Draft.Held(account, grant.rule())));
    }

    /** The severity of what abilities amount to at an exposure, at least LOW. */
    Severity severity(List<Ability> abilities, Exposure exposure) {
        @Nullable Severity severity = context.severity(capability(abilities), exposure);
        return severity == null ? Severity.LOW : severity;
    }

    /** Where a binding counts, as one of its accounts sees it. */
    static String where(Binding binding, Account account) {
        if (binding.isCluster()) {
            return "in the whole cluster";
        }
        String namespace = binding.id().namespace();
        return Scope.of(namespace).from(account.namespace()) == Scope.Reach.OWN
                ? Grant.whereOwn(binding.copied())
                : "in namespace " + namespace;
    }

    /** What abilities come to, in plain words, to follow the name of their holder. */
    static String can(List<Ability> abilities) {
        return abilities.isEmpty()
                ? "can do nothing dangerous by that"
                : "can " + abilities.get(0).text();
    }
}
