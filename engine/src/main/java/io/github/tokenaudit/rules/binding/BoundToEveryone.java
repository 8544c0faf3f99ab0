package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.ShortList;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.GrantRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** TA303. */
public final class BoundToEveryone implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA303", "bound-to-everyone", Group.BINDING)
            .severity(Severity.CRITICAL)
            .summary("Everybody, or every service account, is granted something")
            .what("""
                    Fires for a subject of a binding that is one of the groups `system:authenticated`,
                    `system:unauthenticated`, `system:serviceaccounts`, `system:serviceaccounts:NAMESPACE`, or the user
                    `system:anonymous`. *Critical* if they may change something, read Secrets or run commands; *high* if they
                    only read; *medium* if they change but objects of APIs that the bundle itself defines, or if the role is
                    not in the input; *low* if they read those, objects by name, or do what every client does (token and access
                    reviews, health and metrics). One level less for the accounts of one namespace. The roles that Kubernetes
                    itself binds to everybody (`system:discovery`, `system:basic-user`, `system:public-info-viewer`) are
                    clean. Findings about the single grants in an account's hands are part of this one.""")
            .why("""
                    The groups hold more than one thinks: `system:authenticated` is every person and every pod of the cluster,
                    with some cloud providers everybody who has an account there; `system:unauthenticated` and
                    `system:anonymous` are all who reach the API server's port. What is granted to them is public.""")
            .remedy("""
                    Bind the role to the accounts or groups of people that need it. Where every pod of some namespaces needs
                    it, bind it in these namespaces, and grant no more than reading by name.""")
            .reference(
                    "Kubernetes: default roles and role bindings",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings")
            .reference(
                    "Kubernetes: anonymous requests",
                    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests")
            .mappings(Mapping.MITRE_T1078_001, Mapping.OWASP_K03, Mapping.OWASP_K06, Mapping.NSA_AUTHENTICATION)
            .contains(GrantRules.and("TA201", "TA202", "TA203", "TA204"))
            .build();

    /** More would bury the message; the evidence shows all. */
    private static final int MOST = 3;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Bindings bindings = new Bindings(context);
        Set<String> brought = publicRoles(context);
        Bindings.forEachWritten(context, (bundle, binding) -> {
            if (!brought.contains(binding.roleName())) {
                for (Subject subject : binding.subjects()) {
                    Everyone.of(subject)
                            .flatMap(who -> draft(context, bundle, binding, subject, who))
                            .ifPresent(draft -> {
                                for (Account account : bindings.holders(binding)) {
                                    bindings.cover(draft, account, binding, List.of());
                                }
                                findings.accept(draft);
                            });
                }
            }
        });
    }

    /** The roles that Kubernetes itself binds to everybody. */
    private static Set<String> publicRoles(RuleContext context) {
        return context.access().builtin().bindings().stream()
                .filter(binding -> binding.subjects().stream()
                        .anyMatch(subject -> Everyone.of(subject).isPresent()))
                .map(Binding::roleName)
                .collect(Collectors.toSet());
    }

    /** Nothing where the role is known and grants nothing. */
    private static Optional<Draft> draft(
            RuleContext context, Bundle bundle, Binding binding, Subject subject, Everyone who) {
        if (context.access().rolesOf(bundle, binding).isEmpty()) {
            return Optional.of(draft(binding, subject, who, Publicity.UNKNOWN, ""));
        }
        return context.access().grantsOf(bundle, binding).stream()
                .max(Comparator.comparing(grant -> Publicity.of(grant, bundle)))
                .map(worst -> draft(binding, subject, who, Publicity.of(worst, bundle), requests(worst.rule()))
                        .evidence(worst.roleId().display() + " grants it", worst.ruleLocation()));
    }

    private static Draft draft(Binding binding, Subject subject, Everyone who, Publicity publicity, String requests) {
        Severity severity = publicity.severity();
        return Draft.at(binding.object(), subject.field().get("name"))
                .subject(subject.name())
                .severity(who == Everyone.ACCOUNTS_OF_A_NAMESPACE ? severity.lower() : severity)
                .message(subject.name() + ", which is " + who.words() + ", " + publicity.words() + requests
                        + where(binding) + ", by " + binding.roleKind() + "/" + binding.roleName());
    }

    private static String requests(PolicyRule rule) {
        List<String> things = rule.nonResourceUrls().isEmpty() ? rule.resources() : rule.nonResourceUrls();
        return " (" + String.join(", ", rule.verbs()) + " of " + ShortList.of(things, MOST) + ")";
    }

    private static String where(Binding binding) {
        if (binding.isCluster()) {
            return " in the whole cluster";
        }
        String namespace = binding.id().namespace();
        return namespace == null ? " in its namespace" : " in namespace " + namespace;
    }
}
