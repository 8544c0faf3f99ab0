package io.github.tokenaudit.report.html;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.access.Path;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plain words for what the models hold. */
final class Words {

    /** Names up to this length are shown whole. */
    private static final int LONG_NAME = 200;

    private record Unit(long seconds, String name) {}

    private static final List<Unit> UNITS = List.of(
            new Unit(31_536_000, "year"),
            new Unit(86_400, "day"),
            new Unit(3_600, "hour"),
            new Unit(60, "minute"),
            new Unit(1, "second"));

    private Words() {}

    /** {@code 1 finding}, {@code 2 findings}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** How many there are of each severity, the worst first: {@code 1 critical, 2 low}; empty for none. */
    static String bySeverity(Stream<Severity> severities) {
        Map<Severity, Long> counts = new TreeMap<>(Comparator.reverseOrder());
        severities.forEach(severity -> counts.merge(severity, 1L, Long::sum));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().label())
                .collect(Collectors.joining(", "));
    }

    /** A lifetime in its two largest units: {@code 1 hour 7 seconds}; null is for ever. */
    static String lifetime(@Nullable Long seconds) {
        if (seconds == null) {
            return "for ever";
        }
        List<String> parts = new ArrayList<>();
        long rest = seconds;
        for (Unit unit : UNITS) {
            if (rest >= unit.seconds && parts.size() < 2) {
                parts.add(count(rest / unit.seconds, unit.name));
                rest %= unit.seconds;
            }
        }
        return parts.isEmpty() ? count(seconds, "second") : String.join(" ", parts);
    }

    /** What an account can do, and whether it depends on how OLM installs it. */
    static String can(Ability ability) {
        return ability.text() + lifted(ability.grant());
    }

    /** On which installation by OLM a grant depends; empty for one that does not, and for none. */
    static String lifted(@Nullable Grant grant) {
        if (grant == null || !grant.isLifted()) {
            return "";
        }
        return Objects.requireNonNull(grant.binding()).alwaysLifted()
                ? " (OLM installs it for all namespaces only)"
                : " (where OLM installs it for all namespaces)";
    }

    /** How long the longest of some tokens is good: {@code valid for 1 year by default}. */
    static String valid(List<TokenMount> tokens) {
        Optional<TokenMount> longest = tokens.stream()
                .max(Comparator.comparing(
                        TokenMount::validSeconds, Comparator.nullsLast(Comparator.<Long>naturalOrder())));
        Long seconds = longest.map(TokenMount::validSeconds).orElse(null);
        return "valid "
                + (seconds == null ? "for ever" : "for " + lifetime(seconds))
                + (longest.stream().anyMatch(TokenMount::isExtended) ? " by default" : "");
    }

    /** How a token comes into a container. */
    static String kind(TokenMount.Kind kind) {
        return switch (kind) {
            case AUTOMOUNTED -> "mounted by Kubernetes";
            case PROJECTED -> "projected by the manifest";
            case SECRET -> "kept in a Secret";
        };
    }

    /** What ends a token early. */
    static String boundTo(TokenMount.BoundTo boundTo) {
        return switch (boundTo) {
            case POD -> "its pod";
            case SECRET -> "its Secret";
        };
    }

    /** What a power comes to for whoever holds the token. */
    static String meaning(Power power) {
        Capability capability = power.capability();
        if (capability != Capability.NODE && capability != Capability.CLUSTER) {
            return meaning(capability);
        }
        List<Path> ways = power.paths().stream()
                .filter(path -> path.capability() == capability)
                .toList();
        String end = capability == Capability.NODE ? "root on a node" : "as good as cluster-admin";
        if (!ways.isEmpty() && ways.stream().allMatch(Path::isOnOpenShift)) {
            return end + ", on OpenShift";
        }
        return ways.stream().anyMatch(Path::isOnAnyCluster) ? end + ", on any cluster" : meaning(capability);
    }

    /** What a class of power means for whoever holds the token. */
    static String meaning(Capability capability) {
        return switch (capability) {
            case OWN ->
                "neither Secrets nor workloads nor rights of others: custom resources, network objects, harmless reads, and"
                        + " what every client does";
            case NAMESPACE ->
                "the Secrets or workloads of its own namespace, or of those that OLM is told to install it for; a node by"
                        + " privileged pods there, under a condition that manifests can’t show";
            case TENANT ->
                "the Secrets or workloads of other namespaces, or the cluster or a node under a condition that"
                        + " manifests can’t show";
            case NODE -> "root on a node, on every cluster with the APIs that the grants name";
            case CLUSTER -> "as good as cluster-admin, on every cluster with the APIs that the grants name";
        };
    }

    /** What an exposure means. */
    static String meaning(Exposure exposure) {
        return switch (exposure) {
            case NONE -> "no workload of the input holds it";
            case NARROW -> "projected into one container only, for no longer than the policy calls short";
            case WIDE ->
                "mounted by Kubernetes because nobody opted out, or held by several containers, or asked for longer than the"
                        + " policy calls short";
            case LONG_LIVED -> "outlives its pod, as one in a Secret does";
        };
    }

    /** Where a grant counts. */
    static String scope(Scope scope) {
        if (scope.clusterWide()) {
            return "in the whole cluster";
        }
        return scope.namespace() == null ? "in the namespace left open" : "in namespace " + scope.namespace();
    }

    /** The file or folder that a bundle is. */
    static String bundle(Bundle bundle) {
        return bundle.name().equals(".") ? "the top folder" : bundle.name();
    }

    /** Where files of a bundle are that are not in its folder, such as the metadata of one for OLM. */
    static String beside(Bundle bundle) {
        boolean beside = !bundle.name().equals(".")
                && bundle.files().stream().anyMatch(file -> !file.startsWith(bundle.name() + "/"));
        return beside ? " and beside it" : "";
    }

    /** What a rule of a role lists. */
    static String list(List<String> entries) {
        return String.join(", ", entries);
    }

    /** API groups; the core group, whose name is empty, gets one. */
    static String groups(List<String> groups) {
        return list(
                groups.stream().map(group -> group.isEmpty() ? "core" : group).toList());
    }

    /** A message as a sentence begins; one that begins with a name or a field keeps it as it is. */
    static String sentence(String message) {
        int end = 0;
        while (end < message.length() && message.charAt(end) >= 'a' && message.charAt(end) <= 'z') {
            end++;
        }
        boolean plainWord = end > 0 && (end == message.length() || message.charAt(end) == ' ');
        return plainWord ? message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) : message;
    }

    /** A name as it is, or its beginning and end when it is very long. */
    static String shortened(String name) {
        return name.length() <= LONG_NAME ? name : head(name, LONG_NAME - 40) + "…" + tail(name, 35);
    }

    private static String head(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String tail(String text, int length) {
        int start = text.length() - length;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }
}
