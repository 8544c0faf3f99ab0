package io.github.tokenaudit.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ways depend on that no manifest shows, and how that commonly is, without which a reader can't weigh it. */
public final class Conditions {

    /** Of the only namespace where pods can be made privileged. */
    static final String NOTHING_FORBIDS_PRIVILEGED_PODS =
            "no Pod Security or other admission, such as OpenShift's, forbids it";

    /** Of many namespaces, one without protection is enough, whatever the others have. */
    static final String SOMEWHERE_NOTHING_FORBIDS_PRIVILEGED_PODS =
            "in some namespace no Pod Security or other admission forbids it";

    /** Of pods that run as accounts of others' choice. */
    static final String NOTHING_FORBIDS_SUCH_PODS =
            "no admission policy forbids pods to run as accounts with more power";

    /** Of the only namespace where pods can be made privileged, in which the input itself runs some that are. */
    static final String AS_FOR_ITS_OWN_PRIVILEGED_PODS =
            "the namespace admits privileged pods, as it has to for those of the input";

    /** Of steering where pods run. */
    public static final String ROOT_ON_A_NODE =
            "whoever holds the token is also root on a node, to which it brings others' pods";

    /** Of commands in any pod of the cluster. */
    static final String A_PRIVILEGED_POD = "a privileged pod runs in some namespace";

    /** Of pods that have their node's disk or processes, and no other SELinux context than any pod. */
    static final String NO_SELINUX = "SELinux does not keep such pods from the files and processes of their node";

    private static final String ON_KUBERNETES =
            "Kubernetes as it comes forbids it nowhere: a namespace without a label of Pod Security admits privileged pods.";

    private static final String PRIVILEGED_PODS = ON_KUBERNETES
            + " OpenShift forbids them, unless they run as an account, or are made by one, that may use its powerful"
            + " constraints.";

    /** OpenShift docs, "Understanding and managing pod security admission", highly privileged projects. */
    private static final String PRIVILEGED_PODS_SOMEWHERE = ON_KUBERNETES
            + " OpenShift as it comes has such namespaces, too: neither its constraints nor Pod Security hold in"
            + " `default`, `kube-system` and other projects of its own.";

    /** Kubernetes docs, "Enforce Pod Security Standards with Namespace Labels", "Pod Security Standards"; kubeadm. */
    private static final Map<String, String> USUALLY = Map.of(
            NOTHING_FORBIDS_PRIVILEGED_PODS,
            PRIVILEGED_PODS,
            SOMEWHERE_NOTHING_FORBIDS_PRIVILEGED_PODS,
            PRIVILEGED_PODS_SOMEWHERE,
            AS_FOR_ITS_OWN_PRIVILEGED_PODS,
            "Wherever the input's privileged pods run it does, unless it admits them by their account only, as OpenShift does;"
                    + " and pods of that account are as good.",
            NOTHING_FORBIDS_SUCH_PODS,
            "Kubernetes as it comes has no such policy: Pod Security does not look at the account that a pod runs as.",
            NO_SELINUX,
            "On OpenShift as it comes it does, but for what pods share with their node on purpose.",
            A_PRIVILEGED_POD,
            "On most clusters one does, such as kube-proxy or a driver of network or storage.");

    private Conditions() {}

    /** How much some conditions ask for: nothing, that the cluster is so, or that the holder has won a node before. */
    static int weight(List<String> conditions) {
        if (conditions.isEmpty()) {
            return 0;
        }
        return conditions.contains(ROOT_ON_A_NODE) ? 2 : 1;
    }

    /** How it commonly is with a condition, as sentences; empty where that can't be said. */
    public static Optional<String> usually(String condition) {
        return Optional.ofNullable(USUALLY.get(condition));
    }
}
