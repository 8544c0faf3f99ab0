package io.github.tokenaudit.rules.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeStoreTest {

    @ParameterizedTest
    @CsvSource({
        "/, /var/lib/kubelet/pods",
        "//, /var/lib/kubelet/pods",
        "C:\\, /var/lib/kubelet/pods",
        "/var, /var/lib/kubelet/pods",
        "/var/lib/kubelet/pods/uid/volumes, /var/lib/kubelet/pods",
        "/opt/../var/lib/kubelet, /var/lib/kubelet/pods",
        "/../../var/lib/kubelet/., /var/lib/kubelet/pods",
        "/var/lib/kubelet/pki, /var/lib/kubelet/pki",
        "/etc, /etc/kubernetes/pki",
        "/etc/kubernetes/pki/sa.key, /etc/kubernetes/pki",
        "/etc/kubernetes/manifests/, /etc/kubernetes/manifests",
        "/var/run, /run/containerd/containerd.sock",
        "/run/containerd, /run/containerd/containerd.sock",
        "/var/run/docker.sock, /run/docker.sock",
        "/var/run/docker, /run/docker/containerd/containerd.sock",
        "/var/run/secrets/kubernetes.io, /run/secrets",
        "'\\\\.\\pipe\\docker_engine', /pipe/docker_engine"
    })
    void isReachedThroughItselfWhatHoldsItAndWhatLiesInIt(String hostPath, String store) {
        assertThat(NodeStore.reachedThrough(hostPath)).map(NodeStore::path).contains(store);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/lib/kubelet/plugins",
                "/var/lib/kubelet/plugins_registry/",
                "/var/lib/kubelet/device-plugins",
                "/var/lib/kubelet/podsecurity",
                "/var/lib/kubelet/pods/../plugins",
                "/var/lib/kubeletpods",
                "/etc/kubernetes/pki/ca.crt",
                "/etc/kubernetes/admin.conf.d",
                "/etc/kubernetes/audit",
                "/etc/ssl/certs",
                "/run/containerd/containerd.sock.d",
                "/run/xtables.lock",
                "/var/running",
                "/var/log/pods",
                "/proc",
                "$(HOST_PATH)"
            })
    void isNotReachedThroughItsNeighbours(String hostPath) {
        assertThat(NodeStore.reachedThrough(hostPath)).isEmpty();
    }
}
