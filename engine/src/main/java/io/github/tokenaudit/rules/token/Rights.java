package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.PodSpec;
import io.github.tokenaudit.source.Field;
import java.util.Set;

/**
 * What the kernel lets a container's processes do, by the security contexts of container and pod; the container's wins
 * (Kubernetes docs, "Configure a Security Context for a Pod or Container").
 *
 * @param own the container's security context
 * @param pods its pod's
 */
record Rights(Field own, Field pods) {

    private static final Set<String> SEE_ALL_PROCESSES = Set.of("SYS_PTRACE", "SYS_ADMIN", "ALL");

    static Rights of(PodSpec pod, Container container) {
        return new Rights(container.field().get("securityContext"), pod.field().get("securityContext"));
    }

    /** Whether it is told to be privileged. */
    boolean isPrivileged() {
        return isTrue(own.get("privileged"));
    }

    /** Whether it runs as root, or may because nothing but its image decides. */
    boolean mayBeRoot() {
        Long user = first("runAsUser").integer();
        return user == null ? !isTrue(first("runAsNonRoot")) : user == 0;
    }

    /**
     * Whether it may look into processes of other containers that it sees (ptrace(2), "Ptrace access mode checking"): as
     * root with the capabilities that a runtime gives by default, or with SYS_PTRACE.
     */
    boolean mayReadOtherProcesses() {
        boolean droppedAll = own.at("capabilities", "drop").texts().stream().anyMatch("ALL"::equalsIgnoreCase);
        boolean added = own.at("capabilities", "add").texts().stream().anyMatch(SEE_ALL_PROCESSES::contains);
        return isPrivileged() || (mayBeRoot() && (added || !droppedAll));
    }

    private Field first(String key) {
        return own.get(key).isSet() ? own.get(key) : pods.get(key);
    }

    private static boolean isTrue(Field field) {
        return Boolean.TRUE.equals(field.bool());
    }
}
