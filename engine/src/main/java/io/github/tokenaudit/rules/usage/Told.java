package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the rules about needs speak: where findings stand, and how grants are called. */
public final class Told {

    /** More of a kind would bury the finding. */
    static final int MOST = 3;

    private static final Set<String> SENSITIVE = Set.of(
            "secrets",
            "pods/exec",
            "pods/attach",
            "pods/portforward",
            "pods/ephemeralcontainers",
            "serviceaccounts/token",
            "certificates.k8s.io/certificatesigningrequests/approval",
            "nodes/proxy");

    private static final String RBAC = "rbac.authorization.k8s.io";

    private Told() {}

    /** A finding about an account as a whole: where a workload names it, else where it is declared or bound. */
    public static Optional<Draft> at(RuleContext context, Account account) {
        List<Workload> holders = context.holdersOf(account);
        if (!holders.isEmpty()) {
            Workload workload = holders.get(0);
            return Optional.of(Draft.at(workload.object(), workload.pod().accountField()));
        }
        Optional<ServiceAccount> declared = account.declarations().stream().findFirst();
        return declared.isPresent()
                ? declared.map(one -> Draft.at(one.object()))
                : context.access().bindingsOf(account).stream().findFirst().map(binding -> Draft.at(binding.object()));
    }

    /** Whether what a grant opens is a door to more. */
    public static boolean isSensitive(String group, String resource) {
        return group.equals(RBAC) || SENSITIVE.contains(group.isEmpty() ? resource : group + "/" + resource);
    }

    /** Verbs and resources in words: "create, delete of apps/deployments; get of pods and 2 more". */
    static String of(Collection<GrantedVerb> granted) {
        Map<String, List<GrantedVerb>> byPath = granted.stream()
                .collect(Collectors.groupingBy(GrantedVerb::path, LinkedHashMap::new, Collectors.toList()));
        Map<String, List<String>> byVerbs = new LinkedHashMap<>();
        byPath.forEach((path, verbs) ->
                byVerbs.computeIfAbsent(verbs(verbs), key -> new ArrayList<>()).add(path));
        return byVerbs.entrySet().stream()
                .map(entry -> entry.getKey() + " of " + some(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String verbs(List<GrantedVerb> granted) {
        return granted.stream().map(GrantedVerb::verb).collect(Collectors.joining(", "));
    }

    /** A list of words, shortened. */
    static String some(List<String> words) {
        return words.size() <= MOST
                ? String.join(", ", words)
                : String.join(", ", words.subList(0, MOST)) + " and " + (words.size() - MOST) + " more";
    }

    /** The word of a rule in one of its lists; the rule where it isn't there. */
    static Field word(Field rule, String list, String word) {
        return rule.get(list).items().stream()
                .filter(item -> item.textOr("").equals(word))
                .findFirst()
                .orElse(rule);
    }

    /** Adds by what an account holds a grant. */
    static void tell(Draft draft, Account account, Grant grant) {
        Binding binding = grant.binding();
        if (grant.isAggregated()) {
            draft.evidence(
                    grant.bound().id().display() + " aggregates "
                            + grant.roleId().display(),
                    grant.boundLocation());
        }
        if (binding != null) {
            draft.evidence(
                    binding.id().display() + " binds " + grant.bound().id().display() + " to account "
                            + account.display(),
                    binding.object().nameLocation());
        }
    }
}
