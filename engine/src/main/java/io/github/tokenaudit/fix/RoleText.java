package io.github.tokenaudit.fix;

import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.usage.Coverage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Roles and bindings as YAML, with comments that say why each rule is there. */
final class RoleText {

    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");
    private static final int MOST_REASONS = 4;

    /** A verb on a resource, of an object of one name or of any, and why. */
    record Entry(String group, String path, @Nullable String name, String verb, String why) {}

    /** What makes a rule of its own. */
    private record Key(String group, String path, boolean named) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::group).thenComparing(Key::path).thenComparing(Key::named);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Rule {
        private final Set<String> verbs =
                new TreeSet<>(Comparator.comparingInt(RoleText::rank).thenComparing(Comparator.naturalOrder()));
        private final Set<String> names = new TreeSet<>();
        private final Map<String, Set<String>> reasons = new LinkedHashMap<>();
    }

    private final Account account;
    private final Map<Scope, TreeMap<Key, Rule>> roles = new LinkedHashMap<>();
    private final Map<String, List<String>> leftOut = new LinkedHashMap<>();
    private final Set<List<List<String>>> urls = new LinkedHashSet<>();

    RoleText(Account account) {
        this.account = account;
    }

    /** The order in which a person names verbs, unusual ones last. */
    private static int rank(String verb) {
        int at = VERBS.indexOf(verb);
        return at < 0 ? VERBS.size() : at;
    }

    void add(Scope place, Entry entry) {
        Key key = new Key(entry.group, entry.path, entry.name != null);
        Rule rule = roles.computeIfAbsent(place, where -> new TreeMap<>()).computeIfAbsent(key, k -> new Rule());
        rule.verbs.add(entry.verb);
        if (entry.name != null) {
            rule.names.add(entry.name);
        }
        rule.reasons.computeIfAbsent(entry.why, why -> new LinkedHashSet<>()).add(entry.verb);
    }

    void addUrls(List<String> paths, List<String> verbs) {
        urls.add(List.of(paths, verbs));
    }

    void leftOut(String heading, List<String> what) {
        leftOut.put(heading, what);
    }

    String write(Coverage coverage) {
        StringBuilder out = new StringBuilder();
        header(out, coverage);
        if (!urls.isEmpty()) {
            roles.computeIfAbsent(Scope.CLUSTER, place -> new TreeMap<>());
        }
        roles.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Scope, ?> role) -> !role.getKey().clusterWide())
                        .thenComparing(role -> String.valueOf(role.getKey().namespace())))
                .forEach(role -> role(out, role.getKey(), role.getValue()));
        leftOut.forEach((heading, what) -> {
            if (!what.isEmpty()) {
                comment(out, "");
                comment(out, heading);
                what.forEach(one -> comment(out, "  " + one));
            }
        });
        return out.toString();
    }

    private void header(StringBuilder out, Coverage coverage) {
        comment(
                out,
                "What account " + account.display() + " needs, as far as its code shows it: " + coverage.resolved()
                        + " of " + coverage.calls() + " calls of Kubernetes clients are resolved.");
        comment(
                out,
                "The analysis can't see kinds and paths that are only known at run time, reflection, or other programs"
                        + " with the same account.");
        comment(
                out,
                "Change in stages: bind these roles beside today's ones in a test environment, take today's away there,"
                        + " run what the operator");
        comment(
                out,
                "does (an upgrade, a deletion, a failure), and look for 403 in its log and in the audit log; then do it"
                        + " in production.");
    }

    private void role(StringBuilder out, Scope place, Map<Key, Rule> rules) {
        String kind = place.clusterWide() ? "ClusterRole" : "Role";
        String name = account.name() + "-minimal";
        out.append("---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ").append(kind);
        metadata(out, place, name);
        out.append("rules:\n");
        rules.forEach((key, rule) -> rule(out, key, rule));
        if (place.clusterWide()) {
            urls.forEach(url -> out.append("  # kept: the code can't show whether it is needed\n  - nonResourceURLs: ")
                    .append(list(url.get(0)))
                    .append("\n    verbs: ")
                    .append(list(url.get(1)))
                    .append('\n'));
        }
        out.append("---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ")
                .append(kind)
                .append("Binding");
        metadata(out, place, name);
        out.append("roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ")
                .append(kind)
                .append(", name: ")
                .append(quoted(name))
                .append("}\nsubjects:\n  - {kind: ServiceAccount, name: ")
                .append(quoted(account.name()));
        if (account.namespace() != null) {
            out.append(", namespace: ").append(quoted(account.namespace()));
        }
        out.append("}\n");
    }

    private static void metadata(StringBuilder out, Scope place, String name) {
        out.append("\nmetadata:\n  name: ").append(quoted(name)).append('\n');
        if (place.namespace() != null) {
            out.append("  namespace: ").append(quoted(place.namespace())).append('\n');
        }
    }

    private static void rule(StringBuilder out, Key key, Rule rule) {
        List<String> reasons = new ArrayList<>();
        rule.reasons.forEach((why, verbs) -> reasons.add(String.join(", ", verbs) + ": " + why));
        reasons.stream().limit(MOST_REASONS).forEach(reason -> {
            out.append("  ");
            comment(out, reason);
        });
        if (reasons.size() > MOST_REASONS) {
            out.append("  ");
            comment(out, "and " + (reasons.size() - MOST_REASONS) + " more reasons");
        }
        out.append("  - apiGroups: ")
                .append(list(List.of(key.group)))
                .append("\n    resources: ")
                .append(list(List.of(key.path)))
                .append("\n    verbs: ")
                .append(list(rule.verbs))
                .append('\n');
        if (key.named) {
            out.append("    resourceNames: ").append(list(rule.names)).append('\n');
        }
    }

    private static String list(Collection<String> texts) {
        return texts.stream().map(RoleText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A comment; what would end it or turn a screen upside down is left out. */
    private static void comment(StringBuilder out, String text) {
        out.append(text.isEmpty() ? "#" : "# ");
        text.codePoints().filter(c -> !isControl(c)).forEach(out::appendCodePoint);
        out.append('\n');
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    /** Plain where every YAML reader takes it for the same text, else in double quotes. */
    private static String quoted(String text) {
        if (text.matches("[a-z][a-z0-9.-]*(/[a-z0-9.-]+)?") && !text.matches("y|n|yes|no|on|off|true|false|null")) {
            return text;
        }
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (isControl(c)) {
                out.append(String.format(Locale.ROOT, "\\U%08x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }
}
