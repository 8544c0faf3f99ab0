package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that a volume of a pod asks for, whether or not a container mounts the volume (KEP-1205; API type
 * {@code ServiceAccountTokenProjection}).
 *
 * @param field its text: a {@code serviceAccountToken} among the sources of a projected volume
 */
public record TokenProjection(Field field) {

    /** The shortest lifetime that the API server grants, in seconds ({@code pkg/apis/core/validation}). */
    public static final long MINIMUM_SECONDS = 600;

    /** The longest lifetime that the API server lets a pod ask for, in seconds ({@code pkg/apis/core/validation}). */
    public static final long MAXIMUM_SECONDS = 1L << 32;

    static List<TokenProjection> of(Field volume) {
        List<TokenProjection> projections = new ArrayList<>();
        for (Field source : volume.at("projected", "sources").items()) {
            Field projection = source.get("serviceAccountToken");
            if (projection.isSet()) {
                projections.add(new TokenProjection(projection));
            }
        }
        return projections;
    }

    /** Where the lifetime is asked for; absent when the manifest leaves it to Kubernetes. */
    public Field lifetime() {
        return field.get("expirationSeconds");
    }

    /** The lifetime asked for, in seconds, by default an hour; null when what is written is no integer. */
    public @Nullable Long seconds() {
        return lifetime().isSet() ? lifetime().integer() : Long.valueOf(Tokens.PROJECTION_DEFAULT_SECONDS);
    }

    /** Whether the API server refuses a pod that asks so: the lifetime is no integer, too short or too long. */
    public boolean isRefused() {
        Long seconds = seconds();
        return seconds == null || seconds < MINIMUM_SECONDS || seconds > MAXIMUM_SECONDS;
    }

    /** Whom the token is for; null for the API server by default. */
    public @Nullable String audience() {
        return field.get("audience").text();
    }

    /** Whether the API server takes the token. */
    public boolean isForApiServer() {
        return Tokens.isApiServerAudience(audience());
    }
}
