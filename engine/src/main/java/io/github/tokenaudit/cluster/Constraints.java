package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.List;
import java.util.stream.Stream;

/**
 * OpenShift's SecurityContextConstraints: by which of them its users and groups, and who may {@code use} it by RBAC, have
 * pods admitted (OpenShift docs, "Managing security context constraints").
 *
 * @param object its text
 */
public record Constraints(KubeObject object) {

    /** The API group that serves them. */
    public static final String GROUP = "security.openshift.io";

    static final String KIND = "SecurityContextConstraints";

    private static final String ANY = "RunAsAny";

    /** How much of their node it lets pods have. */
    public enum Level {
        /** Nothing that makes them more than any other pod. */
        NONE,
        /** Its disk, but as a user or with an SELinux context that may keep them from it. */
        CONFINED,
        /** All: they are root on it. */
        ROOT
    }

    /** Its name. */
    public String name() {
        return object.id().name();
    }

    /** How much of their node pods have that it admits. */
    public Level level() {
        if (is("allowPrivilegedContainer")) {
            return Level.ROOT;
        }
        boolean free =
                strategy("seLinuxContext").equals(ANY) && strategy("runAsUser").equals(ANY);
        if (is("allowHostDirVolumePlugin")) {
            return free ? Level.ROOT : Level.CONFINED;
        }
        boolean traces = object.at("allowedCapabilities").texts().stream()
                .anyMatch(List.of("*", "SYS_PTRACE", "SYS_ADMIN")::contains);
        return is("allowHostPID") && free && traces ? Level.ROOT : Level.NONE;
    }

    private boolean is(String field) {
        return Boolean.TRUE.equals(object.at(field).bool());
    }

    private String strategy(String field) {
        return object.at(field, "type").textOr("");
    }

    /** Where it names users, service accounts by their user names among them. */
    public List<Field> users() {
        return object.at("users").items();
    }

    /** Where it names groups. */
    public List<Field> groups() {
        return object.at("groups").items();
    }

    /** The role that it amounts to for somebody whom it names: to use it, and nothing else. */
    public Role usedBy(Field user) {
        return Role.of(
                object,
                List.of(new PolicyRule(
                        List.of(GROUP),
                        List.of("securitycontextconstraints"),
                        List.of("use"),
                        List.of(name()),
                        List.of(),
                        user)));
    }

    static Stream<Constraints> of(Stream<KubeObject> objects) {
        return objects.filter(object ->
                        object.id().group().equals(GROUP) && object.id().kind().equals(KIND))
                .map(Constraints::new);
    }
}
