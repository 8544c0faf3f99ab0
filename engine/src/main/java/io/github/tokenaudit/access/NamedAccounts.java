package io.github.tokenaudit.access;

import io.github.tokenaudit.access.Scope.Reach;
import io.github.tokenaudit.cluster.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What somebody gains who may act as accounts of some names, or get their tokens: what those may do by themselves, as far
 * as the input shows them. Whom they in turn can become, paths tell.
 */
final class NamedAccounts {

    private final AccessModel model;
    private final Map<String, List<Account>> byName = new HashMap<>();

    NamedAccounts(AccessModel model, List<Account> accounts) {
        this.model = model;
        accounts.forEach(account -> byName.computeIfAbsent(account.name(), name -> new ArrayList<>())
                .add(account));
    }

    /** An ability with what the named accounts give its holder. What is taken of unknown ones stays. */
    Ability weigh(Account holder, Ability ability) {
        boolean unknown = !ability.grant().isNamed() || !isByName(ability);
        if (unknown) {
            return ability;
        }
        Capability most = Capability.OWN;
        for (String name : ability.grant().rule().resourceNames()) {
            List<Account> accounts = known(ability, name);
            unknown |= accounts.isEmpty();
            for (Account account : accounts) {
                most = most.or(of(holder, account));
            }
        }
        return unknown && most.compareTo(ability.gain().capability()) <= 0 ? ability : ability.with(Gain.of(most));
    }

    /** Constrained impersonation gives no more than what is granted besides. */
    private static boolean isByName(Ability ability) {
        return switch (ability.danger()) {
            case TOKEN_REQUEST -> true;
            case IMPERSONATE_ACCOUNTS, IMPERSONATE_USERS -> ability.verbs().contains("impersonate");
            default -> false;
        };
    }

    private List<Account> known(Ability ability, String name) {
        return ability.danger() == Danger.IMPERSONATE_USERS
                ? user(name)
                : in(ability.grant().scope(), name);
    }

    private List<Account> user(String name) {
        Identity identity = Identity.of(name, Set.of());
        return identity.accountName()
                .map(account -> in(Scope.of(identity.accountNamespace()), account))
                .orElse(List.of());
    }

    private List<Account> in(Scope scope, String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(account -> scope.covers(Scope.of(account.namespace())))
                .toList();
    }

    /** What another account may do to its namespace is done to another tenant, unless that is the holder's, too. */
    private Capability of(Account holder, Account other) {
        if (other.equals(holder)) {
            return Capability.OWN;
        }
        Capability capability = model.directPowerOf(other).capability();
        boolean atHome = Scope.of(other.namespace()).from(holder.namespace()) == Reach.OWN;
        return capability == Capability.NAMESPACE && !atHome ? Capability.TENANT : capability;
    }
}
