package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA238. */
public final class DeployByProxy extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA238", "deploy-by-proxy", Group.RBAC)
            .summary("An account can have OLM, Argo CD or Flux deploy what it may not deploy itself")
            .what("""
                    Fires for `create`, `update` or `patch` of the objects that say what is deployed: OLM's Subscriptions,
                    ClusterServiceVersions, OperatorGroups and CatalogSources, ClusterExtensions, Argo CD's
                    Applications and AppProjects, Flux' Kustomizations and HelmReleases; by whatever wildcard, unless
                    the bundle itself defines these APIs. Named objects don't count.""")
            .why("""
                    OLM, Argo CD and Flux apply what such an object points to, mostly as cluster-admin. Whoever writes one has
                    them create roles, bindings and pods that he could not create himself.""")
            .remedy("""
                    Grant it by a Role in namespaces whose objects are deployed with little power:
                    Argo CD's AppProjects, Flux' `serviceAccountName` and OLM's OperatorGroups limit what is deployed.
                    Where the operator changes one that it knows, name it in `resourceNames`.""")
            .remedyInANamespace("""
                    Let what is deployed from there be limited: by Argo CD's AppProjects, Flux' `serviceAccountName`,
                    OLM's OperatorGroups. Where the operator changes one that it knows, name it in `resourceNames`.""")
            .reference("Argo CD: projects", "https://argo-cd.readthedocs.io/en/stable/user-guide/projects/")
            .reference(
                    "Flux: role-based access control",
                    "https://fluxcd.io/flux/components/kustomize/kustomizations/#role-based-access-control")
            .reference("OLM: OperatorGroups", "https://olm.operatorframework.io/docs/concepts/crds/operatorgroup/")
            .mappings(Mapping.OWASP_K03)
            .build();

    public DeployByProxy() {
        super(INFO, Danger.DEPLOY_BY_PROXY);
    }
}
