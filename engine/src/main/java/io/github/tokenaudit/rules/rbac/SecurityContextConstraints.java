package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TA236. */
public final class SecurityContextConstraints extends DangerRule {

    private static final String OF_CHANGE =
            "Drop the verbs that write, and have whoever installs the operator bring constraints of its own. ";

    private static final String OF_USE =
            "Nobody should both create pods and `use` powerful constraints. Where others' pods need them, their account gets"
                    + " `use`, by the name of the weakest that they run with, and the operator that creates them none, and the right"
                    + " to create pods in that account's namespace only, since it can run them as that; where its own pods do,"
                    + " take from it the right to create pods. An operator that hands `use` out has to hold it itself, or"
                    + " `bind` the role that has it, by its name: better install that account with its binding"
                    + " beforehand. Pods that can do with `restricted-v2` need no grant.";

    private static final RuleInfo INFO = RuleInfo.rule("TA236", "security-context-constraints", Group.RBAC)
            .summary("An account can make pods privileged on OpenShift")
            .what("""
                                        Fires for `use` of a SecurityContextConstraints that lets pods reach their node (`privileged`,
                    `hostaccess`, `hostmount-anyuid`, one of the input that allows privileged containers or the disk of the
                    node, or any when none is named), be it by RBAC or because the constraints name the account among
                    their `users` or `groups`; and for `create`, `update` or `patch` of whichever. By `hostaccess` and `hostmount-anyuid` pods keep the SELinux context of
                    any other, so that they count as a way to the node under a condition. `use` of others, such as
                    `nonroot` or `anyuid`, is no finding. Who can create no pods may have privileged ones of his own by
                    `use`, and no more: low.""")
            .why("""
                    OpenShift admits a pod by the constraints that its account, or whoever creates it, may use. With a
                    privileged one and the right to create pods, the holder is root on a node and has all tokens
                    there. Who may write one makes it as powerful as he likes.""")
            .remedy(OF_CHANGE + OF_USE)
            .reference(
                    "OpenShift: managing security context constraints",
                    "https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html")
            .mappings(Mapping.CIS_5_2, Mapping.MITRE_T1611, Mapping.OWASP_K03)
            .build();

    public SecurityContextConstraints() {
        super(INFO, Danger.SECURITY_CONTEXT_CONSTRAINTS);
    }

    /** What somebody who can create no pods may use lets his own pods be privileged, and is told as that. */
    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        if (!isForItsPods(ability)) {
            return super.severity(ability, table, exposure);
        }
        return table == null ? null : Severity.LOW;
    }

    @Override
    String remedy(Ability ability) {
        if (isForItsPods(ability)) {
            return "Name the weakest constraints that its own pods run with, of which `restricted-v2` takes no grant, and never let"
                    + " this account create pods.";
        }
        return ability.verbs().equals(List.of("use")) ? Chain.remedy(ability, OF_USE) : super.remedy(ability);
    }

    private static boolean isForItsPods(Ability ability) {
        return !ability.isDangerous() && ability.gain().condition() != null;
    }
}
