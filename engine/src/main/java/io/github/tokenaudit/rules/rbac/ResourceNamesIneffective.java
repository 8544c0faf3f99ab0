package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** TA251. */
public final class ResourceNamesIneffective implements Rule {

    private static final String CREATE =
            "Drop `create`, or, where the operator makes such objects, move it into a rule of its"
                    + " own without `resourceNames`; leave the names on the other verbs.";
    private static final String DELETE = "Replace `deletecollection` by `delete`.";

    private static final RuleInfo INFO = RuleInfo.rule("TA251", "resource-names-ineffective", Group.RBAC)
            .severity(Severity.LOW)
            .summary("Names limit a verb whose requests carry no name, so that the grant hardly works")
            .what("""
                    Fires for `resourceNames` beside `deletecollection`, and beside `create` of an ordinary object: a
                    `POST` has no name to compare, so such a rule never allows it. What still works is named: server-side
                    apply where `patch` is granted for the name, too, and `PUT` for the few kinds that may be created by
                    it. On subresources (`serviceaccounts/token`, `pods/exec`) names do work, and so they do beside `get`,
                    `update`, `patch` and `delete`, and beside `list` and `watch` by a field selector.""")
            .why("""
                    The operator gets 403 where its author thought it allowed, and the usual way out is to drop the names
                    altogether, for all verbs.""")
            .remedy(CREATE + " " + DELETE)
            .reference(
                    "Kubernetes: referring to resources, resourceNames",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources")
            .reference(
                    "Kubernetes: server-side apply",
                    "https://kubernetes.io/docs/reference/using-api/server-side-apply/")
            .mappings(Mapping.OWASP_K03)
            .build();

    /** What a PUT may create: the strategies with AllowCreateOnUpdate in {@code pkg/registry} of Kubernetes 1.37. */
    private static final Set<String> CREATED_BY_PUT = Set.of(
            "roles",
            "clusterroles",
            "rolebindings",
            "clusterrolebindings",
            "leases",
            "leasecandidates",
            "events",
            "limitranges",
            "services",
            "endpoints",
            "runtimeclasses");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (HeldRule held : HeldRule.of(context)) {
            List<Field> words = held.words("verbs").stream()
                    .filter(verb -> isIneffective(held.rule(), verb.textOr("")))
                    .toList();
            if (!words.isEmpty()) {
                findings.accept(draft(held, words));
            }
        }
    }

    /** The empty name is the one that requests without a name have. */
    private static boolean isIneffective(PolicyRule rule, String verb) {
        return !rule.resourceNames().isEmpty()
                && !rule.resourceNames().contains("")
                && (verb.equals("deletecollection")
                        || (verb.equals("create") && !ordinary(rule).isEmpty()));
    }

    private static List<String> ordinary(PolicyRule rule) {
        return rule.resources().stream()
                .filter(resource -> !resource.contains("/"))
                .toList();
    }

    private static Draft draft(HeldRule held, List<Field> words) {
        PolicyRule rule = held.rule();
        String verb = words.get(0).textOr("");
        boolean creates = verb.equals("create");
        Draft draft = held.draft(words.get(0))
                .message("resourceNames beside " + verb + " of "
                        + String.join(", ", creates ? ordinary(rule) : rule.resources())
                        + (creates
                                ? ": a POST carries no name, so that the rule never allows it; " + stillWorks(rule)
                                : ": such a request carries no name, so that the rule never allows it"));
        if (words.size() == 1) {
            draft.remedy(creates ? CREATE : DELETE);
        }
        words.stream()
                .skip(1)
                .forEach(word ->
                        draft.evidence("requests for " + word.textOr("") + " carry no name either", word.location()));
        return draft;
    }

    private static String stillWorks(PolicyRule rule) {
        List<String> verbs = rule.verbs();
        boolean apply = verbs.contains("patch") || verbs.contains("*");
        List<String> put =
                ordinary(rule).stream().filter(CREATED_BY_PUT::contains).toList();
        boolean byPut = !put.isEmpty() && (verbs.contains("update") || verbs.contains("*"));
        if (apply) {
            return "what works is server-side apply" + (byPut ? ", and PUT of " + String.join(", ", put) : "");
        }
        return byPut
                ? "what works is PUT of " + String.join(", ", put)
                : "server-side apply would need patch, too, so that nothing works";
    }
}
