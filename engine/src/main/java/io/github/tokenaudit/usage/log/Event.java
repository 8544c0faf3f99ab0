package io.github.tokenaudit.usage.log;

import io.github.tokenaudit.usage.Activity.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What matters of an event of {@code audit.k8s.io/v1} (k8s.io/apiserver, pkg/apis/audit/v1/types.go).
 *
 * @param stage how far the request had come
 * @param verb the verb that was authorized
 * @param user who signed in
 * @param impersonated as whom the user acted; null for himself
 * @param group API group; empty for the core group
 * @param resource plural; null for a request for a path that is no resource
 * @param subresource null for the resource itself
 * @param namespace null for none
 * @param allowed false where the authorizer denied it
 * @param time when the request came
 * @param legacyToken whether the token was one of a Secret
 * @param staleToken whether the token was past its time
 * @param pod the name of the pod that the token is bound to
 * @param podUid its UID
 * @param address whence the request came, the last hop
 * @param agent the program, without its version
 */
record Event(
        String stage,
        String verb,
        String user,
        @Nullable String impersonated,
        String group,
        @Nullable String resource,
        @Nullable String subresource,
        @Nullable String namespace,
        boolean allowed,
        Instant time,
        boolean legacyToken,
        boolean staleToken,
        @Nullable String pod,
        @Nullable String podUid,
        @Nullable String address,
        String agent) {

    /** Whether the answer is on its way, and whether it has come to its end. */
    boolean isAnswered() {
        return isOver() || stage.equals("ResponseStarted");
    }

    boolean isOver() {
        return stage.equals("ResponseComplete") || stage.equals("Panic");
    }

    /** When the request came, as a span of time. */
    Span moment() {
        return new Span(time, time);
    }

    /** Resource and subresource as RBAC writes them. */
    String path() {
        return subresource == null ? String.valueOf(resource) : resource + "/" + subresource;
    }
}
