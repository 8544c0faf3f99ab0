package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.PolicyRule;
import io.github.tokenaudit.cluster.Role;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TA253. */
public final class AggregatesIntoBuiltIn implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA253", "aggregates-into-built-in", Group.RBAC)
            .summary("A role widens view, edit or admin for everybody who has them")
            .what("""
                    Fires for a ClusterRole labelled `aggregate-to-view`, `aggregate-to-edit` or `aggregate-to-admin` whose
                    rules give holders of that built-in role something dangerous in their namespace which it does not give
                    by itself, or give holders of `view` write access to anything. Adding one's own custom resources to
                    them, to read for `view` and to write for `edit` and `admin`, is what the labels are for. Who holds
                    the built-in roles the input can't tell: they count as *wide*.""")
            .why("""
                    The control plane copies the rules into the built-in role, so that everybody who was ever given it has
                    them from then on, people and other operators, in each namespace. Nobody who hands out `view`
                    expects it to read Secrets or to change anything.""")
            .remedy("""
                    Leave in the labelled role what users of the operator's custom resources need, and give the rest to
                    the operator's account by a role without the label.""")
            .reference(
                    "Kubernetes: aggregated ClusterRoles",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles")
            .reference(
                    "Kubernetes: user-facing roles",
                    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles")
            .mappings(Mapping.OWASP_K03)
            .build();

    /** The least powerful first; each contains the one before it. */
    private static final List<String> BUILT_IN = List.of("view", "edit", "admin");

    private static final String LABEL = "rbac.authorization.k8s.io/aggregate-to-";
    private static final Set<String> WRITING = Set.of("create", "update", "patch", "delete", "deletecollection", "*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Bundle bundle : context.cluster().bundles()) {
            for (Role role : bundle.own().roles()) {
                BUILT_IN.stream()
                        .filter(builtIn -> "true".equals(role.labels().get(LABEL + builtIn)))
                        .flatMap(builtIn -> finding(context, bundle, role, builtIn).stream())
                        .findFirst()
                        .ifPresent(findings);
            }
        }
    }

    private static Optional<Draft> finding(RuleContext context, Bundle bundle, Role role, String builtIn) {
        List<Ability> added = context.access().additions(bundle, role, builtIn);
        if (!added.isEmpty()) {
            return Optional.of(dangerous(context, role, builtIn, added));
        }
        return builtIn.equals("view")
                ? role.rules().stream()
                        .flatMap(rule -> writing(role, rule).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Draft dangerous(RuleContext context, Role role, String builtIn, List<Ability> added) {
        Ability worst = added.get(0);
        @Nullable Severity severity = context.severity(worst.gain().capability(), Exposure.WIDE);
        Draft draft = draft(role, builtIn, Chain.spot(worst.grant(), worst.verbs()))
                .severity(Objects.requireNonNull(severity, "dangerous, and nothing to speak of"))
                .message("everybody who has the built-in role " + builtIn + " in a namespace can, by this role, "
                        + worst.words() + " there (" + worst.requests() + ")");
        added.stream()
                .skip(1)
                .forEach(ability -> draft.evidence(
                        "they also can " + ability.words() + " (" + ability.requests() + ")",
                        ability.grant().ruleLocation()));
        return draft;
    }

    private static Optional<Draft> writing(Role role, PolicyRule rule) {
        Field field = rule.field();
        return field == null
                ? Optional.empty()
                : field.get("verbs").items().stream()
                        .filter(verb -> WRITING.contains(verb.textOr("")))
                        .findFirst()
                        .map(verb -> draft(role, "view", verb)
                                .severity(Severity.LOW)
                                .message("everybody who has the built-in role view, which only reads, can by this role "
                                        + verb.textOr("").replace("*", "do everything with") + " "
                                        + String.join(", ", rule.resources())));
    }

    private static Draft draft(Role role, String builtIn, Field verb) {
        return Draft.at(role.object(), verb)
                .evidence(
                        "the label adds the rules to " + builtIn,
                        role.object()
                                .at("metadata", "labels")
                                .get(LABEL + builtIn)
                                .location());
    }
}
