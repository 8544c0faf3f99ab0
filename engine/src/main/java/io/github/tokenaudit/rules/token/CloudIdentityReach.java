package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** TA119. */
public final class CloudIdentityReach implements Rule {

    /** Annotations by which an account stands for an identity of its cloud, and what that is called there. */
    private static final Map<String, String> IDENTITIES = Map.of(
            "eks.amazonaws.com/role-arn", "AWS role",
            "iam.gke.io/gcp-service-account", "Google service account",
            "azure.workload.identity/client-id", "Azure client");

    private static final RuleInfo INFO = RuleInfo.rule("TA119", "cloud-identity-reach", Group.TOKEN)
            .summary("A widely mounted token also stands for an identity of the cloud")
            .what("""
                    Fires for an account with an annotation of EKS (`eks.amazonaws.com/role-arn`), GKE
                    (`iam.gke.io/gcp-service-account`) or Azure (`azure.workload.identity/client-id`) when a workload mounts
                    its token widely: automounted, from a Secret, projected into several containers, or for longer than the
                    policy's maximum. A variable that is filled in later counts, an empty value does not. What the identity
                    may do in the cloud can't be seen in manifests; it is taken for no less than what reaches other
                    tenants.""")
            .why("""
                    The cloud takes the account's word for who is calling. Whoever gets into any container of the pod so
                    leaves the cluster: to buckets, databases and keys that RBAC and network policies don't protect, and
                    often to the cluster's own management.""")
            .remedy("""
                    Set `automountServiceAccountToken: false` and project the token into the one container that talks to the
                    cloud, for an hour at most and with the cloud's audience. Give that container's workload an account of
                    its own, apart from the operator's, and let the cloud's trust policy name exactly this account.""")
            .reference(
                    "Amazon EKS: IAM roles for service accounts",
                    "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html")
            .reference(
                    "Google Kubernetes Engine: Workload Identity Federation",
                    "https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity")
            .reference(
                    "Microsoft Entra Workload ID: service account annotations",
                    "https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html")
            .mappings(Mapping.MITRE_T1078_004, Mapping.MITRE_T1528, Mapping.OWASP_K03, Mapping.NSA_AUTHENTICATION)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Map<ServiceAccount, List<Workload>> spreading = new LinkedHashMap<>();
        context.cluster()
                .workloads()
                .filter(workload -> isWide(context, workload))
                .forEach(workload -> {
                    for (ServiceAccount account :
                            context.cluster().accountOf(workload).declarations()) {
                        spreading
                                .computeIfAbsent(account, a -> new ArrayList<>())
                                .add(workload);
                    }
                });
        spreading.forEach((account, workloads) -> {
            for (Field annotation :
                    account.object().at("metadata", "annotations").children()) {
                String identity = IDENTITIES.get(annotation.name());
                if (identity != null && !annotation.textOr("").isBlank()) {
                    findings.accept(draft(context, account, workloads, annotation, identity));
                }
            }
        });
    }

    private static boolean isWide(RuleContext context, Workload workload) {
        return exposure(context, workload).compareTo(Exposure.WIDE) >= 0;
    }

    private static Exposure exposure(RuleContext context, Workload workload) {
        String account = context.cluster().accountOf(workload).name();
        return context.exposure(context.cluster().tokensOf(workload).stream()
                .filter(token -> token.account().equals(account))
                .toList());
    }

    private static Draft draft(
            RuleContext context, ServiceAccount account, List<Workload> workloads, Field annotation, String identity) {
        Draft draft = Draft.at(account.object(), annotation)
                .severity(severity(context, workloads))
                .message(String.format(
                        "the token of account %s, which %s %s widely, also stands for the %s %s",
                        context.cluster().accountOf(workloads.get(0)).display(),
                        names(workloads),
                        workloads.size() == 1 ? "mounts" : "mount",
                        identity,
                        Texts.shown(annotation.textOr(""))));
        for (Workload workload : workloads) {
            List<TokenMount> tokens = context.cluster().tokensOf(workload);
            draft.evidence(
                    workload.id().display() + " has the token in " + Texts.containers(tokens),
                    tokens.get(0).field().location());
        }
        return draft;
    }

    private static Severity severity(RuleContext context, List<Workload> workloads) {
        return workloads.stream()
                .map(workload -> {
                    // What the identity may do needs the cloud's word, so it counts as a conditional path.
                    Capability inCluster = context.powerOf(context.cluster().accountOf(workload))
                            .capability();
                    return Objects.requireNonNull(
                            context.severity(inCluster.or(Capability.TENANT), exposure(context, workload)));
                })
                .max(Severity::compareTo)
                .orElseThrow();
    }

    private static String names(List<Workload> workloads) {
        String first = workloads.get(0).id().display();
        return workloads.size() == 1 ? first : first + " and " + (workloads.size() - 1) + " more";
    }
}
