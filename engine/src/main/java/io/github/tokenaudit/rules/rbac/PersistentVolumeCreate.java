package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA224. */
public final class PersistentVolumeCreate extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA224", "persistent-volume-create", Group.RBAC)
            .summary("An account can make PersistentVolumes of the directories of nodes")
            .what("""
                    Fires for `create` of `persistentvolumes`. With the right to run or change pods, which then mount such
                    a volume, it is a way to the node; provisioners, which have none, count as power over one namespace.
                    Claims (`persistentvolumeclaims`) are harmless and don't count.""")
            .why("""
                    A PersistentVolume of type `hostPath` is a directory of a node, `/` included. Pod Security looks at
                    a pod's own volumes and not at what its claims are bound to, so that the most restricted pod may
                    mount it.""")
            .remedy("""
                    Have the operator create claims, and a storage class provision the volumes. Only provisioners need
                    to create volumes: bind that right to their account alone.""")
            .reference(
                    "Kubernetes: RBAC good practices, persistent volume creation",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation")
            .reference("Kubernetes: hostPath volumes", "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath")
            .mappings(Mapping.CIS_5_1_9, Mapping.MITRE_T1611, Mapping.OWASP_K03)
            .build();

    public PersistentVolumeCreate() {
        super(INFO, Danger.PERSISTENT_VOLUME_CREATE);
    }

    /** Who makes volumes and runs no pods that mount them is a provisioner, or may as well be one. */
    @Override
    String remedy(Ability ability) {
        return ability.gain().capability() == Capability.NAMESPACE
                ? "A provisioner of storage needs this: let an admission policy refuse its account volumes of type `hostPath` and"
                        + " `local`, and run nothing else as that account. Everybody else can do with claims, for which a"
                        + " storage class provisions the volumes: take the verb away."
                : super.remedy(ability);
    }
}
