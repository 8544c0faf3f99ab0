package io.github.tokenaudit.rules;

import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.activity.DeniedRequests;
import io.github.tokenaudit.rules.activity.LegacyTokenUsed;
import io.github.tokenaudit.rules.activity.SensitiveUse;
import io.github.tokenaudit.rules.activity.StaleTokenUsed;
import io.github.tokenaudit.rules.activity.TokenUsedElsewhere;
import io.github.tokenaudit.rules.binding.AccountAsUser;
import io.github.tokenaudit.rules.binding.BoundToDefaultAccount;
import io.github.tokenaudit.rules.binding.BoundToEveryone;
import io.github.tokenaudit.rules.binding.BoundToMasters;
import io.github.tokenaudit.rules.binding.ClusterAdminBinding;
import io.github.tokenaudit.rules.binding.DanglingRole;
import io.github.tokenaudit.rules.binding.DanglingSubject;
import io.github.tokenaudit.rules.binding.ForeignSubject;
import io.github.tokenaudit.rules.binding.OlmLifted;
import io.github.tokenaudit.rules.binding.SubjectWithoutNamespace;
import io.github.tokenaudit.rules.binding.UnboundRole;
import io.github.tokenaudit.rules.input.DuplicateKey;
import io.github.tokenaudit.rules.input.ExpiredSuppression;
import io.github.tokenaudit.rules.input.InvalidRbac;
import io.github.tokenaudit.rules.input.NothingAudited;
import io.github.tokenaudit.rules.input.Placeholder;
import io.github.tokenaudit.rules.input.Unreadable;
import io.github.tokenaudit.rules.input.UnrenderedChart;
import io.github.tokenaudit.rules.input.UnusedSuppression;
import io.github.tokenaudit.rules.path.PathToCloudIdentity;
import io.github.tokenaudit.rules.path.PathToClusterAdmin;
import io.github.tokenaudit.rules.path.PathToForeignToken;
import io.github.tokenaudit.rules.path.PathToNode;
import io.github.tokenaudit.rules.rbac.AggregatesIntoBuiltIn;
import io.github.tokenaudit.rules.rbac.ClusterScopeUnneeded;
import io.github.tokenaudit.rules.rbac.DeadGrant;
import io.github.tokenaudit.rules.rbac.FullAccess;
import io.github.tokenaudit.rules.rbac.GrantRules;
import io.github.tokenaudit.rules.rbac.ResourceNamesIneffective;
import io.github.tokenaudit.rules.rbac.WildcardApiGroups;
import io.github.tokenaudit.rules.rbac.WildcardResources;
import io.github.tokenaudit.rules.rbac.WildcardVerbs;
import io.github.tokenaudit.rules.token.ApiServerTokenFlags;
import io.github.tokenaudit.rules.token.AuditPolicyBlind;
import io.github.tokenaudit.rules.token.CloudIdentityReach;
import io.github.tokenaudit.rules.token.CsiDriverTakesTokens;
import io.github.tokenaudit.rules.token.DefaultServiceAccount;
import io.github.tokenaudit.rules.token.DeprecatedAccountField;
import io.github.tokenaudit.rules.token.KubeconfigMounted;
import io.github.tokenaudit.rules.token.LongLivedTokenSecret;
import io.github.tokenaudit.rules.token.LongLivedTokenUsed;
import io.github.tokenaudit.rules.token.MissingAccount;
import io.github.tokenaudit.rules.token.NodeTokenStore;
import io.github.tokenaudit.rules.token.OneYearToken;
import io.github.tokenaudit.rules.token.OptOutOverridden;
import io.github.tokenaudit.rules.token.ProcessNamespaceShared;
import io.github.tokenaudit.rules.token.ProjectedTokenRejected;
import io.github.tokenaudit.rules.token.ProjectedTokenTooLong;
import io.github.tokenaudit.rules.token.SecretsOnAccount;
import io.github.tokenaudit.rules.token.SharedAccount;
import io.github.tokenaudit.rules.token.TokenAutomounted;
import io.github.tokenaudit.rules.token.TokenLiteral;
import io.github.tokenaudit.rules.token.TokenReachesSidecar;
import io.github.tokenaudit.rules.token.TokenSentToScrape;
import io.github.tokenaudit.rules.token.TokenWithoutAudience;
import io.github.tokenaudit.rules.token.TokenWithoutNeed;
import io.github.tokenaudit.rules.usage.ImpossibleGrant;
import io.github.tokenaudit.rules.usage.MissingPermission;
import io.github.tokenaudit.rules.usage.NeverUsedInLog;
import io.github.tokenaudit.rules.usage.UnresolvedCalls;
import io.github.tokenaudit.rules.usage.UnusedCapability;
import io.github.tokenaudit.rules.usage.UnusedResource;
import io.github.tokenaudit.rules.usage.UnusedSiblingVerb;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules. A rule that is not listed here does not exist. */
public final class Catalogue {

    private static final List<Rule> TOKEN = List.of(
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
            new TokenLiteral(),
            new SecretsOnAccount(),
            new NodeTokenStore(),
            new ProcessNamespaceShared(),
            new SharedAccount(),
            new DeprecatedAccountField(),
            new MissingAccount(),
            new CloudIdentityReach(),
            new ApiServerTokenFlags(),
            new AuditPolicyBlind(),
            new KubeconfigMounted(),
            new TokenSentToScrape(),
            new CsiDriverTakesTokens());

    private static final List<Rule> RBAC = Stream.of(
                    List.of(new FullAccess(), new WildcardVerbs(), new WildcardResources(), new WildcardApiGroups()),
                    GrantRules.all(),
                    List.of(
                            new ClusterScopeUnneeded(),
                            new ResourceNamesIneffective(),
                            new DeadGrant(),
                            new AggregatesIntoBuiltIn()))
            .<Rule>flatMap(List::stream)
            .toList();

    private static final List<Rule> BINDING = List.of(
            new ClusterAdminBinding(),
            new BoundToDefaultAccount(),
            new BoundToEveryone(),
            new BoundToMasters(),
            new DanglingRole(),
            new DanglingSubject(),
            new SubjectWithoutNamespace(),
            new ForeignSubject(),
            new AccountAsUser(),
            new UnboundRole(),
            new OlmLifted());

    private static final List<Rule> PATH =
            List.of(new PathToClusterAdmin(), new PathToNode(), new PathToForeignToken(), new PathToCloudIdentity());

    private static final List<Rule> USAGE = List.of(
            new MissingPermission(),
            new UnusedResource(),
            new UnusedCapability(),
            new UnusedSiblingVerb(),
            new ImpossibleGrant(),
            new UnresolvedCalls(),
            new NeverUsedInLog());

    private static final List<Rule> ACTIVITY = List.of(
            new LegacyTokenUsed(),
            new StaleTokenUsed(),
            new TokenUsedElsewhere(),
            new DeniedRequests(),
            new SensitiveUse());

    private static final List<Rule> INPUT = List.of(
            new Unreadable(),
            new DuplicateKey(),
            new Placeholder(),
            new InvalidRbac(),
            new NothingAudited(),
            new UnrenderedChart());

    private static final List<Rule> OF_MANIFESTS = Stream.of(TOKEN, RBAC, BINDING, PATH, USAGE, ACTIVITY, INPUT)
            .flatMap(List::stream)
            .toList();

    private static final List<Rule> OF_SUPPRESSIONS = List.of(new ExpiredSuppression(), new UnusedSuppression());

    private Catalogue() {}

    /** The rules that look at manifests, and at what code and logs say of them. */
    public static List<Rule> ofManifests() {
        return OF_MANIFESTS;
    }

    /** The rules that look at what became of suppressions, once the others have found what there is. */
    public static List<Rule> ofSuppressions() {
        return OF_SUPPRESSIONS;
    }

    /** What all rules say of themselves, in the order of their ids. */
    public static List<RuleInfo> infos() {
        return Stream.concat(OF_MANIFESTS.stream(), OF_SUPPRESSIONS.stream())
                .map(Rule::info)
                .sorted(Comparator.comparing(RuleInfo::id))
                .toList();
    }

    /** The rule of an id or a name; empty when there is none. */
    public static Optional<RuleInfo> find(String idOrName) {
        return infos().stream()
                .filter(info -> info.id().equals(idOrName) || info.name().equals(idOrName))
                .findFirst();
    }
}
