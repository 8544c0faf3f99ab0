package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.flow.FlowAnalysis;
import java.util.List;
import java.util.Set;

/**
 * Locks of leader elections. Which requests a lock makes has changed between versions of the clients (a lease was
 * replaced, and is patched now), so the code that is really there is followed.
 */
final class Locks {

    private static final String LEASE = "io/fabric8/kubernetes/client/extended/leaderelection/resourcelock/LeaseLock";
    private static final List<String> PACKAGES = List.of(
            "io/fabric8/kubernetes/client/extended/leaderelection/", "io/kubernetes/client/extended/leaderelection/");
    private static final Set<String> USED = Set.of("get", "create", "update");

    private Locks() {}

    /** Whether a class belongs to a client's leader election. */
    static boolean isPartOf(String className) {
        for (String part : PACKAGES) {
            if (className.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** The lock that frameworks use. */
    static void enterAll(FlowAnalysis analysis) {
        analysis.instantiate(LEASE);
    }

    /** A lock exists, so the election uses it. */
    static void instantiated(ClassInfo type, FlowAnalysis analysis) {
        if (!isPartOf(type.name()) || !type.name().endsWith("Lock") || type.isAbstract()) {
            return;
        }
        for (String supertype : analysis.pool().supertypes(type.name())) {
            ClassInfo info = analysis.pool().find(supertype);
            if (info != null) {
                for (MethodInfo method : info.methods()) {
                    if (USED.contains(method.name()) && method.hasBody()) {
                        analysis.enter(method, new ClassType(type.name()));
                    }
                }
            }
        }
    }
}
