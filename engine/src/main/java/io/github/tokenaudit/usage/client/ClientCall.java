package io.github.tokenaudit.usage.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a method of a client requests, as the table among the resources says.
 *
 * @param verbs what it always does
 * @param possible what it does in some cases
 * @param on the subresource that it does it on; null for what the calls before it said
 * @param alsoOn what else it always does, by subresource; the empty one is the resource itself
 * @param of the class of the resource, where the calls before it don't say; else null
 */
record ClientCall(
        List<String> verbs,
        List<String> possible,
        @Nullable String on,
        Map<String, List<String>> alsoOn,
        @Nullable String of) {

    ClientCall {
        verbs = List.copyOf(verbs);
        possible = List.copyOf(possible);
        alsoOn = Map.copyOf(alsoOn);
    }
}
