package io.github.tokenaudit.rules.path;

import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.rbac.GrantRules;
import io.github.tokenaudit.source.Field;
import java.util.function.Consumer;

/** TA404. */
public final class PathToCloudIdentity extends PathRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA404", "path-to-cloud-identity", Group.PATH)
            .summary("A pod leads to an identity of the cloud that was not meant for it")
            .what("""
                    Fires for a workload whose token leads to an account that stands for an identity of EKS, GKE or
                    Azure by its annotation, other than its own: by running pods as it, commands in its pods, or tokens
                    requested for it. Impersonating it, or a token of it in a Secret, which has no audience that a cloud
                    takes, make requests to the API server only. Fires as well for a pod with `hostNetwork: true`, which is the
                    node for the metadata service of its cloud. The latter counts as power over the own namespace,
                    since whether there is such a service manifests can't show. An account's own identity of the cloud
                    is another rule's (TA119).""")
            .why("""
                    The cloud's identities open buckets, databases and keys that RBAC does not protect. The one of the
                    node is often allowed to read images, disks and other nodes' start-up data.""")
            .remedy("""
                    Run accounts with a cloud identity in a namespace in which the operator can neither run pods or
                    commands nor request tokens. Do without `hostNetwork`; where it is needed, let the identity of the nodes
                    be allowed little.""")
            .reference(
                    "Amazon EKS: restrict access to the instance profile",
                    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html")
            .reference(
                    "Google Kubernetes Engine: protecting cluster metadata",
                    "https://cloud.google.com/kubernetes-engine/docs/how-to/protecting-cluster-metadata")
            .mappings(Mapping.MITRE_T1078_004, Mapping.MITRE_T1552_007, Mapping.OWASP_K03)
            .contains(GrantRules.and("TA201", "TA202", "TA203", "TA204", "TA301", "TA311"))
            .build();

    public PathToCloudIdentity() {
        super(INFO, Goal.CLOUD_IDENTITY);
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        super.check(context, findings);
        context.cluster().workloads().forEach(workload -> {
            Field hostNetwork = workload.pod().field().get("hostNetwork");
            Severity severity = context.severity(
                    Capability.NAMESPACE, context.exposureOf(context.cluster().accountOf(workload)));
            if (Boolean.TRUE.equals(hostNetwork.bool()) && severity != null) {
                findings.accept(Draft.at(workload.object(), hostNetwork)
                        .subject("hostNetwork")
                        .severity(severity)
                        .remedy(
                                "Do without `hostNetwork`. Where it is needed, let the identity of the nodes be allowed little:"
                                        + " limits on hops and metadata servers for pods (IMDSv2, GKE) don't hold for pods that share"
                                        + " the network of their node.")
                        .message(
                                "the pods share the network of their node, and so are the node for the metadata service of a"
                                        + " cloud, which may hand them its identity there"));
            }
        });
    }
}
