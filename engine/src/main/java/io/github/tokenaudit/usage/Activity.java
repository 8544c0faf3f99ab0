package io.github.tokenaudit.usage;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API server's audit log shows that service accounts requested.
 *
 * @param events how many of the log's events tell of a request, whoever made it
 * @param span the time that the log covers; null when it tells of no request
 * @param accounts those that made requests, in alphabetical order
 * @param problems what of the log could not be read
 */
public record Activity(long events, @Nullable Span span, List<OfAccount> accounts, List<Usage.Problem> problems) {

    public Activity {
        accounts = List.copyOf(accounts);
        problems = List.copyOf(problems);
    }

    /**
     * How often something happened, and when.
     *
     * @param times at least 1
     * @param span from the first time to the last
     */
    public record Seen(long times, Span span) {

        /** Both together. */
        public Seen and(Seen other) {
            return new Seen(times + other.times, span.and(other.span));
        }
    }

    /** A time from its first moment to its last. */
    public record Span(Instant first, Instant last) {

        /** From the earlier beginning to the later end. */
        public Span and(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }

    /**
     * What one service account did.
     *
     * @param namespace the account's namespace
     * @param name the account's name
     * @param requests each kind once, in their order
     * @param legacyTokens requests with a token of a Secret, which never expires; null for none
     * @param staleTokens requests with a token whose time was over, but for the extension; null for none
     * @param credentials the tokens with which it came, as far as the log tells them apart
     */
    public record OfAccount(
            String namespace,
            String name,
            List<Requested> requests,
            @Nullable Seen legacyTokens,
            @Nullable Seen staleTokens,
            List<Credential> credentials) {

        public OfAccount {
            requests = List.copyOf(requests);
            credentials = List.copyOf(credentials);
        }
    }

    /**
     * A kind of request.
     *
     * @param group API group; empty for the core group
     * @param resource with the subresource after a slash, as {@code pods/log}
     * @param verb as {@code get}
     * @param namespace where; null for a request across namespaces, or for what lives in none
     * @param allowed how often it was allowed; null for never
     * @param denied how often it was denied; null for never
     */
    public record Requested(
            String group,
            String resource,
            String verb,
            @Nullable String namespace,
            @Nullable Seen allowed,
            @Nullable Seen denied) {

        /** As {@code apps/deployments:get}, the core group without its name. */
        @Override
        public String toString() {
            return (group.isEmpty() ? "" : group + "/") + resource + ":" + verb;
        }
    }

    /**
     * Tokens that are bound to one pod, or all those of which the log does not tell it.
     *
     * @param pod the pod's name; null where the log does not tell it
     * @param addresses whence requests came
     * @param agents the programs that made them, as {@code kubectl}
     */
    public record Credential(@Nullable String pod, Set<String> addresses, Set<String> agents) {

        public Credential {
            addresses = Set.copyOf(addresses);
            agents = Set.copyOf(agents);
        }
    }
}
