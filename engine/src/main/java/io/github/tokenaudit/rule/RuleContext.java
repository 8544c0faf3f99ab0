package io.github.tokenaudit.rule;

import io.github.tokenaudit.access.AccessModel;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.Namespaces;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.usage.Observed;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules see. One context serves one audit, in one thread. */
public final class RuleContext {

    /** In every namespace: by Kubernetes, and by OpenShift's controller manager. */
    private static final Set<String> ALWAYS_THERE = Set.of(Account.DEFAULT, "builder", "deployer");

    /** What code replaces before it applies a manifest. */
    private static final String PLACEHOLDER = "placeholder";

    private final Cluster cluster;
    private final AccessModel access;
    private final RuleSettings settings;
    private final LocalDate today;
    private final List<StaleSuppression> staleSuppressions;
    private final HeldTokens tokens;
    private final Needs needs;

    /** Where the input declares an account of a name. */
    private final Map<String, Set<@Nullable String>> declaredNamespaces;

    /**
     * @param cluster what the input declares
     * @param access what identities may do
     * @param settings what the policy says of rules
     * @param today by which tokens expire
     * @param observed what code and log show of the operator's needs
     * @param declarations what the policy says of them
     */
    public RuleContext(
            Cluster cluster,
            AccessModel access,
            RuleSettings settings,
            LocalDate today,
            Observed observed,
            List<Declaration> declarations) {
        this.cluster = cluster;
        this.access = access;
        this.settings = settings;
        this.today = today;
        this.staleSuppressions = List.of();
        this.tokens = new HeldTokens(cluster, settings.maximumSeconds());
        this.needs = new Needs(access, runners(access, tokens), observed, declarations);
        this.declaredNamespaces = declaredNamespaces(cluster);
    }

    private static List<Account> runners(AccessModel access, HeldTokens tokens) {
        List<Account> holding = access.accounts().stream()
                .filter(account -> !tokens.holdersOf(account).isEmpty())
                .toList();
        return holding.isEmpty() ? access.accounts() : holding;
    }

    private RuleContext(RuleContext other, List<StaleSuppression> staleSuppressions) {
        this.cluster = other.cluster;
        this.access = other.access;
        this.settings = other.settings;
        this.today = other.today;
        this.staleSuppressions = List.copyOf(staleSuppressions);
        this.tokens = other.tokens;
        this.needs = other.needs;
        this.declaredNamespaces = other.declaredNamespaces;
    }

    private static Map<String, Set<@Nullable String>> declaredNamespaces(Cluster cluster) {
        Map<String, Set<@Nullable String>> namespaces = new HashMap<>();
        cluster.bundles().stream()
                .flatMap(Bundle::accounts)
                .forEach(account -> namespaces
                        .computeIfAbsent(account.id().name(), name -> new HashSet<>())
                        .add(account.id().namespace()));
        return namespaces;
    }

    /** This context for the rules about suppressions, which run when all others have. */
    public RuleContext with(List<StaleSuppression> stale) {
        return new RuleContext(this, stale);
    }

    /** Suppressions that suppress nothing; empty until they have been tried on findings. */
    public List<StaleSuppression> staleSuppressions() {
        return staleSuppressions;
    }

    /** By which tokens expire; no clock is asked, so that two audits of one input agree. */
    public LocalDate today() {
        return today;
    }

    /** What the input declares. */
    public Cluster cluster() {
        return cluster;
    }

    /** What identities may do. */
    public AccessModel access() {
        return access;
    }

    /** What accounts need of what they are granted. */
    public Needs needs() {
        return needs;
    }

    /** An option of a rule: what the policy says, else the rule's default. */
    public long option(RuleInfo rule, String name) {
        return settings.option(rule, name);
    }

    /** What an account amounts to. */
    public Power powerOf(Account account) {
        return access.powerOf(account);
    }

    /**
     * The severity of a workload's token by what its account may do and how exposed the given mounts make it; null when
     * that is nothing to speak of. See {@code docs/severity.md}.
     *
     * @param workload whose token
     * @param mounts the mounts that expose it
     */
    public @Nullable Severity severity(Workload workload, List<TokenMount> mounts) {
        return SeverityTable.severity(powerOf(cluster.accountOf(workload)).capability(), exposure(mounts));
    }

    /** How exposed some mounts of one workload make its account's token. */
    public Exposure exposure(List<TokenMount> mounts) {
        return Exposure.of(mounts, settings.maximumSeconds());
    }

    /** Everybody who holds something or runs something, in the order of the input. */
    public List<Account> accounts() {
        return access.accounts();
    }

    /**
     * Whether the input lacks an account though it declares others of its namespace. Another bundle may declare it, since
     * an account may be handed out apart from its workload; some are in every namespace anyway, and a name that Kubernetes
     * would not accept is filled in later.
     */
    public boolean lacks(Account account) {
        return ObjectId.isDnsName(account.name())
                && !account.name().equals(PLACEHOLDER)
                && !ALWAYS_THERE.contains(account.name())
                && account.declarations().isEmpty()
                && Namespaces.maybeAmong(account.bundle().accountNamespaces(), account.namespace())
                && !Namespaces.maybeAmong(
                        declaredNamespaces.getOrDefault(account.name(), Collections.emptySet()), account.namespace());
    }

    /** How exposed the input makes an account's token: by the worst of the workloads that hold it, or by a Secret. */
    public Exposure exposureOf(Account account) {
        return tokens.exposureOf(account);
    }

    /** The workloads whose containers hold a token by which they act as an account, in the order of the input. */
    public List<Workload> holdersOf(Account account) {
        return tokens.holdersOf(account);
    }

    /** The severity of a capability at an exposure; null when that is nothing to speak of. */
    public @Nullable Severity severity(Capability capability, Exposure exposure) {
        return SeverityTable.severity(capability, exposure);
    }
}
