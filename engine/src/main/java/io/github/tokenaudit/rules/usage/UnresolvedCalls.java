package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.usage.Coverage;
import io.github.tokenaudit.usage.Coverage.UnresolvedCall;
import io.github.tokenaudit.usage.Usage;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** TA506. */
public final class UnresolvedCalls implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA506", "unresolved-calls", Group.USAGE)
            .severity(Severity.INFO)
            .summary("Of some calls in the operator's code it is not known what they request")
            .what("""
                    Fires when classes of the operator are known, and there are calls of a Kubernetes client whose resource
                    could not be found out: kinds that only a custom resource names, manifests that are loaded at run
                    time, paths put together from texts; and when part of the code could not be read, or libraries of a client that it uses
                    are missing. Each call is listed with its line. Without the libraries nearly nothing is seen, so that TA502 to TA504 say
                    nothing then.""")
            .why("""
                    What these calls need is in none of the other findings, so that a role without it could break the
                    operator.""")
            .remedy("""
                    Say what they do by `declare` in the policy, with the reason; then the other rules know it. A call
                    with a type of its own, in place of a generic one, is resolved by itself. Libraries belong beside the
                    classes: `lib`, `libs`, `dependency` or `quarkus-app/lib/main`; Maven has those of a module by itself.""")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.OWASP_K03)
            .build();

    private static final int MOST_CALLS = 50;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Account account : context.needs().accountsOfCode()) {
            Usage code = Objects.requireNonNull(context.needs().codeOf(account));
            Coverage coverage = code.coverage();
            boolean isWhole =
                    coverage.unresolved().isEmpty() && coverage.missing().isEmpty();
            if (!isWhole || !code.problems().isEmpty()) {
                Told.at(context, account).ifPresent(draft -> findings.accept(tell(draft, account, code)));
            }
        }
    }

    private static Draft tell(Draft draft, Account account, Usage code) {
        Coverage coverage = code.coverage();
        draft.subject(account.display())
                .message("of " + coverage.calls() + " calls of Kubernetes clients in the code of account "
                        + account.display() + ", " + coverage.resolved() + " are resolved"
                        + apart(coverage.apart())
                        + (code.problems().isEmpty() ? "" : "; part of the code could not be read")
                        + (coverage.missing().isEmpty()
                                ? ""
                                : "; libraries of Kubernetes clients are missing, so no grant is taken for unneeded"));
        coverage.missing().stream()
                .limit(Told.MOST)
                .forEach(name -> draft.evidence(name + " is used, and is neither there nor in a library", null));
        List<UnresolvedCall> calls = coverage.unresolved();
        calls.stream().limit(MOST_CALLS).forEach(call -> draft.evidence(text(call), null));
        if (calls.size() > MOST_CALLS) {
            draft.evidence((calls.size() - MOST_CALLS) + " more calls", null);
        }
        code.problems().stream()
                .limit(MOST_CALLS)
                .forEach(problem -> draft.evidence(problem.place() + ": " + problem.message(), null));
        return draft;
    }

    private static String apart(int calls) {
        return calls == 0 ? "" : ", beside " + calls + " in generic classes of which nothing makes an object";
    }

    private static String text(UnresolvedCall call) {
        String what = call.verbs().isEmpty() ? "a request" : String.join(", ", call.verbs());
        return call.site() + ": " + what + (call.partly() ? " in some cases" : "") + ", " + call.reason()
                + (call.reached() || call.apart() ? "" : "; nothing is known to lead there");
    }
}
