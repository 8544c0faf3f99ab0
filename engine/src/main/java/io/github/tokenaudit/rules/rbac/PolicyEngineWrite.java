package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA231. */
public final class PolicyEngineWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA231", "policy-engine-write", Group.RBAC)
            .summary("An account can change the policies of an admission policy engine")
            .what("""
                    Fires for write access to policies and exceptions of Kyverno, Gatekeeper, Kubewarden or Falco, by
                    whatever wildcard, unless the bundle itself defines these APIs. Named policies don't count.
                    Reading them doesn't either.""")
            .why("""
                    Policy engines are what forbids privileged pods, foreign images or dangerous grants. Whoever
                    changes or deletes their policies, or adds an exception, does so before doing what they forbid. A
                    mutating policy also rewrites what others create.""")
            .remedy("""
                    Leave policies to those who run the cluster. Where an operator brings a policy of its own, name it
                    in `resourceNames`, or grant the namespaced kind in the namespaces concerned.""")
            .reference("Kyverno: policy exceptions", "https://kyverno.io/docs/exceptions/")
            .reference(
                    "Gatekeeper: constraint templates",
                    "https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates/")
            .mappings(Mapping.MITRE_T1562, Mapping.OWASP_K03)
            .build();

    public PolicyEngineWrite() {
        super(INFO, Danger.POLICY_ENGINE_WRITE);
    }
}
