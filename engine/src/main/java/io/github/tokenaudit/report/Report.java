package io.github.tokenaudit.report;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.Note;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.posture.Grade;
import io.github.tokenaudit.posture.Opening.Of;
import io.github.tokenaudit.rule.Evidence;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code token-audit.json}: an audit as plain values that can be written, sent to another machine, read
 * back and written in any other format. What each field means to its readers stands in
 * {@code docs/schema/token-audit-1.schema.json}. Texts that come from manifests are {@linkplain PlainText#bounded
 * bounded}, but otherwise as they were: each writer makes them harmless for its format.
 *
 * @param toolVersion of the Token Audit that made it
 * @param kubernetesVersion by which it judged
 * @param gate the verdict
 * @param summary grades and counts
 * @param operators one per workload, in the order of the input
 * @param findings the worst first
 * @param notes how the input was read
 * @param usage how much of the operator's code was understood; null when nobody looked at it
 * @param changes what became of what an earlier report has; null when there is none to compare with
 */
public record Report(
        String toolVersion,
        String kubernetesVersion,
        Verdict gate,
        Summary summary,
        List<Operator> operators,
        List<Finding> findings,
        List<Note> notes,
        @Nullable Code usage,
        @Nullable Changes changes) {

    /** The version of the JSON's shape. It changes when a reader of the old one would misread the new one. */
    public static final int SCHEMA_VERSION = 1;

    public Report {
        operators = List.copyOf(operators);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** An audit as a report. */
    public static Report of(Audit audit) {
        return new AuditToReport(audit).report();
    }

    /** What changed; nothing where there is nothing to compare with. */
    public Changes changesIfAny() {
        return changes == null ? Changes.NONE : changes;
    }

    /** This report, compared with an earlier one: see {@link io.github.tokenaudit.report.baseline.Baseline}. */
    public Report with(List<Finding> marked, Changes since) {
        return new Report(
                toolVersion,
                kubernetesVersion,
                gate,
                Summary.of(marked, summary.inventory()),
                operators,
                marked,
                notes,
                usage,
                since);
    }

    /** This report, judged anew. */
    public Report with(List<Finding> judged, Verdict verdict) {
        return new Report(toolVersion, kubernetesVersion, verdict, summary, operators, judged, notes, usage, changes);
    }

    /**
     * The gate's verdict.
     *
     * @param failOn findings as bad as this, or worse, shut the gate
     * @param failOnNew findings as bad as this, or worse, that an earlier report does not have shut it
     * @param failed whether the build must not go on
     */
    public record Verdict(FailOn failOn, FailOn failOnNew, boolean failed) {}

    /**
     * Grade and counts.
     *
     * @param grade the worst of all findings that count
     * @param findings how many count, per severity; every severity is there, the worst first
     * @param suppressed how many somebody takes responsibility for
     * @param contained how many are part of another one
     * @param inventory what was read
     */
    public record Summary(
            Grade grade, Map<Severity, Integer> findings, int suppressed, int contained, Inventory inventory) {

        public Summary {
            TreeMap<Severity, Integer> worstFirst = new TreeMap<>(Comparator.reverseOrder());
            for (Severity severity : Severity.values()) {
                worstFirst.put(severity, findings.getOrDefault(severity, 0));
            }
            findings = Collections.unmodifiableMap(worstFirst);
        }

        /** Counts findings and grades them. */
        public static Summary of(List<Finding> findings, Inventory inventory) {
            Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
            findings.stream()
                    .filter(Finding::counts)
                    .forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
            Grade grade = counts.keySet().stream()
                    .map(Grade::of)
                    .max(Comparator.naturalOrder())
                    .orElse(Grade.A);
            int suppressed = (int) findings.stream()
                    .filter(finding -> finding.state() == State.SUPPRESSED && finding.partOf() == null)
                    .count();
            int contained = (int) findings.stream()
                    .filter(finding -> finding.partOf() != null)
                    .count();
            return new Summary(grade, counts, suppressed, contained, inventory);
        }
    }

    /**
     * An object of the input.
     *
     * @param id what names it
     * @param location where it stands; null for what Kubernetes brings
     */
    public record ObjectAt(ObjectId id, @Nullable Location location) {}

    /**
     * A workload with all there is to know of it.
     *
     * @param workload what runs the pods
     * @param bundle the file or folder whose objects belong together with it
     * @param madeBy the ClusterServiceVersion that makes OLM create the workload; null when it stands for itself
     * @param account whom its pods run as; the location is null when the input has no declaration of it
     * @param capability what the account amounts to
     * @param unlifted what the account amounts to where OLM installs the operator for some namespaces only; null where it
     *     does so for all namespaces only, or nothing is lifted
     * @param abilities the dangerous things that it can do, the worst first
     * @param paths where it gets by them, the worst goal first
     * @param openings what its pods give without any token
     * @param grade the worst finding about it
     * @param tokens which container sees which token
     * @param grants what the account may do
     * @param grantsLeftOut how many single grants are not in the list, since it would have become too long
     * @param findings the fingerprints of the findings about it
     */
    public record Operator(
            ObjectAt workload,
            String bundle,
            @Nullable ObjectAt madeBy,
            ObjectAt account,
            Capability capability,
            @Nullable Capability unlifted,
            List<Ability> abilities,
            List<Path> paths,
            List<Opening> openings,
            Grade grade,
            List<Token> tokens,
            List<GrantRow> grants,
            int grantsLeftOut,
            List<String> findings) {

        public Operator {
            abilities = List.copyOf(abilities);
            paths = List.copyOf(paths);
            openings = List.copyOf(openings);
            tokens = List.copyOf(tokens);
            grants = List.copyOf(grants);
            findings = List.copyOf(findings);
        }

        /** The way to the most power; of several the one to the worse goal; null when there is none. */
        public @Nullable Path worstPath() {
            return paths.stream().max(Comparator.comparing(Path::capability)).orElse(null);
        }
    }

    /**
     * Something that whoever gets into a pod has without any token.
     *
     * @param of what it gives something of
     * @param text what, as a sentence without a full stop
     * @param severity how bad it is
     * @param location where that is written
     */
    public record Opening(Of of, String text, Severity severity, Location location) {}

    /**
     * Something dangerous that an account can do.
     *
     * @param text in plain words
     * @param capability what it amounts to
     * @param location the rule that gives it; null for a built-in role
     */
    public record Ability(
            String text, Capability capability, @Nullable Location location) {}

    /**
     * The shortest way from an account's token to a goal.
     *
     * @param to where it ends: {@code cluster-admin}, {@code node}, {@code foreign-token}, {@code cloud-identity}
     * @param capability what having come there amounts to, conditions considered
     * @param conditions what must be so on the cluster; empty for a way that is open on any
     * @param steps in order
     */
    public record Path(Goal to, Capability capability, List<String> conditions, List<Step> steps) {

        public Path {
            conditions = List.copyOf(conditions);
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step of a path.
     *
     * @param text what the holder of the token does
     * @param location what lets him; null for what Kubernetes itself brings
     * @param source where this is written up
     */
    public record Step(String text, @Nullable Location location, String source) {}

    /**
     * A token that a container sees. The nulls mean what they mean in {@link TokenMount}.
     *
     * @param container who sees it
     * @param containerRole when that container runs
     * @param kind how the token comes there
     * @param account the name of the account that it speaks for
     * @param path the file, or the environment variable as {@code $NAME}
     * @param requestedSeconds the lifetime asked for; null for a Secret's
     * @param validSeconds the lifetime granted; null for ever
     * @param boundTo what ends it early
     * @param audience whom it is for; null for the API server by default
     * @param location what proves it
     */
    public record Token(
            String container,
            Container.Role containerRole,
            TokenMount.Kind kind,
            String account,
            String path,
            @Nullable Long requestedSeconds,
            @Nullable Long validSeconds,
            TokenMount.BoundTo boundTo,
            @Nullable String audience,
            Location location) {}

    /**
     * What an account may do with one resource, or one path that is no resource. Each entry of {@code via} alone gives
     * all the verbs.
     *
     * @param apiGroup empty for the core group; null for a path
     * @param resource null for a path
     * @param subresource null for the resource itself, and for a path
     * @param nonResourceUrl the path; null for a resource
     * @param verbs as the role lists them
     * @param namespaces {@code *} for the whole cluster, else names; null for one that the manifests leave open
     * @param resourceNames the only objects that it counts for; empty for all
     * @param via what gives it
     * @param usage the best that is known of any of its verbs
     * @param verbUsage what is known of each verb, a star told apart where that can be; empty when nobody looked
     */
    public record GrantRow(
            @Nullable String apiGroup,
            @Nullable String resource,
            @Nullable String subresource,
            @Nullable String nonResourceUrl,
            List<String> verbs,
            List<@Nullable String> namespaces,
            List<String> resourceNames,
            List<Via> via,
            Usage usage,
            List<VerbUsage> verbUsage) {

        public GrantRow {
            verbs = List.copyOf(verbs);
            namespaces = Collections.unmodifiableList(new ArrayList<>(namespaces));
            resourceNames = List.copyOf(resourceNames);
            via = List.copyOf(via);
            verbUsage = List.copyOf(verbUsage);
        }

        /** What it is for, as roles write it and the group behind: {@code pods/exec}, {@code deployments.apps}, {@code /metrics}. */
        public String target() {
            if (nonResourceUrl != null) {
                return nonResourceUrl;
            }
            String name = subresource == null ? String.valueOf(resource) : resource + "/" + subresource;
            return apiGroup == null || apiGroup.isEmpty() ? name : name + "." + apiGroup;
        }

        /** This row with other verbs, and what is known of those. */
        public GrantRow with(List<String> otherVerbs, List<Via> otherVia, List<VerbUsage> otherUsage) {
            return new GrantRow(
                    apiGroup,
                    resource,
                    subresource,
                    nonResourceUrl,
                    otherVerbs,
                    namespaces,
                    resourceNames,
                    otherVia,
                    usage,
                    otherUsage);
        }
    }

    /**
     * A chain that gives a grant.
     *
     * @param role the role; its location is the rule's
     * @param binding what binds the role to the account; null for a binding of Kubernetes' own
     */
    public record Via(ObjectAt role, @Nullable ObjectAt binding) {}

    /**
     * What became of what an earlier report has.
     *
     * @param newGrants what accounts may do that they could not, whether or not a rule objects
     * @param goneGrants what they may do no more
     * @param fixedFindings the findings that counted then and are there no more, as they were
     */
    public record Changes(List<AccountGrants> newGrants, List<AccountGrants> goneGrants, List<Finding> fixedFindings) {

        /** Nothing came and went. */
        public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

        public Changes {
            newGrants = List.copyOf(newGrants);
            goneGrants = List.copyOf(goneGrants);
            fixedFindings = List.copyOf(fixedFindings);
        }

        /** How many rows {@link #newGrants} has. */
        public int newGrantCount() {
            return count(newGrants);
        }

        /** How many rows {@link #goneGrants} has. */
        public int goneGrantCount() {
            return count(goneGrants);
        }

        private static int count(List<AccountGrants> accounts) {
            return accounts.stream()
                    .mapToInt(account -> account.grants().size())
                    .sum();
        }
    }

    /**
     * Grants of an account.
     *
     * @param account whose
     * @param grants what it may do, as far as this is about
     */
    public record AccountGrants(ObjectAt account, List<GrantRow> grants) {

        public AccountGrants {
            grants = List.copyOf(grants);
        }

        /** What the account is called: {@code namespace/name}, or its name alone. */
        public String name() {
            return account.id().placedName();
        }
    }

    /** Whether the operator's code needs a grant. */
    public enum Usage {
        /** A request was found that needs it. */
        PROVEN,
        /** A request was found that may need it. */
        POSSIBLE,
        /** The operator passes it on to others. */
        DELEGATED,
        /** Nobody looked, or nobody can know. */
        UNKNOWN,
        /** Nothing needs it. */
        NONE
    }

    /**
     * Whether one verb of a grant is needed.
     *
     * @param verb the verb
     * @param usage whether the operator needs it
     * @param why the line of code that does, or what else speaks for it; empty for nothing
     */
    public record VerbUsage(String verb, Usage usage, String why) {}

    /**
     * How much of the operator's code was understood.
     *
     * @param calls calls of Kubernetes clients
     * @param resolved those of which the resource is known
     * @param unresolved the others
     */
    public record Code(int calls, int resolved, List<UnresolvedCall> unresolved) {

        public Code {
            unresolved = List.copyOf(unresolved);
        }
    }

    /**
     * A call of which it is not known, or not in all cases, what it requests.
     *
     * @param at class, method and line
     * @param verbs what it would do
     * @param reason why it isn't known
     * @param reached whether an entry point leads there
     */
    public record UnresolvedCall(String at, List<String> verbs, String reason, boolean reached) {

        public UnresolvedCall {
            verbs = List.copyOf(verbs);
        }
    }

    /**
     * A weakness; see {@link io.github.tokenaudit.rule.Finding}.
     *
     * @param rule the id of the rule
     * @param name the name of the rule
     * @param group what the rule is about
     * @param severity how bad it is here
     * @param message what is wrong
     * @param object where; null for trouble with the input itself
     * @param field the path inside the object; empty for the object as a whole
     * @param location the narrowest place that proves it
     * @param evidence further steps of the proof
     * @param remedy how to mend it
     * @param help where the rule is explained
     * @param fingerprint the same from build to build
     * @param partOf the fingerprint of the finding that contains this one; null for a headline
     * @param grants a value that changes with what the grants behind the finding allow; null where it is not about grants
     * @param state whether it is new, known or suppressed
     * @param suppression why it is suppressed; null when it is not
     * @param shutsGate whether it alone would have failed the build
     */
    public record Finding(
            String rule,
            String name,
            Group group,
            Severity severity,
            String message,
            @Nullable ObjectId object,
            String field,
            Location location,
            List<Evidence> evidence,
            String remedy,
            String help,
            String fingerprint,
            @Nullable String partOf,
            @Nullable String grants,
            State state,
            @Nullable Suppression suppression,
            boolean shutsGate) {

        public Finding {
            evidence = List.copyOf(evidence);
        }

        /** Whether it counts: neither suppressed nor contained in another one. */
        public boolean counts() {
            return partOf == null && state != State.SUPPRESSED;
        }

        /** Whether it counts, and what it was compared with does not have it. */
        public boolean isNew() {
            return counts() && state == State.NEW;
        }

        /** This finding, compared with an earlier report. */
        public Finding with(State newState, @Nullable String newPartOf) {
            return with(newState, newPartOf, shutsGate);
        }

        /** This finding, judged by other thresholds. */
        public Finding with(boolean newShutsGate) {
            return with(state, partOf, newShutsGate);
        }

        private Finding with(State newState, @Nullable String newPartOf, boolean newShutsGate) {
            return new Finding(
                    rule,
                    name,
                    group,
                    severity,
                    message,
                    object,
                    field,
                    location,
                    evidence,
                    remedy,
                    help,
                    fingerprint,
                    newPartOf,
                    grants,
                    newState,
                    suppression,
                    newShutsGate);
        }
    }

    /** The word that the JSON has for an enum's constant: lower case, with hyphens. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
