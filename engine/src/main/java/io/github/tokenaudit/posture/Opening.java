package io.github.tokenaudit.posture;

import io.github.tokenaudit.cluster.AdmissionWebhook;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.LabelSelector;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.cluster.WorkloadKind;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that whoever gets into a pod has without any token.
 *
 * @param of what it gives something of
 * @param gain what, as a sentence without a full stop
 * @param by what lets him, as a sentence without a full stop; null where what he has says it
 * @param location where that is written
 * @param severity how bad it is: that of the finding about it; of a webhook, which no rule judges, that of power over other
 *     namespaces
 */
public record Opening(Of of, String gain, @Nullable String by, Location location, Severity severity) {

    /** What a pod may give something of. */
    public enum Of {
        /** The node that it runs on: its disk, its processes. */
        NODE,
        /** The network of that node only. */
        NETWORK,
        /** What others write, which the API server has it look at or change. */
        REQUESTS
    }

    private static final Pattern OPENS_NODE =
            Pattern.compile(".*\\.(securityContext\\.privileged|hostPath\\.path|hostPID|hostNetwork)");

    /** What opens a node, the worst first. */
    private static final List<String> WORST_FIRST =
            List.of("securityContext.privileged", "hostPath.path", "hostPID", "hostNetwork");

    private static final String[] WRITES = {"CREATE", "UPDATE"};

    /** The openings of a workload's pods: by findings about it, the worst first, and by the webhooks that they answer. */
    public static List<Opening> of(Workload workload, Bundle bundle, List<Finding> findings) {
        return Stream.concat(
                        findings.stream()
                                .filter(finding -> workload.object().id().equals(finding.object())
                                        && OPENS_NODE.matcher(finding.field()).matches())
                                .sorted(Comparator.comparing(Finding::severity)
                                        .reversed()
                                        .thenComparing(Opening::rank))
                                .map(Opening::of),
                        bundle.webhooksOf(workload).stream().flatMap(webhook -> of(webhook).stream()))
                .toList();
    }

    private static int rank(Finding finding) {
        int rank = 0;
        while (!finding.field().endsWith(WORST_FIRST.get(rank))) {
            rank++;
        }
        return rank;
    }

    private static Opening of(Finding finding) {
        return new Opening(
                finding.field().endsWith(".hostNetwork") ? Of.NETWORK : Of.NODE,
                finding.message(),
                null,
                finding.location(),
                finding.severity());
    }

    /** What, and what lets him, as a sentence without a full stop. */
    public String text() {
        return by == null ? gain : gain + ": " + by;
    }

    private static Optional<Opening> of(AdmissionWebhook webhook) {
        List<String> effects = effects(webhook);
        return effects.isEmpty()
                ? Optional.empty()
                : Optional.of(new Opening(
                        Of.REQUESTS,
                        "it " + String.join("; it ", effects),
                        "it answers webhook " + webhook.name() + " of "
                                + webhook.object().id().display() + ", which is asked about " + webhook.requests() + " "
                                + where(webhook),
                        webhook.field().location(),
                        Severity.HIGH));
    }

    private static List<String> effects(AdmissionWebhook webhook) {
        List<String> effects = new ArrayList<>();
        boolean pods = Stream.of(WorkloadKind.values())
                .anyMatch(kind ->
                        kind.groups().stream().anyMatch(group -> webhook.isAskedAbout(group, kind.resource(), WRITES)));
        if (webhook.mutating() && pods) {
            effects.add("decides what pods of others run, and so gets their tokens, and the node where nothing forbids"
                    + " privileged pods");
        }
        boolean rights = Stream.of("roles", "clusterroles", "rolebindings", "clusterrolebindings")
                .anyMatch(resource -> webhook.isAskedAbout("rbac.authorization.k8s.io", resource, WRITES));
        if (webhook.mutating() && rights) {
            effects.add("changes roles and bindings that others write, and so gets rights");
        }
        if (webhook.isAskedAbout("", "secrets", "CREATE", "UPDATE", "DELETE")) {
            effects.add("sees Secrets that others write");
        }
        return effects;
    }

    private static String where(AdmissionWebhook webhook) {
        List<String> limits = new ArrayList<>();
        add(limits, "the labels of the namespace match ", webhook.namespaces());
        add(limits, "those of the object match ", webhook.objects());
        if (webhook.hasConditions()) {
            limits.add("its `matchConditions` hold");
        }
        String namespaces =
                webhook.isScopedByOlm() ? "in each namespace that OLM installs it for" : "in every namespace";
        return namespaces + (limits.isEmpty() ? "" : " if " + String.join(", and ", limits));
    }

    private static void add(List<String> limits, String words, LabelSelector selector) {
        if (!selector.requirements().isEmpty()) {
            limits.add(words + "`" + selector.text() + "`");
        }
    }
}
