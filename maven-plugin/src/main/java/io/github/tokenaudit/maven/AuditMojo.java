package io.github.tokenaudit.maven;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.policy.PolicyException;
import io.github.tokenaudit.policy.PolicyReader;
import io.github.tokenaudit.report.ConsoleReport;
import io.github.tokenaudit.report.Format;
import io.github.tokenaudit.report.Report;
import io.github.tokenaudit.report.Summaries;
import io.github.tokenaudit.report.baseline.Baseline;
import io.github.tokenaudit.report.baseline.Thresholds;
import io.github.tokenaudit.rule.Nearest;
import io.github.tokenaudit.rules.Catalogue;
import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Observed;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.code.OperatorCode;
import io.github.tokenaudit.usage.code.ProjectProperties;
import io.github.tokenaudit.usage.code.UsageAnalysis;
import io.github.tokenaudit.usage.log.AuditLogs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * An audit of a build's manifests: finds them, has them audited, writes reports, tells the log. What comes of it is the
 * goal's business.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
abstract class AuditMojo extends AbstractMojo {

    private static final int MOST_NAMES = 10;

    private final MavenProject project;

    /**
     * Files, folders and patterns ({@code ?}, {@code *}, {@code **}) of the manifests to audit, relative to the
     * project's folder. Of folders, the files that kubectl would take are taken: {@code .yaml}, {@code .yml},
     * {@code .json}. Without it, what the usual generators (Quarkus, JKube, dekorate, fabric8) have written in this
     * build is audited, and {@code src/main/kubernetes}.
     */
    @Parameter(property = "tokenAudit.manifests")
    private List<String> manifests = List.of();

    /**
     * A file that lists files and folders to audit, one path a line, relative to the project's folder. Nothing in such
     * a path is a pattern, so that a script can name anything.
     */
    @Parameter(property = "tokenAudit.manifestsFrom")
    private @Nullable File manifestsFrom;

    /** Files, folders and patterns of what is not to be audited, relative to the project's folder. */
    @Parameter(property = "tokenAudit.excludes")
    private List<String> excludes = List.of();

    /**
     * Folders and jars with the operator's compiled classes, relative to the project's folder, of which it is found out
     * what they request of the API server. Without it, the module's classes and those of other modules that it depends on,
     * if a Kubernetes client is on its class path.
     */
    @Parameter(property = "tokenAudit.classes")
    private List<String> classes = List.of();

    /** Dependencies whose classes are taken for the operator's own: {@code groupId:artifactId}, with {@code *}. */
    @Parameter(property = "tokenAudit.analyzeDependencies")
    private List<String> analyzeDependencies = List.of();

    /**
     * Audit logs of API servers, packed by gzip or not: files and patterns, relative to the project's folder. What the
     * operator's account did in them counts as needed.
     */
    @Parameter(property = "tokenAudit.auditLogs")
    private List<String> auditLogs = List.of();

    /** What the team has decided. Without it, {@code token-audit.yaml} beside the pom, if there is one. */
    @Parameter(property = "tokenAudit.policy")
    private @Nullable File policy;

    /**
     * An earlier report to compare with: what {@code baseline} wrote, or any {@code token-audit.json}. Without it, {@code
     * token-audit-baseline.json} beside the pom, if there is one.
     */
    @Parameter(property = "tokenAudit.baseline")
    private @Nullable File baseline;

    /**
     * How bad a finding must be to fail the build: {@code critical}, {@code high}, {@code medium}, {@code low},
     * {@code info} or {@code never}. Without it, what the policy says; else {@code high}, or {@code never} where there is
     * a baseline.
     */
    @Parameter(property = "tokenAudit.failOn")
    private @Nullable String failOn;

    /**
     * How bad a finding must be that the baseline does not have to fail the build, as in {@code failOn}; at {@code info}, a
     * grant that the baseline does not have fails it, too. Without it, {@code high} where there is a baseline and no word
     * on {@code failOn}; else {@code never}.
     */
    @Parameter(property = "tokenAudit.failOnNew")
    private @Nullable String failOnNew;

    /**
     * The version of Kubernetes to judge by, as {@code 1.34}. Without it, what the policy says; else the newest that
     * Token Audit knows.
     */
    @Parameter(property = "tokenAudit.kubernetesVersion")
    private @Nullable String kubernetesVersion;

    /** Which reports to write: {@code json}, {@code sarif}, {@code html}, {@code junit}. */
    @Parameter(property = "tokenAudit.formats", defaultValue = "json,sarif,html")
    private List<String> formats;

    /**
     * Where the reports go. Those of an earlier audit there are deleted. Without it, {@code token-audit} in the
     * project's build folder.
     */
    @Parameter(property = "tokenAudit.outputDirectory")
    private @Nullable File outputDirectory;

    /** What the names of files in reports are relative to. */
    @Parameter(property = "tokenAudit.baseDirectory", defaultValue = "${basedir}")
    private File baseDirectory;

    /** Whether to do nothing. */
    @Parameter(property = "tokenAudit.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${basedir}", readonly = true)
    private File basedir;

    @Parameter(defaultValue = "${reactorProjects}", readonly = true)
    private List<MavenProject> reactor = List.of();

    AuditMojo(MavenProject project) {
        this.project = project;
    }

    /**
     * Audits, unless there is nothing to do.
     *
     * @return why the build must not go on; empty when it may
     * @throws MojoExecutionException if something is wrong with the parameters, or can't be read or written
     */
    final Optional<String> audit() throws MojoExecutionException {
        if (isSkipped()) {
            return Optional.empty();
        }
        Reports reports = new Reports(output(), formats());
        reports.clear();
        Optional<AuditRequest> request = request();
        if (request.isEmpty()) {
            return Optional.empty();
        }
        FailOn ofNew = threshold("failOnNew", failOnNew);
        Optional<Baseline> before = baseline();
        Thresholds thresholds = Thresholds.of(request.get().failOnSaid(), ofNew, before.isPresent());
        Audit audit = TokenAudit.run(request.get());
        Report now = Report.of(audit);
        Report report =
                thresholds.judge(before.map(earlier -> earlier.compare(now)).orElse(now));
        List<String> written = reports.write(audit, report, request.get().files()).stream()
                .map(this::name)
                .toList();
        ConsoleReport console = new ConsoleReport(ConsoleReport.Options.DEFAULT);
        console.findings(report).forEach(report.gate().failed() ? getLog()::error : getLog()::warn);
        console.summary(report, written).forEach(getLog()::info);
        return report.gate().failed() ? Optional.of(reason(report, written)) : Optional.empty();
    }

    /**
     * What is to be audited.
     *
     * @return empty when there is nothing, which the log says
     */
    final Optional<AuditRequest> request() throws MojoExecutionException {
        String version = kubernetesVersion();
        Policy decided = policy();
        List<AuditRequest.Input> files = find();
        if (files.isEmpty()) {
            getLog().info("Nothing to audit. "
                    + (isNamed()
                            ? "Everything that tokenAudit.manifests leads to is excluded."
                            : "Manifests were looked for in " + GeneratedManifests.PLACES
                                    + ". If yours lie elsewhere, name them: tokenAudit.manifests."));
            return Optional.empty();
        }
        return Optional.of(new AuditRequest(
                files,
                decided,
                threshold("failOn", failOn),
                version,
                LocalDate.now(ZoneOffset.UTC),
                new Observed(code(), activity())));
    }

    /** Whether there is nothing to do, which the log says. */
    final boolean isSkipped() {
        if (skip) {
            getLog().info("Token Audit is skipped, since tokenAudit.skip says so.");
        }
        return skip;
    }

    private @Nullable Usage code() throws MojoExecutionException {
        OperatorCode code = ModuleCode.of(project, reactor, analyzeDependencies);
        if (!classes.isEmpty()) {
            code = named(code);
        } else if (code.classes().isEmpty() || !ModuleCode.isOperator(project)) {
            return null;
        }
        Map<String, String> properties = new TreeMap<>();
        project.getProperties()
                .stringPropertyNames()
                .forEach(key -> properties.put(key, project.getProperties().getProperty(key)));
        return UsageAnalysis.of(code.classes(), code.libraries(), new ProjectProperties(properties));
    }

    private OperatorCode named(OperatorCode module) throws MojoExecutionException {
        List<Path> named = new ArrayList<>();
        for (String entry : classes) {
            Path path = basedir.toPath().resolve(entry);
            if (!Files.exists(path)) {
                throw noClasses(entry);
            }
            named.add(path);
        }
        try {
            OperatorCode code = ModuleCode.named(named, module);
            if (!code.hasClasses()) {
                throw noClasses(String.join(", ", classes));
            }
            return code;
        } catch (IOException e) {
            throw new MojoExecutionException("The libraries beside tokenAudit.classes can't be looked for: " + e, e);
        }
    }

    private MojoExecutionException noClasses(String place) {
        return new MojoExecutionException("There are no classes at " + place + " in " + basedir
                + ". Correct tokenAudit.classes, or run this after the step that compiles them.");
    }

    private @Nullable Activity activity() throws MojoExecutionException {
        if (auditLogs.isEmpty()) {
            return null;
        }
        try {
            ManifestFinder finder = new ManifestFinder(basedir.toPath(), output(), List.of(), name -> true);
            for (String entry : auditLogs) {
                if (!finder.add(entry)) {
                    throw new MojoExecutionException(
                            "There is no audit log at " + entry + " in " + basedir + ". Correct tokenAudit.auditLogs.");
                }
            }
            return AuditLogs.read(List.copyOf(finder.found()));
        } catch (IOException | InvalidPathException e) {
            throw new MojoExecutionException("The audit logs can't be looked for: " + e, e);
        }
    }

    private static String reason(Report report, List<String> written) {
        long findings =
                report.findings().stream().filter(Report.Finding::shutsGate).count();
        return "Token Audit stops the build: "
                + (findings == 0
                        ? "grants that the baseline does not have must be taken away or taken into it first"
                        : findings + (findings == 1 ? " finding" : " findings") + " must be mended first")
                + ", since it fails on " + Summaries.thresholds(report.gate()) + ". "
                + (written.isEmpty() ? "" : "All about it: " + String.join(", ", written));
    }

    private List<AuditRequest.Input> find() throws MojoExecutionException {
        try {
            ManifestFinder finder = new ManifestFinder(basedir.toPath(), output(), excludes);
            if (isNamed()) {
                addNamed(finder);
            } else {
                generated().addTo(finder);
            }
            tell("Excluded: ", finder.excluded());
            tell(
                    "Left out, as hidden, node_modules, target of another module, or a link; name what is to be audited: ",
                    finder.leftOut());
            return finder.found().stream()
                    .map(file -> new AuditRequest.Input(file, name(file)))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw new MojoExecutionException("The manifests can't be looked for: " + e, e);
        }
    }

    private boolean isNamed() {
        return !manifests.isEmpty() || manifestsFrom != null;
    }

    /** Without a pom, Maven's stub of a project knows no folders; they are taken to be the usual ones. */
    private GeneratedManifests generated() {
        Path base = basedir.toPath();
        return project.getBasedir() == null
                ? new GeneratedManifests(base, base.resolve("target"), base.resolve("target/classes"))
                : new GeneratedManifests(
                        base,
                        Path.of(project.getBuild().getDirectory()),
                        Path.of(project.getBuild().getOutputDirectory()));
    }

    /** Where reports and suggestions go. */
    final Path output() {
        return outputDirectory == null ? generated().build().resolve("token-audit") : outputDirectory.toPath();
    }

    private void addNamed(ManifestFinder finder) throws IOException, MojoExecutionException {
        List<String> nothing = new ArrayList<>();
        for (String entry : manifests) {
            if (!finder.add(entry)) {
                nothing.add(entry + " in " + basedir);
            }
        }
        for (String line : listed()) {
            if (!finder.addPath(Path.of(line))) {
                nothing.add(line);
            }
        }
        if (finder.found().isEmpty() && finder.excluded().isEmpty()) {
            throw new MojoExecutionException("There is no manifest at " + String.join(", nor at ", nothing)
                    + ". Correct the path, or run this after the step that generates them.");
        }
        nothing.forEach(entry -> getLog().warn("There is no manifest at " + entry + "."));
    }

    private List<String> listed() throws MojoExecutionException {
        if (manifestsFrom == null) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(manifestsFrom.toPath())) {
            return lines.filter(line -> !line.isEmpty()).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new MojoExecutionException(
                    "The list of manifests " + manifestsFrom + " can't be read: " + e
                            + ". It must be a file in UTF-8; correct tokenAudit.manifestsFrom.",
                    e);
        }
    }

    private void tell(String what, SortedSet<Path> files) {
        if (!files.isEmpty()) {
            String names = files.stream().limit(MOST_NAMES).map(this::name).collect(Collectors.joining(", "));
            int more = files.size() - MOST_NAMES;
            getLog().info(ConsoleReport.harmless(what + names) + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    /** What messages call a file. */
    final String name(Path file) {
        return Names.relative(
                baseDirectory.toPath().toAbsolutePath().normalize(),
                file.toAbsolutePath().normalize());
    }

    private Policy policy() throws MojoExecutionException {
        Path file = policy == null ? basedir.toPath().resolve("token-audit.yaml") : policy.toPath();
        if (policy == null && !Files.exists(file)) {
            return Policy.none();
        }
        try {
            Policy read = PolicyReader.read(name(file), Files.readAllBytes(file), Catalogue.infos());
            getLog().info("Policy: " + name(file));
            return read;
        } catch (PolicyException e) {
            throw new MojoExecutionException("The policy can't be used:" + System.lineSeparator() + e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The policy " + name(file) + " can't be read: " + e + ". Correct tokenAudit.policy.", e);
        }
    }

    private Optional<Baseline> baseline() throws MojoExecutionException {
        BaselineFile file = baselineFile();
        if (baseline != null || file.exists()) {
            Baseline read = file.read();
            getLog().info("Baseline: " + file.name());
            return Optional.of(read);
        }
        if (failOnNew != null) {
            throw new MojoExecutionException(
                    "tokenAudit.failOnNew needs a baseline to know what is new, and there is none at " + file.name()
                            + ". Write it with token-audit:baseline, or name an earlier report: tokenAudit.baseline.");
        }
        return Optional.empty();
    }

    /** Where the baseline is, or would be. */
    final BaselineFile baselineFile() {
        Path file = baseline == null ? basedir.toPath().resolve(Baseline.FILE_NAME) : baseline.toPath();
        return new BaselineFile(file, name(file));
    }

    private static @Nullable FailOn threshold(String parameter, @Nullable String label) throws MojoExecutionException {
        if (label == null) {
            return null;
        }
        return FailOn.ofLabel(label)
                .orElseThrow(() -> new MojoExecutionException("tokenAudit." + parameter + " can't be \"" + label + "\""
                        + Nearest.hint(label, FailOn.labels())));
    }

    private @Nullable String kubernetesVersion() throws MojoExecutionException {
        if (kubernetesVersion != null && !Policy.isKubernetesVersion(kubernetesVersion)) {
            throw new MojoExecutionException("tokenAudit.kubernetesVersion can't be \"" + kubernetesVersion
                    + "\"; it is a minor version like 1.34.");
        }
        return kubernetesVersion;
    }

    private List<Format> formats() throws MojoExecutionException {
        try {
            return formats.stream().map(Format::ofLabel).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException("tokenAudit.formats: " + e.getMessage(), e);
        }
    }
}
