package io.github.tokenaudit.usage.log;

import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Activity.Credential;
import io.github.tokenaudit.usage.Activity.OfAccount;
import io.github.tokenaudit.usage.Activity.Requested;
import io.github.tokenaudit.usage.Activity.Seen;
import io.github.tokenaudit.usage.Activity.Span;
import io.github.tokenaudit.usage.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds events up. */
final class Collecting {

    private static final String ACCOUNT = "system:serviceaccount:";
    private static final String UNBOUND = "";

    /** What makes requests one kind. */
    private record Kind(
            String group,
            String path,
            String verb,
            @Nullable String namespace,
            boolean allowed) {}

    /** How often, and when. A watch that is still running has begun, but no request of it has come to its end. */
    private static final class Count {
        private long over;
        private Span span;

        Count(Event first) {
            this.span = first.moment();
        }

        void add(Event event) {
            over += event.isOver() ? 1 : 0;
            span = span.and(event.moment());
        }

        Seen seen() {
            return new Seen(Math.max(over, 1), span);
        }
    }

    private static final class Account {
        private final Map<Kind, Count> kinds = new HashMap<>();
        private final Map<String, Origins> origins = new TreeMap<>();
        private @Nullable Count legacy;
        private @Nullable Count stale;
    }

    private static final class Origins {
        private final @Nullable String pod;
        private final Set<String> addresses = new TreeSet<>();
        private final Set<String> agents = new TreeSet<>();

        Origins(@Nullable String pod) {
            this.pod = pod;
        }
    }

    private final LogLimits limits;
    private final Map<String, Account> accounts = new TreeMap<>();
    private long events;
    private int kinds;
    private long left;
    private long podsLeft;
    private @Nullable Span span;

    Collecting(LogLimits limits) {
        this.limits = limits;
    }

    void add(Event event) {
        if (!event.isAnswered()) {
            return;
        }
        events += event.isOver() ? 1 : 0;
        span = span == null ? event.moment() : span.and(event.moment());
        String impersonated = event.impersonated();
        if (impersonated == null) {
            if (event.user().startsWith(ACCOUNT)) {
                Account account = accountOf(event.user());
                addRequest(account, event);
                addToken(account, event);
            }
            return;
        }
        if (event.user().startsWith(ACCOUNT)) {
            Account real = accountOf(event.user());
            addKind(real, impersonation(impersonated), event);
            addToken(real, event);
        }
        if (impersonated.startsWith(ACCOUNT)) {
            addRequest(accountOf(impersonated), event);
        }
    }

    private Account accountOf(String user) {
        return accounts.computeIfAbsent(user, name -> new Account());
    }

    /** Who acts as somebody else needs leave for that (k8s.io/apiserver, pkg/endpoints/filters/impersonation). */
    private static Kind impersonation(String user) {
        String[] parts =
                user.startsWith(ACCOUNT) ? user.substring(ACCOUNT.length()).split(":", -1) : new String[0];
        return parts.length == 2
                ? new Kind("", "serviceaccounts", "impersonate", parts[0], true)
                : new Kind("", "users", "impersonate", null, true);
    }

    private void addRequest(Account account, Event event) {
        if (event.resource() != null) {
            addKind(
                    account,
                    new Kind(event.group(), event.path(), event.verb(), event.namespace(), event.allowed()),
                    event);
        }
    }

    private void addKind(Account account, Kind kind, Event event) {
        Count count = account.kinds.get(kind);
        if (count == null) {
            if (kinds == limits.kinds()) {
                left += event.isOver() ? 1 : 0;
                return;
            }
            kinds++;
            count = new Count(event);
            account.kinds.put(kind, count);
        }
        count.add(event);
    }

    private void addToken(Account account, Event event) {
        if (event.legacyToken()) {
            account.legacy = counted(account.legacy, event);
        }
        if (event.staleToken()) {
            account.stale = counted(account.stale, event);
        }
        String uid = event.podUid() == null ? UNBOUND : event.podUid();
        Origins origins = account.origins.get(uid);
        if (origins == null) {
            if (account.origins.size() == limits.credentials()) {
                podsLeft++;
                return;
            }
            origins = new Origins(event.pod());
            account.origins.put(uid, origins);
        }
        keep(origins.addresses, event.address());
        keep(origins.agents, event.agent());
    }

    private static Count counted(@Nullable Count known, Event event) {
        Count count = known == null ? new Count(event) : known;
        count.add(event);
        return count;
    }

    /** So many different ones tell by themselves that something is wrong; which they all are does not matter then. */
    private void keep(Set<String> kept, @Nullable String text) {
        if (text != null && kept.size() < limits.origins()) {
            kept.add(text);
        }
    }

    Activity activity(List<Usage.Problem> problems) {
        List<OfAccount> all = new ArrayList<>();
        accounts.forEach((user, account) -> {
            String[] parts = user.substring(ACCOUNT.length()).split(":", 2);
            all.add(new OfAccount(
                    parts[0],
                    parts.length == 2 ? parts[1] : "",
                    requests(account),
                    account.legacy == null ? null : account.legacy.seen(),
                    account.stale == null ? null : account.stale.seen(),
                    account.origins.values().stream()
                            .map(each -> new Credential(each.pod, each.addresses, each.agents))
                            .toList()));
        });
        List<Usage.Problem> told = new ArrayList<>(problems);
        if (left > 0) {
            told.add(new Usage.Problem(
                    "audit logs",
                    left + " requests were not counted, since there are more than " + limits.kinds()
                            + " different ones; give the logs of a shorter time, or of these accounts only"));
        }
        if (podsLeft > 0) {
            told.add(new Usage.Problem(
                    "audit logs",
                    "where " + podsLeft + " requests came from was not looked at, since an account has more than "
                            + limits.credentials() + " pods"));
        }
        return new Activity(events, span, all, told);
    }

    private static List<Requested> requests(Account account) {
        Map<Kind, Requested> requests = new HashMap<>();
        account.kinds.forEach((kind, count) -> {
            Kind request = new Kind(kind.group, kind.path, kind.verb, kind.namespace, true);
            Requested known = requests.get(request);
            Seen allowed = kind.allowed ? count.seen() : known == null ? null : known.allowed();
            Seen denied = !kind.allowed ? count.seen() : known == null ? null : known.denied();
            requests.put(request, new Requested(kind.group, kind.path, kind.verb, kind.namespace, allowed, denied));
        });
        return requests.values().stream()
                .sorted(Comparator.comparing(Requested::group)
                        .thenComparing(Requested::resource)
                        .thenComparing(Requested::verb)
                        .thenComparing(Requested::namespace, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }
}
