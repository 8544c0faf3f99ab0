package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.cluster.Container;
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
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** TA115. */
public final class ProcessNamespaceShared implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA115", "process-namespace-shared", Group.TOKEN)
            .summary("Containers see the processes, and through them the tokens, of others")
            .what("""
                    Fires for `shareProcessNamespace: true` in a pod whose containers run side by side (MEDIUM; init
                    containers that end before don't count), and for `hostPID: true`. There severity follows from what can
                    be read and by how many. The node's processes are a node's worth where a container may read them all
                    (privileged, as root with the usual capabilities, or with SYS_PTRACE), and a tenant's worth where it
                    reads those of its own user only. One container that sees them is a narrow exposure, several are a wide
                    one, since whoever gets into any of them sees it all.""")
            .why("""
                    The files of a process, its environment and its mounted token lie open under `/proc/<pid>/root` and
                    `/proc/<pid>/environ` to every process of the same user that sees it, and to every process with
                    SYS_PTRACE. So a token that only one container mounts is in its neighbours' reach as well, and with
                    `hostPID` in reach of pods that have nothing to do with it.""")
            .remedy("""
                    Leave `shareProcessNamespace` and `hostPID` out. Where processes must see each other, give the containers
                    different users (`runAsUser`), drop all capabilities, and mount no token in the pod, or put what
                    needs the token into a pod of its own.""")
            .reference(
                    "Kubernetes: share process namespace between containers in a pod",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/")
            .reference(
                    "Kubernetes: Pod Security Standards",
                    "https://kubernetes.io/docs/concepts/security/pod-security-standards/")
            .reference("ptrace(2): access mode checking", "https://man7.org/linux/man-pages/man2/ptrace.2.html")
            .mappings(Mapping.CIS_5_2, Mapping.MITRE_T1611, Mapping.MITRE_T1528, Mapping.OWASP_K01, Mapping.NSA_POD)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            Field pod = workload.pod().field();
            List<Container> together = workload.pod().containers().stream()
                    .filter(ProcessNamespaceShared::runsBesideOthers)
                    .toList();
            if (isTrue(pod.get("shareProcessNamespace")) && together.size() > 1) {
                findings.accept(shared(context, workload, together));
            }
            if (isTrue(pod.get("hostPID")) && !together.isEmpty()) {
                findings.accept(ofNode(context, workload, together));
            }
        });
    }

    /** Main containers and sidecars (KEP-753); other init containers have ended, and debuggers are not there yet. */
    private static boolean runsBesideOthers(Container container) {
        return switch (container.role()) {
            case MAIN -> true;
            case INIT -> container.field().get("restartPolicy").textOr("").equals("Always");
            case EPHEMERAL -> false;
        };
    }

    private static Draft shared(RuleContext context, Workload workload, List<Container> together) {
        List<String> names = together.stream().map(Container::name).toList();
        boolean tokens = context.cluster().tokensOf(workload).stream()
                .anyMatch(token -> names.contains(token.container().name()));
        return Draft.at(workload.object(), workload.pod().field().get("shareProcessNamespace"))
                .severity(Severity.MEDIUM)
                .message(names(together)
                        + " see each other's processes, and through /proc each other's files and environments"
                        + (tokens
                                ? ", the token of account "
                                        + context.cluster().accountOf(workload).display() + " among them"
                                : ""));
    }

    /**
     * The node's processes are no token, so exposure stands for how many may look: the pod's containers get the sight of
     * them as they would get a token, one (narrow) or several (wide), as long as the pod lives.
     */
    private static Draft ofNode(RuleContext context, Workload workload, List<Container> together) {
        boolean others = together.stream()
                .anyMatch(container -> Rights.of(workload.pod(), container).mayReadOtherProcesses());
        Severity severity = context.severity(
                others ? Capability.NODE : Capability.TENANT, together.size() > 1 ? Exposure.WIDE : Exposure.NARROW);
        return Draft.at(workload.object(), workload.pod().field().get("hostPID"))
                .severity(Objects.requireNonNull(severity))
                .message(String.format(
                        "%s %s all processes of the node, and through /proc the tokens of %s",
                        names(together),
                        together.size() > 1 ? "see" : "sees",
                        others ? "other pods" : "pods that run as the same user"));
    }

    private static String names(List<Container> containers) {
        return Texts.containersNamed(containers.stream().map(Texts::name).toList());
    }

    private static boolean isTrue(Field field) {
        return Boolean.TRUE.equals(field.bool());
    }
}
