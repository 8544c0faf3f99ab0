package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import org.jspecify.annotations.Nullable;

/** TA234. */
public final class EvidenceDelete extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA234", "evidence-delete", Group.RBAC)
            .summary("An account can delete events")
            .what("""
                    Fires for `delete` or `deletecollection` of `events` of either group where both the verb and the
                    resource are named. Wildcards, which cover it as well, are told by TA202 to TA204. It is *low*,
                    and *info* where no workload holds the token.""")
            .why("""
                    Events tell what happened to pods: images that were pulled, commands that failed, pods that were
                    killed. Whoever deletes them takes away what others would look at after an attack.""")
            .remedy("""
                    Drop the verb. Kubernetes deletes events by itself, after an hour unless the API server is told
                    otherwise; an operator needs `create` and `patch` to write its own.""")
            .reference("MITRE ATT&CK T1070: Indicator Removal", "https://attack.mitre.org/techniques/T1070/")
            .reference(
                    "Kubernetes: kube-apiserver, --event-ttl",
                    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/")
            .mappings(Mapping.MITRE_T1562, Mapping.OWASP_K05)
            .build();

    public EvidenceDelete() {
        super(INFO, Danger.EVENTS_DELETE);
    }

    @Override
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return exposure == Exposure.NONE ? Severity.INFO : Severity.LOW;
    }
}
