package io.github.tokenaudit.rule;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.AccessModel;
import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Identity;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.CallSite;
import io.github.tokenaudit.usage.Evidence;
import io.github.tokenaudit.usage.Observed;
import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Scope;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what accounts are granted against what the operator's code, an audit log and the policy say that they need. */
public final class Needs {

    /** A rule is every verb on every resource of every group; of one beyond this size nobody could read the verdicts. */
    private static final int MOST_VERBS = 20_000;

    private final AccessModel access;
    private final Observed observed;
    private final List<Declaration> declarations;
    private final Set<Account> ofCode;
    private final ApiResources served;
    private final Map<Account, Map<Grant, List<GrantedVerb>>> verdicts = new HashMap<>();

    /**
     * @param access who is granted what
     * @param candidates accounts that run something, of which one or several run the code
     * @param observed what code and log show
     * @param declarations what the policy says that the code does
     */
    Needs(AccessModel access, List<Account> candidates, Observed observed, List<Declaration> declarations) {
        this.access = access;
        this.observed = observed;
        this.declarations = List.copyOf(declarations);
        this.served = ApiResources.of(access.builtin().version());
        this.ofCode = observed.code() == null ? Set.of() : runners(candidates, observed.code());
    }

    /**
     * Whose code it is: of several accounts, those that are granted most of what it needs; none, where none is granted
     * anything of it.
     */
    private Set<Account> runners(List<Account> candidates, Usage code) {
        if (candidates.size() < 2) {
            return Set.copyOf(candidates);
        }
        Set<Account> best = new LinkedHashSet<>();
        long most = 1;
        for (Account account : candidates) {
            List<Grant> grants = access.grantsOf(account);
            long granted = code.uses().stream()
                    .filter(Needs::isCertain)
                    .filter(use -> grants.stream().anyMatch(grant -> covers(grant, use.permission())))
                    .count();
            if (granted > most) {
                best.clear();
                most = granted;
            }
            if (granted == most) {
                best.add(account);
            }
        }
        return best;
    }

    private static boolean isCertain(Use use) {
        return use.strength() == Strength.PROVEN || use.strength() == Strength.FRAMEWORK;
    }

    /** The accounts that run the code that was looked at, in the order of the input. */
    public Set<Account> accountsOfCode() {
        return ofCode;
    }

    /** What the code shows that an account runs; null when nobody looked. */
    public @Nullable Usage codeOf(Account account) {
        return ofCode.contains(account) ? observed.code() : null;
    }

    /** What the audit log shows of an account; null when it shows nothing, or nobody looked. */
    public Activity.@Nullable OfAccount activityOf(Account account) {
        Activity activity = observed.activity();
        return activity == null
                ? null
                : activity.accounts().stream()
                        .filter(one -> one.name().equals(account.name())
                                && Namespaces.maybeSame(one.namespace(), account.namespace()))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether code or log tell anything of an account. */
    public boolean isKnown(Account account) {
        return codeOf(account) != null || activityOf(account) != null;
    }

    /** The time that the audit log covers; null when nobody looked, or there is nothing in it. */
    public Activity.@Nullable Span logged() {
        return observed.activity() == null ? null : observed.activity().span();
    }

    /** What is known of each verb that a grant gives to an account; empty for paths that are no resources. */
    public List<GrantedVerb> of(Account account, Grant grant) {
        return verdicts.computeIfAbsent(account, a -> new HashMap<>()).computeIfAbsent(grant, g -> judge(account, g));
    }

    private List<GrantedVerb> judge(Account account, Grant grant) {
        List<String> groups = grant.rule().apiGroups();
        List<String> resources = grant.rule().resources();
        if ((long) groups.size() * resources.size() * grant.rule().verbs().size() > MOST_VERBS) {
            return List.of();
        }
        Judging judging = new Judging(served, codeOf(account), activityOf(account), declarations, account.bundle());
        List<GrantedVerb> all = new ArrayList<>();
        for (String group : groups) {
            for (String resource : resources) {
                Set<String> seen = new LinkedHashSet<>();
                for (String asked : grant.rule().verbs()) {
                    for (String verb : judging.meant(group, resource, asked)) {
                        if (seen.add(verb)) {
                            all.add(judging.judge(group, resource, verb, asked));
                        }
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    /** The use that best proves that an account needs a dangerous ability; empty when nothing does. */
    public Optional<Use> proofOf(Account account, Ability ability) {
        Usage code = codeOf(account);
        return code == null
                ? Optional.empty()
                : code.uses().stream()
                        .filter(Needs::isCertain)
                        .filter(use -> ability.isFor(
                                use.permission().verb(),
                                use.permission().group(),
                                use.permission().path()))
                        .min(Comparator.comparing(Use::strength));
    }

    /** What an account's code certainly requests and nothing that can be seen here grants. */
    public List<Use> missing(Account account) {
        Usage code = codeOf(account);
        if (code == null) {
            return List.of();
        }
        List<Grant> grants = access.allGrantsOf(account.bundle(), Identity.of(account));
        return code.uses().stream()
                .filter(Needs::isCertain)
                .filter(use -> grants.stream().noneMatch(grant -> covers(grant, use.permission())))
                .toList();
    }

    /**
     * Whether a grant allows a request somewhere. Which namespaces it is made in is up to configuration, so a grant in one
     * of them is enough; what is of the cluster, only a grant for the cluster allows.
     */
    private static boolean covers(Grant grant, Permission permission) {
        String name = permission.name();
        return grant.covers(permission.verb(), permission.group(), permission.path())
                && (permission.scope() != Scope.CLUSTER || grant.scope().clusterWide())
                && (!grant.isNamed()
                        || name == null
                        || grant.rule().resourceNames().contains(name));
    }

    /** Where the code makes a request, as {@code RoleReconciler.reconcile:41}; of a framework's requests, why. */
    public static String place(Evidence evidence) {
        CallSite site = evidence.site();
        return site == null || site.line() == 0 ? evidence.via() : site.toString();
    }
}
