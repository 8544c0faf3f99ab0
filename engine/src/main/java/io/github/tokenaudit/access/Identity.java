package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Namespaces;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who makes requests. A service account is a user, too, and in three groups (Kubernetes docs, "Using RBAC
 * Authorization": referring to subjects).
 */
public final class Identity {

    /** The group of everybody who has authenticated. */
    public static final String AUTHENTICATED = "system:authenticated";

    /** The group of all service accounts. */
    public static final String ACCOUNTS = "system:serviceaccounts";

    /** What the group of a namespace's service accounts begins with. */
    public static final String ACCOUNTS_OF = ACCOUNTS + ":";

    /** What the user name of a service account begins with. */
    public static final String ACCOUNT_USER = "system:serviceaccount:";

    private final @Nullable String user;
    private final Set<String> groups;
    private final @Nullable String accountNamespace;
    private final @Nullable String accountName;

    private Identity(
            @Nullable String user,
            Set<String> groups,
            @Nullable String accountNamespace,
            @Nullable String accountName) {
        this.user = user;
        this.groups = Set.copyOf(groups);
        this.accountNamespace = accountNamespace;
        this.accountName = accountName;
    }

    /** A user with all groups that the authenticator gave him; the user of a service account is that account. */
    public static Identity of(String user, Set<String> groups) {
        String[] parts = user.startsWith(ACCOUNT_USER)
                ? user.substring(ACCOUNT_USER.length()).split(":", -1)
                : new String[0];
        return parts.length == 2
                ? new Identity(user, groups, parts[0], parts[1])
                : new Identity(user, groups, null, null);
    }

    /** A service account; one whose namespace the manifests leave open has no user name yet. */
    public static Identity of(Account account) {
        String namespace = account.namespace();
        if (namespace == null) {
            return new Identity(null, Set.of(ACCOUNTS, AUTHENTICATED), null, account.name());
        }
        return new Identity(
                ACCOUNT_USER + namespace + ":" + account.name(),
                Set.of(ACCOUNTS, ACCOUNTS_OF + namespace, AUTHENTICATED),
                namespace,
                account.name());
    }

    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    Set<String> groups() {
        return groups;
    }

    /** The name of the account that it is; empty for all who are none. */
    public Optional<String> accountName() {
        return Optional.ofNullable(accountName);
    }

    @Nullable
    String accountNamespace() {
        return accountNamespace;
    }

    /**
     * Whether the account is in the namespace that a binding's subject names. Without one, a subject of a RoleBinding is
     * in the binding's; the API server refuses such a subject in a ClusterRoleBinding, so there it can only mean the open
     * namespace of its bundle.
     */
    boolean isIn(@Nullable String subjectNamespace, boolean clusterBinding) {
        return (clusterBinding && subjectNamespace == null)
                ? accountNamespace == null
                : Namespaces.maybeSame(subjectNamespace, accountNamespace);
    }
}
