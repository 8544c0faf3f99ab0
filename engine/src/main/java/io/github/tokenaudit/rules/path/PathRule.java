package io.github.tokenaudit.rules.path;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Path;
import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Other;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.GrantRules;
import io.github.tokenaudit.rules.rbac.Holders;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule about ways that lead from the token in a workload to one goal. */
abstract class PathRule implements Rule {

    /** More of a kind would bury the finding. */
    private static final int MOST = 3;

    private static final String PURPOSE =
            " Where that power is the operator's purpose, project the token, valid for minutes, into just the container"
                    + " that needs it, and let nobody else run pods in its namespace.";

    private final RuleInfo info;
    private final Goal goal;

    PathRule(RuleInfo info, Goal goal) {
        this.info = info;
        this.goal = goal;
    }

    @Override
    public final RuleInfo info() {
        return info;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Account account : context.accounts()) {
            Optional<Path> path = context.powerOf(account).paths().stream()
                    .filter(candidate -> candidate.goal() == goal)
                    .findFirst();
            if (path.isPresent()) {
                @Nullable Severity severity = context.severity(path.get().capability(), context.exposureOf(account));
                for (Workload workload : context.holdersOf(account)) {
                    if (severity != null) {
                        findings.accept(
                                draft(context, account, workload, path.get()).severity(severity));
                    }
                }
            }
        }
    }

    private Draft draft(RuleContext context, Account account, Workload workload, Path path) {
        Draft draft = Draft.at(workload.object(), workload.pod().accountField())
                .subject(account.display())
                .message("the token of account " + account.display() + " leads to "
                        + path.goal().words()
                        + (path.isCertain() ? "" : ", provided that " + String.join(" and ", path.conditions()))
                        + ": " + path.deciding().text() + others(path));
        draft.evidence(
                "whoever gets into " + workload.id().display() + " holds the token of account " + account.display(),
                workload.pod().accountField().location());
        Holders.tellSecrets(draft, account);
        Set<String> told = new LinkedHashSet<>();
        for (Step step : path.steps()) {
            draft.evidence(step.text(), step.location());
            tellChain(draft, step, told);
        }
        // Who names all but one saves nothing.
        int most = path.others().size() == MOST + 1 ? MOST + 1 : MOST;
        path.others().stream()
                .limit(most)
                .forEach(other -> draft.evidence(
                        "another way there" + provided(path, other) + ": " + other.text(),
                        other.step().location()));
        if (path.others().size() > most) {
            List<Other> more = path.others().subList(most, path.others().size());
            long less = more.stream().filter(path.lessOpen()::contains).count();
            draft.evidence(
                    more.size() + " more ways lead there"
                            + (less == 0
                                    ? ""
                                    : less == more.size()
                                            ? " under conditions"
                                            : ", " + less + " of them under conditions")
                            + "; the operator's card tells all",
                    null);
        }
        Stream.concat(path.steps().stream(), path.asOpen().stream().map(Other::step))
                .forEach(step -> cover(draft, step));
        Ability deciding = path.deciding().ability();
        return deciding == null
                ? draft
                : draft.remedy(remedy(deciding, path) + labels(context, account, path) + PURPOSE);
    }

    /** What another way takes that the one which is told doesn't. */
    private static String provided(Path path, Other other) {
        return other.conditions().isEmpty() || other.conditions().equals(path.conditions())
                ? ""
                : ", provided that " + String.join(" and ", other.conditions());
    }

    private static void cover(Draft draft, Step step) {
        Grant grant = step.grant();
        if (grant != null && !step.prepares()) {
            draft.covers(new Draft.Held(Objects.requireNonNull(step.holder()), grant.rule()));
        }
    }

    /** Adds which role and which binding make a grant its holder's, each once. */
    private static void tellChain(Draft draft, Step step, Set<String> told) {
        Grant grant = step.grant();
        if (grant == null) {
            return;
        }
        String bound = grant.bound().id().display();
        if (grant.isAggregated() && told.add(bound + " " + grant.roleId().display())) {
            draft.evidence(bound + " aggregates " + grant.roleId().display(), grant.boundLocation());
        }
        Binding binding = grant.binding();
        if (binding != null && told.add(binding.id().display())) {
            draft.evidence(
                    binding.id().display() + " binds " + bound + grant.byOlm(),
                    binding.object().nameLocation());
        }
    }

    private static String others(Path path) {
        return switch (path.asOpen().size()) {
            case 0 -> "";
            case 1 -> "; another way leads there, too";
            default -> "; " + path.asOpen().size() + " other ways lead there, too";
        };
    }

    private static String remedy(Ability deciding, Path path) {
        return whichGrant(deciding.grant()) + others(deciding.grant(), path) + " " + GrantRules.remedy(deciding);
    }

    /** Whether labels of namespaces protect from a way: not where the token also leads to who may change them. */
    private static String labels(RuleContext context, Account account, Path path) {
        Ability deciding = path.deciding().ability();
        if (deciding == null || path.goal() != Goal.NODE || !deciding.danger().makesPodsPrivileged()) {
            return "";
        }
        if (changesLabels(context, account)) {
            return " Labels protect from it only once the operator may neither `update` nor `patch` namespaces.";
        }
        for (Path other : context.powerOf(account).paths()) {
            if (other.goal() == Goal.CLUSTER_ADMIN) {
                return " Labels protect from it only once the token no longer leads to cluster-admin, who may change them.";
            }
            Account becomes = other.becomes();
            if (becomes != null && changesLabels(context, becomes)) {
                return " Labels protect from it only once the token no longer leads to account " + becomes.display()
                        + ", which may change them.";
            }
        }
        return "";
    }

    private static boolean changesLabels(RuleContext context, Account account) {
        return context.powerOf(account).abilities().stream()
                .anyMatch(ability -> ability.danger() == Danger.NAMESPACE_WRITE
                        && !ability.grant().isNamed());
    }

    private static String whichGrant(Grant grant) {
        Binding binding = grant.binding();
        return "The grant that leads there stands in " + grant.roleId().display()
                + (grant.isAggregated() ? ", which " + grant.bound().id().display() + " aggregates" : "")
                + (binding == null
                        ? "."
                        : (grant.isAggregated() ? " and " : ", which ")
                                + binding.id().display() + " binds.");
    }

    /** Which roles have the other grants: to take one of them all away mends nothing. */
    private static String others(Grant deciding, Path path) {
        String asOpen = roles(deciding, path.asOpen());
        String lessOpen = roles(deciding, path.lessOpen());
        int more = path.lessOpen().size();
        return switch (path.asOpen().size()) {
                    case 0 -> "";
                    case 1 ->
                        " Another way, by " + asOpen
                                + ", leads there as well: both have to go, or nothing is mended; the findings about them tell how.";
                    default ->
                        " " + path.asOpen().size() + " other ways, by " + asOpen
                                + ", lead there as well: all have to go, or nothing is mended; the findings about them"
                                + " tell how.";
                }
                + (more == 0
                        ? ""
                        : " What is left then under conditions goes by "
                                + (more == 1 ? "another way" : more + " other ways") + ", by " + lessOpen
                                + ": take that away, too, or see that the conditions hold nowhere.");
    }

    private static String roles(Grant deciding, List<Other> others) {
        List<String> roles = others.stream()
                .map(other -> Objects.requireNonNull(other.step().grant()).roleId())
                .map(role -> role.equals(deciding.roleId()) ? "the same role" : role.display())
                .distinct()
                .toList();
        return roles.size() <= MOST
                ? String.join(" and by ", roles)
                : String.join(", ", roles.subList(0, MOST)) + " and " + (roles.size() - MOST) + " more roles";
    }
}
