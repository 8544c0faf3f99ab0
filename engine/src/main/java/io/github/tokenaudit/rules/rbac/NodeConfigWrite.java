package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;

/** TA239. */
public final class NodeConfigWrite extends DangerRule {

    private static final RuleInfo INFO = RuleInfo.rule("TA239", "node-config-write", Group.RBAC)
            .summary("An account can change files and services of OpenShift's nodes")
            .what("""
                    Fires for `create`, `update` or `patch` of `machineconfigs` of `machineconfiguration.openshift.io`. Names
                    don't bind which files a MachineConfig brings, so that those that are named count as well; a name
                    beside `create` alone helps nobody. A rule for all API groups means other clusters, too, and is not told
                    here.""")
            .why("""
                    OpenShift writes the files and systemd units of a MachineConfig onto every node that it is for, those
                    of the control plane included. Whoever may write one runs what he likes there as root, and has all
                    tokens of the node.""")
            .remedy("""
                    Leave MachineConfigs to those who run the cluster: ship them beside the operator, to be applied by
                    hand, and let it read them (`get`, `list`, `watch`). What needs the node's kernel or devices often can
                    do with a DaemonSet of an account without grants.""")
            .reference(
                    "OpenShift: using machine config objects to configure nodes",
                    "https://docs.openshift.com/container-platform/4.16/machine_configuration/machine-configs-configure.html")
            .mappings(Mapping.MITRE_T1611, Mapping.OWASP_K03)
            .build();

    public NodeConfigWrite() {
        super(INFO, Danger.MACHINE_CONFIG_WRITE);
    }
}
