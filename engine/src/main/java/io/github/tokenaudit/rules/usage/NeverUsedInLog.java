package io.github.tokenaudit.rules.usage;

import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Need;
import io.github.tokenaudit.rule.Needs;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.usage.Activity.Span;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** TA507. */
public final class NeverUsedInLog implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA507", "never-used-in-log", Group.USAGE)
            .severity(Severity.LOW)
            .summary("An account never used a grant in the time that an audit log covers")
            .what("""
                    Fires when an audit log shows requests of an account, but none that a rule of its roles is there for:
                    no request for the resource, or none of that kind (reading, changing, creating, deleting). Where the operator's classes
                    are known too, they decide, and this rule is silent. Works for operators in any language.""")
            .why("""
                    What is not used in weeks may never be used, and whoever steals the token can use it. But a log shows what
                    happened, not what may happen: it has no request that its policy leaves out (`level: None`), and none
                    for work that did not come up.""")
            .remedy("""
                    Look at whether the log covers all that the operator does, such as an upgrade, a deletion and a failure;
                    then take the grant away in a test environment first, and watch for denied requests (TA604). What is
                    needed rarely, say by `declare` in the policy.""")
            .reference("Kubernetes: auditing", "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/")
            .mappings(Mapping.OWASP_K03, Mapping.NSA_LOGGING)
            .build();

    private static final Set<Need> UNUSED = EnumSet.of(Need.CAPABILITY, Need.RESOURCE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Needs needs = context.needs();
        Span span = needs.logged();
        if (span == null) {
            return;
        }
        for (Account account : context.accounts()) {
            if (needs.activityOf(account) != null && needs.codeOf(account) == null) {
                Set<Field> seen = new HashSet<>();
                for (Grant grant : context.access().grantsOf(account)) {
                    Field rule = grant.rule().field();
                    if (rule != null && seen.add(rule)) {
                        check(needs, span, account, grant, rule, findings);
                    }
                }
            }
        }
    }

    private static void check(
            Needs needs, Span span, Account account, Grant grant, Field rule, Consumer<Draft> findings) {
        List<GrantedVerb> unused = needs.of(account, grant).stream()
                .filter(granted -> UNUSED.contains(granted.need()))
                .toList();
        if (unused.isEmpty()) {
            return;
        }
        GrantedVerb first = unused.get(0);
        boolean whole = first.need() == Need.RESOURCE;
        Field word = whole ? Told.word(rule, "resources", first.resource()) : Told.word(rule, "verbs", first.asked());
        Draft draft = Draft.at(grant.role().object(), word)
                .subject(account.display())
                .message("account " + account.display() + " never used " + Told.of(unused) + " in the audit log from "
                        + span.first() + " to " + span.last())
                .about(new Draft.Held(account, grant.rule()));
        boolean isSensitive =
                unused.stream().anyMatch(granted -> Told.isSensitive(granted.group(), granted.resource()));
        draft.severity(isSensitive ? Severity.MEDIUM : Severity.LOW);
        Told.tell(draft, account, grant);
        findings.accept(draft);
    }
}
