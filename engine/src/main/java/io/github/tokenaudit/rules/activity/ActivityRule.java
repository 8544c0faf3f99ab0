package io.github.tokenaudit.rules.activity;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.usage.Told;
import io.github.tokenaudit.usage.Activity.OfAccount;
import io.github.tokenaudit.usage.Activity.Requested;
import io.github.tokenaudit.usage.Activity.Seen;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule about what the audit log shows of an account of the input; it stands where a workload names the account. */
abstract class ActivityRule implements Rule {

    private static final int MOST_NAMED = 3;
    private static final int MOST_TOLD = 20;

    private final RuleInfo info;

    ActivityRule(RuleInfo info) {
        this.info = info;
    }

    @Override
    public final RuleInfo info() {
        return info;
    }

    @Override
    public final void check(RuleContext context, Consumer<Draft> findings) {
        for (Account account : context.accounts()) {
            OfAccount activity = context.needs().activityOf(account);
            if (activity != null) {
                Told.at(context, account)
                        .map(draft -> draft.subject(account.display()))
                        .filter(draft -> tell(draft, context, account, activity))
                        .ifPresent(findings);
            }
        }
    }

    /** Completes a finding about an account; whether there is anything to tell. */
    abstract boolean tell(Draft draft, RuleContext context, Account account, OfAccount activity);

    /** Kinds of requests in words, each also told for itself with how often and when. */
    static String told(Draft draft, List<Requested> requests, Function<Requested, @Nullable Seen> which) {
        requests.stream()
                .limit(MOST_TOLD)
                .forEach(request -> draft.evidence(
                        request + " in "
                                + (request.namespace() == null ? "the cluster" : "namespace " + request.namespace())
                                + ", " + times(Objects.requireNonNull(which.apply(request))),
                        null));
        if (requests.size() > MOST_TOLD) {
            draft.evidence((requests.size() - MOST_TOLD) + " more kinds of requests", null);
        }
        List<String> names =
                requests.stream().map(Requested::toString).distinct().toList();
        String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMED ? some : some + " and " + (names.size() - MOST_NAMED) + " more";
    }

    /** How often and when. */
    static String times(Seen seen) {
        return seen.times() == 1
                ? "once, at " + seen.span().first()
                : seen.times() + " times, from " + seen.span().first() + " to "
                        + seen.span().last();
    }
}
