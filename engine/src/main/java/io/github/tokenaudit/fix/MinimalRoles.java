package io.github.tokenaudit.fix;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Identity;
import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.fix.RoleText.Entry;
import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Need;
import io.github.tokenaudit.rule.Needs;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The roles that would do for the operator's account: what its code, its framework, a log or the policy show that it
 * needs, and what can't be known; nothing else. It never grants more widely than today where today is enough.
 */
public final class MinimalRoles {

    /** What is kept though no certain use of the code says so. */
    private static final Set<Need> BESIDE_CODE = EnumSet.of(Need.LOGGED, Need.DECLARED, Need.UNKNOWN);

    private static final Set<Strength> CERTAIN = EnumSet.of(Strength.PROVEN, Strength.FRAMEWORK, Strength.DELEGATED);

    /** Requests that carry no name, so that names in a role would shut them out (Kubernetes docs, "Using RBAC"). */
    private static final Set<String> NAMELESS = Set.of("create", "list", "watch", "deletecollection");

    private static final String LEASES = "leases";

    private final RuleContext context;
    private final Account account;
    private final Usage code;
    private final List<Grant> grants;
    /** What Kubernetes grants to every account. */
    private final List<Grant> everybodys;

    private final RoleText text;

    private MinimalRoles(RuleContext context, Account account, Usage code) {
        this.context = context;
        this.account = account;
        this.code = code;
        this.grants = context.access().grantsOf(account);
        this.everybodys = context.access().allGrantsOf(account.bundle(), Identity.of(account)).stream()
                .filter(grant -> grant.binding() == null)
                .toList();
        this.text = new RoleText(account);
    }

    /**
     * The roles with their bindings as YAML, by the account that they are for; empty when no code was looked at, or it is
     * no account's.
     */
    public static Map<Account, String> of(RuleContext context) {
        Map<Account, String> roles = new LinkedHashMap<>();
        for (Account account : context.needs().accountsOfCode()) {
            Usage code = Objects.requireNonNull(context.needs().codeOf(account));
            roles.put(account, new MinimalRoles(context, account, code).write());
        }
        return roles;
    }

    private String write() {
        for (Use use : code.uses()) {
            boolean isDelegated = use.strength() == Strength.DELEGATED;
            if (CERTAIN.contains(use.strength())
                    && everybodys.stream().noneMatch(grant -> gives(grant, use.permission()))) {
                add(use, isDelegated ? "handed on by " : "");
            }
        }
        keepWhatCodeCannotShow();
        leaveOut();
        return text.write(code.coverage());
    }

    private void add(Use use, String prefix) {
        Permission permission = use.permission();
        String why = prefix + Needs.place(use.evidence().get(0));
        for (@Nullable String name : names(permission)) {
            Entry entry = new Entry(permission.group(), permission.path(), name, permission.verb(), why);
            places(permission).forEach(place -> text.add(place, entry));
        }
    }

    /** The names that the code or today's roles limit it to; null stands for any. */
    private Set<@Nullable String> names(Permission permission) {
        if (NAMELESS.contains(permission.verb())) {
            return Collections.singleton(null);
        }
        if (permission.name() != null && isAlwaysNamed(permission)) {
            return Set.of(permission.name());
        }
        Set<@Nullable String> today = new LinkedHashSet<>();
        for (Grant grant : giving(permission)) {
            if (!grant.isNamed()) {
                return Collections.singleton(null);
            }
            today.addAll(grant.rule().resourceNames());
        }
        return today.isEmpty() ? Collections.singleton(null) : today;
    }

    private List<Grant> giving(Permission permission) {
        return grants.stream().filter(grant -> gives(grant, permission)).toList();
    }

    private static boolean gives(Grant grant, Permission permission) {
        return grant.covers(permission.verb(), permission.group(), permission.path());
    }

    /** Whether no other request of the kind goes without a name. */
    private boolean isAlwaysNamed(Permission permission) {
        return code.uses().stream()
                .map(Use::permission)
                .filter(other -> other.group().equals(permission.group())
                        && other.path().equals(permission.path())
                        && other.verb().equals(permission.verb()))
                .allMatch(other -> other.name() != null);
    }

    /** Where a permission is to be granted: in the cluster, or in namespaces; null stands for the account's own. */
    private Set<Scope> places(Permission permission) {
        List<Grant> giving = giving(permission);
        boolean isWide = giving.stream().anyMatch(grant -> grant.scope().clusterWide());
        boolean isForCluster = switch (permission.scope()) {
            case CLUSTER -> true;
            case ALL_NAMESPACES -> isWide;
            case NAMESPACE, UNKNOWN -> false;
        };
        if (isForCluster) {
            return Set.of(Scope.CLUSTER);
        }
        boolean isOwn = permission.resource().equals(LEASES)
                && permission.scope() == io.github.tokenaudit.usage.Scope.NAMESPACE;
        if (!giving.isEmpty() && !isWide) {
            Set<Scope> places = new LinkedHashSet<>();
            giving.forEach(grant -> places.add(grant.scope()));
            return places;
        }
        boolean isClusterOperator =
                grants.stream().anyMatch(grant -> grant.scope().clusterWide());
        return isOwn || !isClusterOperator ? Set.of(Scope.of(account.namespace())) : Set.of(Scope.CLUSTER);
    }

    /** What Kubernetes asks for by itself, what an unresolved call may need, and what log and policy alone show. */
    private void keepWhatCodeCannotShow() {
        for (Grant grant : grants) {
            for (GrantedVerb granted : context.needs().of(account, grant)) {
                if (BESIDE_CODE.contains(granted.need())) {
                    String why = granted.need() == Need.UNKNOWN
                            ? "kept: the code can't show whether it is needed"
                            : granted.why();
                    List<@Nullable String> names = new ArrayList<>(grant.rule().resourceNames());
                    if (names.isEmpty()) {
                        names.add(null);
                    }
                    names.forEach(name -> text.add(
                            grant.scope(), new Entry(granted.group(), granted.resource(), name, granted.verb(), why)));
                }
            }
            if (!grant.rule().nonResourceUrls().isEmpty() && grant.scope().clusterWide()) {
                text.addUrls(grant.rule().nonResourceUrls(), grant.rule().verbs());
            }
        }
    }

    private void leaveOut() {
        Set<String> unneeded = new TreeSet<>();
        for (Grant grant : grants) {
            context.needs().of(account, grant).stream()
                    .filter(granted -> !granted.need().isNeeded() && granted.need() != Need.UNKNOWN)
                    .forEach(granted -> unneeded.add(granted.path() + ":" + granted.verb()));
        }
        text.leftOut("Granted today and left out, since nothing shows a need:", List.copyOf(unneeded));
        List<String> possible = code.uses().stream()
                .filter(use -> use.strength() == Strength.POSSIBLE)
                .filter(use -> isUncertain(use.permission()))
                .sorted(Comparator.comparing(Use::permission))
                .map(use -> use.permission() + ", " + Needs.place(use.evidence().get(0)))
                .distinct()
                .toList();
        text.leftOut("Left out, though it may be needed in some cases:", possible);
    }

    /** Whether no other use of the same kind, elsewhere in scope, is certain. */
    private boolean isUncertain(Permission permission) {
        return code.uses().stream()
                .filter(use -> CERTAIN.contains(use.strength()))
                .noneMatch(use -> use.permission().toString().equals(permission.toString()));
    }
}
