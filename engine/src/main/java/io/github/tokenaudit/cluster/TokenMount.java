package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import org.jspecify.annotations.Nullable;

/**
 * A token that a container sees.
 *
 * @param container who sees it
 * @param kind how it comes there
 * @param account the name of the account that it speaks for
 * @param path the file, or the environment variable as {@code $NAME}
 * @param requestedSeconds the lifetime that the manifest, or admission, asks for; null for a Secret's
 * @param validSeconds how long the API server accepts it unless its pod goes first; null for ever
 * @param boundTo what ends it early
 * @param audience whom it is for; null for the API server by default
 * @param field what proves it: the field that mounts it, or where an opt-out is missing
 */
public record TokenMount(
        Container container,
        Kind kind,
        String account,
        String path,
        @Nullable Long requestedSeconds,
        @Nullable Long validSeconds,
        BoundTo boundTo,
        @Nullable String audience,
        Field field) {

    /** How a token comes into a container. */
    public enum Kind {
        /** Mounted by admission because nobody opted out. */
        AUTOMOUNTED,
        /** A projected volume that the manifest defines. */
        PROJECTED,
        /** A Secret that holds a long-lived token. */
        SECRET
    }

    /** The object whose end ends the token, too. */
    public enum BoundTo {
        /** The pod. */
        POD,
        /** Nothing but the Secret that holds it and its account. */
        SECRET
    }

    /** Whether the API server makes it valid for longer than was asked. */
    public boolean isExtended() {
        return validSeconds != null && !validSeconds.equals(requestedSeconds);
    }

    /** Whether the API server takes it: it is for the API server, or Kubernetes can't tell from the manifest. */
    public boolean isForApiServer() {
        return Tokens.isApiServerAudience(audience);
    }
}
