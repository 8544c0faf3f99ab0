package io.github.tokenaudit.rules.token;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place of a node that holds other pods' tokens, or leads to them.
 *
 * @param path normalised
 * @param folder whether everything below it counts, too
 * @param words what whoever reaches it gets
 */
record NodeStore(String path, boolean folder, String words) {

    private static final String TOKENS = "the tokens of all pods on the node";
    private static final String RUNTIME = "the container runtime's socket, which runs anything as root on the node";
    private static final String SIGNING = "the control plane's keys, which sign tokens and certificates";
    private static final String ADMIN = "the credentials of a cluster administrator";
    private static final String KUBELET = "the kubelet's own credentials";

    /**
     * The first one that is reached is told. Kubelet: {@code --root-dir} and its volumes; kubeadm: "Implementation
     * details"; etcd keeps Secrets unencrypted unless told otherwise; k3s, RKE2, k0s and MicroK8s keep the same things in
     * folders of their own. Sockets: "Container Runtimes" in the Kubernetes documentation.
     */
    private static final List<NodeStore> STORES = List.of(
            folder("/var/lib/kubelet/pods", TOKENS),
            folder("/var/lib/k0s/kubelet/pods", TOKENS),
            folder("/var/snap/microk8s/common/var/lib/kubelet/pods", TOKENS),
            folder("/etc/kubernetes/pki", SIGNING),
            file("/etc/kubernetes/admin.conf", ADMIN),
            file("/etc/kubernetes/super-admin.conf", ADMIN),
            file("/etc/kubernetes/controller-manager.conf", "the controller manager's credentials"),
            file("/etc/kubernetes/scheduler.conf", "the scheduler's credentials"),
            file("/etc/kubernetes/kubelet.conf", KUBELET),
            file("/etc/kubernetes/bootstrap-kubelet.conf", KUBELET),
            folder("/etc/kubernetes/manifests", "the static pods, which the kubelet runs as they stand"),
            folder("/var/lib/kubelet/pki", KUBELET),
            file("/var/lib/kubelet/kubeconfig", KUBELET),
            folder("/var/lib/etcd", "etcd's data, with all Secrets of the cluster"),
            folder("/var/lib/rancher/k3s/server", SIGNING),
            folder("/var/lib/rancher/rke2/server", SIGNING),
            file("/etc/rancher/k3s/k3s.yaml", ADMIN),
            file("/etc/rancher/rke2/rke2.yaml", ADMIN),
            folder("/var/lib/k0s/pki", SIGNING),
            file("/run/containerd/containerd.sock", RUNTIME),
            file("/run/docker.sock", RUNTIME),
            file("/run/crio/crio.sock", RUNTIME),
            file("/run/cri-dockerd.sock", RUNTIME),
            file("/run/dockershim.sock", RUNTIME),
            file("/run/docker/containerd/containerd.sock", RUNTIME),
            file("/run/podman/podman.sock", RUNTIME),
            file("/run/k3s/containerd/containerd.sock", RUNTIME),
            file("/run/k0s/containerd.sock", RUNTIME),
            file("/var/snap/microk8s/common/run/containerd.sock", RUNTIME),
            file("/pipe/containerd-containerd", RUNTIME),
            file("/pipe/docker_engine", RUNTIME),
            folder("/run/secrets", "the tokens that the node mounts for itself"));

    private static final Pattern PUBLIC = Pattern.compile(".*\\.(crt|pub)");

    private static NodeStore folder(String path, String words) {
        return new NodeStore(path, true, words);
    }

    private static NodeStore file(String path, String words) {
        return new NodeStore(path, false, words);
    }

    /**
     * What a pod reaches that mounts a path of its node: a store, a folder that holds one, or something inside one.
     * Empty for anything harmless, such as the sockets of CSI drivers in {@code /var/lib/kubelet/plugins}, or a
     * certificate.
     */
    static Optional<NodeStore> reachedThrough(String hostPath) {
        String path = UnixPath.normalised(hostPath);
        return STORES.stream().filter(store -> store.isReachedThrough(path)).findFirst();
    }

    private boolean isReachedThrough(String mounted) {
        return UnixPath.contains(mounted, path)
                || (folder
                        && UnixPath.contains(path, mounted)
                        && !PUBLIC.matcher(mounted).matches());
    }
}
