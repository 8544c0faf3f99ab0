package io.github.tokenaudit.rules.binding;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.AccessModel;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.ConfigMapWrite;
import io.github.tokenaudit.rules.rbac.GrantRules;
import io.github.tokenaudit.rules.rbac.Holders;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** TA311. */
public final class OlmLifted implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA311", "olm-lifted", Group.BINDING)
            .summary("OLM turns permissions for a namespace into permissions for the whole cluster")
            .what("""
                    Fires for an entry of `permissions` in a ClusterServiceVersion that supports the install mode
                    `AllNamespaces`, if its account can do something dangerous by it in the whole cluster that it can't do
                    without. Installed so, OLM makes a ClusterRole and a ClusterRoleBinding of the entry, and adds reading
                    and watching of all namespaces. The severity is that of the whole cluster. Findings about the single
                    grants of the entry are part of this one.""")
            .why("""
                    Who writes `permissions` means one namespace, and who reviews them sees one. `AllNamespaces` is what
                    catalogues install by default, and then the very same lines hold for every namespace, `kube-system`
                    included.""")
            .remedy("Set `AllNamespaces` to `supported: false` if the operator can do with chosen namespaces."
                    + OlmLifted.ELSE)
            .reference(
                    "OLM: operator groups",
                    "https://olm.operatorframework.io/docs/advanced-tasks/operator-scoping-with-operatorgroups/")
            .reference(
                    "OLM: ensureSingletonRBAC",
                    "https://github.com/operator-framework/operator-lifecycle-manager/blob/master/pkg/controller/operators/olm/operatorgroup.go")
            .mappings(Mapping.OWASP_K03, Mapping.MITRE_T1078_001)
            .contains(GrantRules.and("TA201", "TA202", "TA203", "TA204"))
            .build();

    /** What there is to do for who needs all namespaces. */
    private static final String ELSE =
            " Else write what it needs everywhere into `clusterPermissions`, as narrow as that has to be, and leave in"
                    + " `permissions` only what may as well be granted everywhere (events); what it needs in its own namespace"
                    + " only, such as Secrets, ConfigMaps and leases, it can get by a Role and RoleBinding beside the"
                    + " ClusterServiceVersion, which OLM does not lift; the binding's subject has to name the namespace of the"
                    + " installation, since OLM does not fill it in.";

    /** More would bury the finding; the operator's card lists all. */
    private static final int MOST = 3;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        boolean lifts =
                context.cluster().bundles().stream().flatMap(Bundle::bindings).anyMatch(Binding::lifted);
        if (!lifts) {
            return; // Another model is not made for nothing.
        }
        Bindings bindings = new Bindings(context);
        AccessModel namespaced = context.access().withoutLifting();
        for (Account account : context.accounts()) {
            for (Binding binding : context.access().bindingsOf(account)) {
                if (binding.lifted()) {
                    List<Ability> grown = grown(bindings.abilities(account, binding), namespaced.abilitiesOf(account));
                    if (!grown.isEmpty()) {
                        findings.accept(draft(context, bindings, namespaced, account, binding, grown));
                    }
                }
            }
        }
    }

    /** The abilities that amount to more than the same ones do without lifting. */
    private static List<Ability> grown(List<Ability> lifted, List<Ability> asWritten) {
        return lifted.stream()
                .filter(ability -> asWritten.stream()
                        .noneMatch(other -> other.danger() == ability.danger()
                                && other.gain()
                                                .capability()
                                                .compareTo(ability.gain().capability())
                                        >= 0))
                .toList();
    }

    private static Draft draft(
            RuleContext context,
            Bindings bindings,
            AccessModel namespaced,
            Account account,
            Binding binding,
            List<Ability> grown) {
        // What is told of both modes is the same danger, if it is one in both.
        List<Ability> asWritten = namespaced.abilitiesOf(account).stream()
                .filter(ability -> binding.equals(ability.grant().binding()) && ability.isDangerous())
                .sorted(Comparator.comparing(
                        ability -> ability.danger() != grown.get(0).danger()))
                .toList();
        Severity severity = bindings.severity(grown, context.exposureOf(account));
        if (severity.isAtLeast(Severity.LOW) && grown.stream().allMatch(ConfigMapWrite::isCommon)) {
            severity = Severity.LOW;
        }
        Draft draft = Draft.at(binding.object(), binding.roleField())
                .subject(account.display())
                .severity(severity)
                .message("OLM lifts these permissions of account " + account.display() + " to the whole cluster: "
                        + told(binding, Bindings.can(asWritten), Bindings.can(grown)));
        if (binding.alwaysLifted()) {
            draft.remedy("If the operator can do with chosen namespaces, have it support another install mode, such as"
                    + " `OwnNamespace`, and set `AllNamespaces` to `supported: false`." + ELSE);
        }
        Set<String> texts = new HashSet<>();
        grown.stream()
                .filter(ability -> texts.add(ability.text()))
                .skip(1)
                .limit(MOST)
                .forEach(ability -> draft.evidence(
                        "it also can " + ability.text(), ability.grant().ruleLocation()));
        bindings.cover(draft, account, binding, grown);
        Holders.tell(draft, context, account);
        return draft;
    }

    private static String told(Binding binding, String asWritten, String lifted) {
        if (binding.alwaysLifted()) {
            return "installed for all namespaces, the only mode that the operator supports, it " + lifted
                    + "; in its own namespace alone it " + asWritten;
        }
        String some = binding.installModes().contains("OwnNamespace") ? "its own namespace" : "chosen namespaces";
        return "installed for " + some + " it " + asWritten + "; for all namespaces it " + lifted;
    }
}
