package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.Container.Mount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** TA114. */
public final class NodeTokenStore implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA114", "node-token-store", Group.TOKEN)
            .severity(Severity.CRITICAL)
            .summary("A container reaches the tokens of other pods on its node")
            .what("""
                    Fires when a container mounts a path of its node that is, contains or lies within a place of tokens: the
                    kubelet's pods and credentials, `/etc/kubernetes` with the control plane's keys, kubeconfigs and static
                    pods, etcd's data, the socket of a container runtime, and the same in k3s, RKE2, k0s and MicroK8s; so
                    also `/`, `/var`, `/run` or `/etc`. `/var/run` is `/run`, `..` and `subPath` are followed. The folders
                    that CSI drivers and device plugins need (`/var/lib/kubelet/plugins`, `plugins_registry`,
                    `device-plugins`), and certificates, are no finding; nor is a volume that nobody mounts. Read-only
                    mounts count: tokens are there to be read, and a socket works on them too. HIGH where no container that
                    mounts it runs as root, since then the permissions of the node's files are in the way. Fires as well for
                    `privileged: true`, unless `hostUsers: false` keeps it from being root on the node.""")
            .why("""
                    The kubelet keeps the tokens of all pods of its node in files, in clear. Who reads them is, one after the
                    other, every account that runs there; a DaemonSet so gathers the tokens of the whole cluster. Who
                    talks to the container runtime, or is privileged, gets there in one step more.""")
            .remedy("""
                    Mount the narrowest folder that the container needs, and in just that container. Where it must not see
                    tokens, keep `/var/lib/kubelet/pods`, `/etc/kubernetes` and the runtime's socket out. Replace
                    `privileged: true` by the single capabilities that are needed; only what mounts into other pods, as a CSI
                    node plugin does, has to stay privileged. What really needs the node belongs
                    into a pod and account of its own, apart from the operator.""")
            .reference("Kubernetes: hostPath volumes", "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath")
            .reference(
                    "Kubernetes: Pod Security Standards",
                    "https://kubernetes.io/docs/concepts/security/pod-security-standards/")
            .reference(
                    "Kubernetes: RBAC good practices, hardening of nodes",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#minimize-distribution-of-privileged-tokens")
            .mappings(Mapping.CIS_5_2, Mapping.MITRE_T1611, Mapping.MITRE_T1552_001, Mapping.OWASP_K01, Mapping.NSA_POD)
            .build();

    /**
     * What there is to do for who mounts into other pods: the API server refuses that to everybody else ({@code
     * validateMountPropagation} in {@code pkg/apis/core/validation/validation.go}).
     */
    private static final String OF_A_NODE_PLUGIN =
            "`mountPropagation: Bidirectional`, by which a CSI node plugin mounts volumes into other pods, takes a privileged"
                    + " container and the folder of the pods: for that, both have to stay, and the finding is one to suppress with"
                    + " that reason. Keep both to the one container that mounts, in a pod whose account has no grants, apart from"
                    + " what talks to the API server, and on just the nodes that need it, and let nobody else change its image or"
                    + " run commands in it.";

    /** What serves the pods of a node runs on each node; what mounts for itself alone needs nothing of this. */
    private static final String OF_NO_NODE_PLUGIN =
            "`mountPropagation: Bidirectional` mounts volumes into other pods of the node, which is for a DaemonSet to do, as the"
                    + " node plugin of a CSI driver. Where this workload mounts for itself only, as the driver's controller does,"
                    + " drop it, and the folder of the pods with it; mounts of its own go into an `emptyDir`. ";

    /** What mounts elsewhere than into pods, for others to see. */
    private static final String OF_OTHER_MOUNTS =
            "`mountPropagation: Bidirectional` takes a privileged container, and is needed only for mounts that others on the"
                    + " node have to see: files they see without. Drop it where it is not needed, and replace `privileged: true`"
                    + " by the single capabilities that are; where it is, keep both to the one container that mounts, in a pod"
                    + " whose account has no grants.";

    private static final String PODS = "kubelet/pods";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            for (Field volume : workload.pod().volumes()) {
                checkVolume(workload, volume, findings);
            }
            checkPrivileged(workload, findings);
        });
    }

    private static void checkVolume(Workload workload, Field volume, Consumer<Draft> findings) {
        Field hostPath = volume.at("hostPath", "path");
        String path = hostPath.text();
        if (path == null) {
            return;
        }
        List<NodeStore> stores = new ArrayList<>();
        Set<String> containers = new LinkedHashSet<>();
        boolean root = false;
        boolean mountsIntoPods = false;
        for (Container container : workload.pod().containers()) {
            for (Mount mount : container.mounts()) {
                Optional<NodeStore> store =
                        mount.volume().equals(volume.get("name").textOr(""))
                                ? NodeStore.reachedThrough(path + "/" + subPath(mount))
                                : Optional.empty();
                if (store.isPresent()) {
                    stores.add(store.get());
                    containers.add(Texts.name(container));
                    root |= Rights.of(workload.pod(), container).mayBeRoot();
                    mountsIntoPods |= isBidirectional(mount);
                }
            }
        }
        if (!stores.isEmpty()) {
            Draft draft = Draft.at(workload.object(), hostPath);
            if (mountsIntoPods) {
                draft.remedy(
                        UnixPath.normalised(path).endsWith(PODS)
                                ? ofMounting(workload)
                                : "Mount its folder " + PODS + ", and none above that. " + ofMounting(workload));
            }
            findings.accept(draft.severity(root ? Severity.CRITICAL : Severity.HIGH)
                    .message(String.format(
                            "the host's %s, mounted into %s, leads to %s%s",
                            Texts.shown(path),
                            Texts.containersNamed(containers),
                            stores.get(0).words(),
                            root ? "" : "; only file permissions keep a user other than root from it")));
        }
    }

    private static String subPath(Mount mount) {
        return mount.subPath() != null
                ? mount.subPath()
                : mount.field().get("subPathExpr").textOr("");
    }

    private static boolean isBidirectional(Mount mount) {
        return mount.field().get("mountPropagation").textOr("").equals("Bidirectional");
    }

    private static void checkPrivileged(Workload workload, Consumer<Draft> findings) {
        if (Boolean.FALSE.equals(workload.pod().field().get("hostUsers").bool())) {
            return;
        }
        Map<String, Field> privileged = new LinkedHashMap<>();
        boolean mounts = false;
        boolean allMountIntoPods = true;
        for (Container container : workload.pod().containers()) {
            if (Rights.of(workload.pod(), container).isPrivileged()) {
                privileged.putIfAbsent(Texts.name(container), container.field().at("securityContext", "privileged"));
                mounts |= container.mounts().stream().anyMatch(NodeTokenStore::isBidirectional);
                allMountIntoPods &= container.mounts().stream().anyMatch(mount -> mountsIntoPods(workload, mount));
            }
        }
        if (privileged.isEmpty()) {
            return;
        }
        Draft draft = Draft.at(workload.object(), privileged.values().iterator().next())
                .message(Texts.containersNamed(privileged.keySet())
                        + (privileged.size() == 1 ? " is" : " are")
                        + " privileged, which is root on the node and so leads to the tokens of all its pods");
        if (allMountIntoPods) {
            draft.remedy(ofMounting(workload));
        } else if (mounts) {
            draft.remedy(OF_OTHER_MOUNTS);
        }
        findings.accept(draft);
    }

    /** Whether what is mounted there appears in the volumes of other pods. */
    private static boolean mountsIntoPods(Workload workload, Mount mount) {
        return isBidirectional(mount)
                && workload.pod().volumes().stream()
                        .filter(volume -> volume.get("name").textOr("").equals(mount.volume()))
                        .map(volume -> UnixPath.normalised(
                                volume.at("hostPath", "path").textOr("")))
                        .anyMatch(path -> path.contains("/kubelet"));
    }

    private static String ofMounting(Workload workload) {
        return workload.id().kind().equals("DaemonSet") ? OF_A_NODE_PLUGIN : OF_NO_NODE_PLUGIN + INFO.remedy();
    }
}
