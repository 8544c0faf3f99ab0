package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import org.jspecify.annotations.Nullable;

/**
 * Who a binding grants to.
 *
 * @param kind {@code ServiceAccount}, {@code User} or {@code Group}
 * @param namespace of an account; null where the manifest leaves it open
 * @param name of the account, user or group
 * @param field its text
 */
public record Subject(String kind, @Nullable String namespace, String name, Field field) {

    /** The kind of a subject that is a service account. */
    public static final String SERVICE_ACCOUNT = "ServiceAccount";

    /** The kind of a subject that is a user. */
    public static final String USER = "User";

    /** The kind of a subject that is a group. */
    public static final String GROUP = "Group";
}
