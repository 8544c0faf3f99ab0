package io.github.tokenaudit;

import io.github.tokenaudit.access.AccessModel;
import io.github.tokenaudit.access.BuiltinPolicy;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Chart;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.fix.MinimalRoles;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Suppressions;
import io.github.tokenaudit.posture.Posture;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Findings;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleSettings;
import io.github.tokenaudit.rules.Catalogue;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The entry: a request in, an audit out. Touches nothing but the files that the request names. */
public final class TokenAudit {

    private TokenAudit() {}

    /**
     * Audits. Trouble with an input is a finding; two runs on the same input give equal audits, whatever the order of
     * the files.
     */
    public static Audit run(AuditRequest request) {
        Cluster cluster = read(request);
        String kubernetesVersion = kubernetesVersion(request);
        RuleSettings settings = request.policy().rules();
        RuleContext context = context(request, cluster, kubernetesVersion);
        Suppressions.Outcome outcome = Suppressions.apply(
                Findings.of(Catalogue.ofManifests(), context, settings), request.policy(), cluster, request.today());
        List<Finding> findings = Stream.concat(
                        outcome.findings().stream(),
                        Findings.of(Catalogue.ofSuppressions(), context.with(outcome.stale()), settings).stream())
                .sorted(Finding.ORDER)
                .toList();
        FailOn said = request.failOnSaid();
        return new Audit(
                Version.current(),
                kubernetesVersion,
                said != null ? said : FailOn.DEFAULT,
                cluster.inventory(),
                Posture.of(context, findings),
                findings,
                Notes.of(cluster, request.observed(), context.needs()),
                request.observed());
    }

    /**
     * The roles that would do for what the code of the request needs, as YAML, by the accounts that they are for; empty
     * when the request has no code, or it is none of these accounts'.
     */
    public static Map<Account, String> suggestRoles(AuditRequest request) {
        return MinimalRoles.of(context(request, read(request), kubernetesVersion(request)));
    }

    private static RuleContext context(AuditRequest request, Cluster cluster, String kubernetesVersion) {
        return new RuleContext(
                cluster,
                new AccessModel(cluster, BuiltinPolicy.of(kubernetesVersion)),
                request.policy().rules(),
                request.today(),
                request.observed(),
                request.policy().declarations());
    }

    private static String kubernetesVersion(AuditRequest request) {
        return Stream.of(request.kubernetesVersion(), request.policy().kubernetesVersion())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(BuiltinPolicy::newestVersion);
    }

    private static Cluster read(AuditRequest request) {
        DocumentReader reader = new DocumentReader(Limits.standard(), Cluster::interest);
        List<Chart> charts = Chart.among(
                request.files().stream().map(AuditRequest.Input::name).toList());
        Cluster.Builder cluster = Cluster.builder();
        charts.forEach(cluster::add);
        request.files().stream()
                .filter(input -> Chart.templateOf(input.name(), charts) == null)
                .sorted(Comparator.comparing(AuditRequest.Input::name))
                .map(input -> read(reader, input))
                .forEach(cluster::add);
        return cluster.build();
    }

    private static SourceFile read(DocumentReader reader, AuditRequest.Input input) {
        try {
            return reader.read(input.name(), Files.readAllBytes(input.path()));
        } catch (IOException e) {
            return DocumentReader.unreadable(input.name(), "the file can't be read: " + e.getMessage());
        }
    }
}
