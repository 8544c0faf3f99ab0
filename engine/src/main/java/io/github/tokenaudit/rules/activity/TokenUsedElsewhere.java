package io.github.tokenaudit.rules.activity;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.usage.Activity.Credential;
import io.github.tokenaudit.usage.Activity.OfAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** TA603. */
public final class TokenUsedElsewhere extends ActivityRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA603", "token-used-elsewhere", Group.ACTIVITY)
            .severity(Severity.HIGH)
            .summary("An operator's token was used by something else than the operator")
            .what("""
                    Fires when the audit log shows that tokens bound to one pod came from several addresses of one kind
                    (IPv4 or IPv6), or that `kubectl`, `curl`, `wget` or a script's library used the account beside other
                    programs. An account with which nothing but such tools ever came is left alone: that is what its
                    workload does.""")
            .why("""
                    A pod has one address. A token of it that comes from two, or with a person's tool, has probably left
                    the pod: it was copied, or somebody has a shell in it.""")
            .remedy("""
                    Find out who it was by the log's entries. If nobody knows, take it for stolen: delete the pod, which
                    ends tokens that are bound to it, look at what was done with it, and give the operator a projected
                    token of some minutes. Where a proxy or NAT stands in front of the API server, addresses of pods
                    don't reach the log; then suppress the finding.""")
            .reference(
                    "Kubernetes: token claims in audit logs",
                    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#schema-for-service-account-private-claims")
            .reference("Kubernetes: auditing", "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/")
            .mappings(Mapping.MITRE_T1528, Mapping.MITRE_T1552_007, Mapping.OWASP_K05)
            .build();

    /** Tools of people and scripts, by what their user agents begin with. */
    private static final Set<String> TOOLS = Set.of(
            "kubectl",
            "oc",
            "k9s",
            "curl",
            "Wget",
            "wget",
            "HTTPie",
            "PostmanRuntime",
            "python-requests",
            "Python-urllib");

    public TokenUsedElsewhere() {
        super(INFO);
    }

    @Override
    boolean tell(Draft draft, RuleContext context, Account account, OfAccount activity) {
        List<String> signs = new ArrayList<>();
        Set<String> agents = new TreeSet<>();
        for (Credential credential : activity.credentials()) {
            agents.addAll(credential.agents());
            if (credential.pod() != null) {
                addAddresses(signs, credential, address -> address.indexOf(':') < 0);
                addAddresses(signs, credential, address -> address.indexOf(':') >= 0);
            }
        }
        Set<String> tools = new TreeSet<>(agents);
        tools.retainAll(TOOLS);
        if (!tools.isEmpty() && tools.size() < agents.size()) {
            agents.removeAll(tools);
            signs.add(String.join(" and ", tools) + " used it beside " + String.join(", ", agents));
        }
        if (signs.isEmpty()) {
            return false;
        }
        draft.message("the token of account " + account.display() + " was used elsewhere: " + signs.get(0));
        signs.forEach(sign -> draft.evidence(sign, null));
        return true;
    }

    private static void addAddresses(List<String> signs, Credential credential, Predicate<String> kind) {
        Set<String> addresses = new TreeSet<>();
        credential.addresses().stream().filter(kind).forEach(addresses::add);
        if (addresses.size() > 1) {
            signs.add("tokens of pod " + credential.pod() + " came from " + String.join(", ", addresses));
        }
    }
}
