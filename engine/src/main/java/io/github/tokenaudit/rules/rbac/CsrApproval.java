package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA217. */
public final class CsrApproval extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA217", "csr-approval", Group.RBAC)
            .summary("An account can approve certificates by which clients sign in")
            .what("""
                    Fires for `update` or `patch` of `certificatesigningrequests/approval`, together with `approve` on
                    the signer `kubernetes.io/kube-apiserver-client`, `kubernetes.io/kube-apiserver-client-kubelet`, or
                    all signers. Who may approve for signers of their own only, as certificate managers do, is not told.""")
            .why("""
                    A client certificate is an identity of whatever name is written into the request, and Kubernetes
                    can't revoke it. Whoever may also create the requests signs in as anybody, such as the controller
                    manager.""")
            .remedy("""
                    Name the signers that the operator serves in the rule for `approve` (`resourceNames:
                    [example.com/serving]`). Approve client certificates by hand, or leave those of kubelets to
                    Kubernetes' own approver.""")
            .reference(
                    "Kubernetes: RBAC good practices, CSRs and certificate issuing",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing")
            .reference(
                    "Kubernetes: certificate signing requests, authorization",
                    "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization")
            .mappings(Mapping.CIS_5_1_11, Mapping.MITRE_T1078_001, Mapping.OWASP_K03)
            .build();

    public CsrApproval() {
        super(INFO, Danger.CSR_APPROVAL);
    }
}
