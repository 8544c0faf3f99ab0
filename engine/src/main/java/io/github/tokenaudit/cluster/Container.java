package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container of a pod.
 *
 * @param name unique in its pod
 * @param role when it runs
 * @param image as written; empty when the manifest leaves it open
 * @param field its text
 */
public record Container(String name, Role role, String image, Field field) {

    /** When a container runs. */
    public enum Role {
        /** Beside the others, as long as the pod. */
        MAIN,
        /** Before the main containers; with {@code restartPolicy: Always} beside them (KEP-753). */
        INIT,
        /** Added to a running pod; admission mounts no token into it. */
        EPHEMERAL
    }

    /** A volume as this container sees it; its sub path is null when it sees all of the volume. */
    public record Mount(
            String volume, String path, @Nullable String subPath, Field field) {}

    /** Whether it is told to be privileged, which makes it root on its node. */
    public boolean isPrivileged() {
        return Boolean.TRUE.equals(field.at("securityContext", "privileged").bool());
    }

    /** What the container mounts, in order. */
    public List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        for (Field mount : field.get("volumeMounts").items()) {
            String subPath = mount.get("subPath").textOr("");
            mounts.add(new Mount(
                    mount.get("name").textOr(""),
                    mount.get("mountPath").textOr(""),
                    subPath.isEmpty() ? null : subPath,
                    mount));
        }
        return mounts;
    }

    /** The command line: {@code command} followed by {@code args}. */
    public List<Field> commandLine() {
        List<Field> words = new ArrayList<>(field.get("command").items());
        words.addAll(field.get("args").items());
        return words;
    }
}
