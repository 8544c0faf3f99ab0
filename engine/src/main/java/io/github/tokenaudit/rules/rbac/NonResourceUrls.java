package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** TA235. */
public final class NonResourceUrls implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA235", "non-resource-urls", Group.RBAC)
            .summary("An account may use all URLs of the API server that are no resources, or write to some")
            .what("""
                    Fires for `*` or `/*` in `nonResourceURLs`, and for `post`, `put`, `patch`, `delete` or `*` as verbs of
                    any of them, in the hands of an account by a ClusterRoleBinding. A RoleBinding grants nothing of this.
                    Reading named URLs such as `/metrics` or `/healthz/*` is no finding. It is *low*, and *info* where no
                    workload holds the token.""")
            .why("""
                    Beside health and metrics the API server has profiles of its memory, its logs, and whatever extension
                    API servers answer under paths of their own; a later version may have more. Writing there changes how
                    the API server logs.""")
            .remedy("Name the URLs that the operator reads, with the verb `get`.")
            .reference(
                    "Kubernetes: determine whether a request is allowed, non-resource requests",
                    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/#request-attributes-used-in-authorization")
            .reference(
                    "Kubernetes: API health endpoints", "https://kubernetes.io/docs/reference/using-api/health-checks/")
            .mappings(Mapping.CIS_5_1_3, Mapping.OWASP_K03)
            .build();

    private static final Set<String> ALL = Set.of("*", "/*");

    /** Verbs here are HTTP methods in lower case; others are what other servers ask the API server about. */
    private static final Set<String> WRITING = Set.of("*", "post", "put", "patch", "delete");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (HeldRule held : HeldRule.of(context)) {
            if (held.isClusterWide()) {
                spot(held).ifPresent(word -> findings.accept(draft(context, held, word)));
            }
        }
    }

    private static Optional<Field> spot(HeldRule held) {
        Stream<Field> all = held.words("nonResourceURLs").stream().filter(url -> ALL.contains(url.textOr("")));
        Stream<Field> writing = held.rule().nonResourceUrls().isEmpty()
                ? Stream.empty()
                : held.words("verbs").stream().filter(verb -> WRITING.contains(verb.textOr("")));
        return Stream.concat(all, writing).findFirst();
    }

    private static Draft draft(RuleContext context, HeldRule held, Field word) {
        Draft draft = held.draft(word)
                .message("account " + held.holders().get(0).account().display() + " may request "
                        + (held.rule().nonResourceUrls().stream().anyMatch(ALL::contains)
                                ? "every URL of the API server that is no resource"
                                : String.join(", ", held.rule().nonResourceUrls()))
                        + ", by "
                        + (held.rule().verbs().contains("*")
                                ? "any verb"
                                : String.join(", ", held.rule().verbs())));
        boolean inPods = false;
        for (HeldRule.Holder holder : held.holders()) {
            Account account = holder.account();
            draft.about(new Draft.Held(account, held.rule()));
            inPods |= context.exposureOf(account) != Exposure.NONE;
        }
        return draft.severity(inPods ? Severity.LOW : Severity.INFO);
    }
}
