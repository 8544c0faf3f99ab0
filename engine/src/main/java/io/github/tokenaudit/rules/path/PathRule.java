package io.github.tokenaudit.rules.path;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Path;
import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.Holders;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A rule about ways that lead from the token in a workload to one goal. */
abstract class PathRule implements Rule {

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
                        findings.accept(draft(account, workload, path.get()).severity(severity));
                    }
                }
            }
        }
    }

    private Draft draft(Account account, Workload workload, Path path) {
        Draft draft = Draft.at(workload.object(), workload.pod().accountField())
                .subject(account.display())
                .message("the token of account " + account.display() + " leads to "
                        + path.goal().words()
                        + (path.isCertain() ? "" : ", provided that " + String.join(" and ", path.conditions()))
                        + ": " + path.steps().get(0).text());
        draft.evidence(
                "whoever gets into " + workload.id().display() + " holds the token of account " + account.display(),
                workload.pod().accountField().location());
        Holders.tellSecrets(draft, account);
        path.steps().stream()
                .map(Step::grant)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(first -> draft.remedy(firstGrant(first) + " " + info.remedy()));
        Set<Binding> told = new LinkedHashSet<>();
        for (Step step : path.steps()) {
            draft.evidence(step.text(), step.location());
            Grant grant = step.grant();
            if (grant != null) {
                draft.covers(new Draft.Held(Objects.requireNonNull(step.holder()), grant.rule()));
                Binding binding = grant.binding();
                if (binding != null && told.add(binding)) {
                    draft.evidence(
                            binding.id().display() + " binds "
                                    + grant.bound().id().display()
                                    + (grant.isLifted() ? "; OLM makes it a binding for the whole cluster" : ""),
                            binding.object().nameLocation());
                }
            }
        }
        return draft;
    }

    private static String firstGrant(Grant grant) {
        Binding binding = grant.binding();
        return "The first step goes by " + grant.roleId().display()
                + (grant.isAggregated() ? ", which " + grant.bound().id().display() + " aggregates" : "")
                + (binding == null
                        ? "."
                        : (grant.isAggregated() ? " and " : ", which ")
                                + binding.id().display() + " binds.")
                + (grant.rule().field() == null
                        ? " Kubernetes brings that role as it is: bind one of your own instead, which lists what the operator"
                                + " calls."
                        : "");
    }
}
