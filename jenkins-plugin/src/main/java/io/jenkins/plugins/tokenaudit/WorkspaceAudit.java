package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.policy.PolicyException;
import io.github.tokenaudit.policy.PolicyReader;
import io.github.tokenaudit.report.InvalidReportException;
import io.github.tokenaudit.report.JsonReport;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.rules.Catalogue;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * What happens on the agent, in one call: manifests are audited, or reports of the Maven plugin read. Back comes the
 * engine's JSON, compressed, and never an object of the engine: Jenkins' class filter takes only what the plugin's own
 * jar has.
 *
 * @param options what to audit, or to publish
 * @param defaultPolicy the text of the policy of who has none; null for none
 * @param failOn the threshold to judge by; null to leave it to the policy
 */
record WorkspaceAudit(
        AuditOptions options,
        @CheckForNull String defaultPolicy,
        @CheckForNull String failOn) implements ControllerToAgentFileCallable<WorkspaceAudit.Answer> {

    private static final int MOST_NAMES = 10;
    private static final String POLICY = "token-audit.yaml";
    private static final long LARGEST_POLICY = 1L << 20;

    /**
     * What comes back. The log's lines are among it, since what an agent writes to a build's log by itself may come late.
     *
     * @param report see {@link ReportFile}
     * @param log lines for the build's log
     */
    record Answer(byte[] report, List<String> log) implements Serializable {}

    @Override
    public Answer invoke(File folder, VirtualChannel channel) throws IOException {
        WorkspaceFiles files = new WorkspaceFiles(folder);
        List<String> log = new ArrayList<>();
        String reports = options.getReport();
        Report found = reports == null ? audit(folder, files, log) : published(folder, files, reports, log);
        return new Answer(ReportFile.bytes(compared(found, files, log)), log);
    }

    private Report audit(File folder, WorkspaceFiles files, List<String> log) throws IOException {
        SortedMap<String, Path> found = files.manifests(options.getManifests(), options.getExcludes());
        if (found.isEmpty()) {
            throw new AbortException("There is no manifest at " + LogText.of(options.getManifests()) + " in " + folder
                    + ". Correct the pattern, or run this after the step that generates them.");
        }
        List<AuditRequest.Input> inputs = new ArrayList<>();
        found.forEach((name, path) -> inputs.add(new AuditRequest.Input(path, name)));
        return Report.of(TokenAudit.run(new AuditRequest(
                inputs,
                decided(folder, files, log),
                failOn == null ? null : FailOn.ofLabel(failOn).orElseThrow(),
                options.getKubernetesVersion(),
                LocalDate.now(ZoneOffset.UTC),
                WorkspaceUsage.of(options, files))));
    }

    private Policy decided(File folder, WorkspaceFiles files, List<String> log) throws IOException {
        String said = options.getPolicy();
        String name = said == null && new File(folder, POLICY).isFile() ? POLICY : said;
        if (name != null) {
            Path file = files.file(name);
            if (Files.size(file) > LARGEST_POLICY) {
                throw new AbortException("The policy " + LogText.of(name) + " can't be used: it is larger than "
                        + (LARGEST_POLICY >> 20) + " MiB. Is it another file?");
            }
            return read(name, Files.readAllBytes(file), log);
        }
        return defaultPolicy == null
                ? Policy.none()
                : read(
                        Messages.TokenAuditConfiguration_policyName(),
                        defaultPolicy.getBytes(StandardCharsets.UTF_8),
                        log);
    }

    private static Policy read(String name, byte[] text, List<String> log) throws IOException {
        try {
            Policy read = PolicyReader.read(name, text, Catalogue.infos());
            log.add("Policy: " + LogText.of(name));
            return read;
        } catch (PolicyException e) {
            throw new AbortException(e.mistakes().stream()
                    .map(mistake -> LogText.of(mistake.toString()))
                    .collect(Collectors.joining("\n", "The policy " + LogText.of(name) + " can't be used:\n", "")));
        }
    }

    private static Report published(File folder, WorkspaceFiles files, String reports, List<String> log)
            throws IOException {
        SortedMap<String, Path> found = files.find(reports, "");
        if (found.isEmpty()) {
            throw new AbortException("There is no report at " + LogText.of(reports) + " in " + folder
                    + ". Correct the pattern, or run this after token-audit:check or token-audit:report.");
        }
        List<Report> modules = new ArrayList<>();
        for (Map.Entry<String, Path> entry : found.entrySet()) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(entry.getValue()))) {
                modules.add(MergedReport.ofModule(entry.getKey(), JsonReport.read(in)));
            } catch (InvalidReportException e) {
                throw new AbortException(
                        LogText.of(entry.getKey()) + " is no report of Token Audit that can be published: "
                                + LogText.of(Util.fixNull(e.getMessage())));
            }
        }
        log.add("Reports: "
                + LogText.of(String.join(
                        ", ", found.keySet().stream().limit(MOST_NAMES).toList()))
                + (found.size() > MOST_NAMES ? " and " + (found.size() - MOST_NAMES) + " more" : ""));
        return MergedReport.of(modules);
    }

    private Report compared(Report found, WorkspaceFiles files, List<String> log) throws IOException {
        String baseline = options.getBaseline();
        if (baseline == null) {
            return found;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(files.file(baseline)))) {
            Report compared = new Baseline(JsonReport.read(in)).compare(found);
            log.add("Baseline: " + LogText.of(baseline));
            return compared;
        } catch (InvalidReportException e) {
            throw new AbortException("The baseline " + LogText.of(baseline) + " is no report of Token Audit: "
                    + LogText.of(Util.fixNull(e.getMessage())));
        }
    }
}
