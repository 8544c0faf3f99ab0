package io.github.tokenaudit.policy;

import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.rule.Finding.State;
import io.github.tokenaudit.rule.Finding.Suppression;
import io.github.tokenaudit.rule.StaleSuppression;
import io.github.tokenaudit.source.Field;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies suppressions: those of a policy, and those that a manifest carries for itself as annotation {@value
 * #ANNOTATION}, one per line: {@code TA210=why it is all right; until=2027-03-31; owner=team-kafka; grants=sha256:…}.
 */
public final class Suppressions {

    /** Carries suppressions of the findings of its own object. */
    public static final String ANNOTATION = "tokenaudit.github.io/suppress";

    /**
     * What came of it.
     *
     * @param findings all of them, those that somebody bears marked so
     * @param stale suppressions that count no more, or never did
     */
    public record Outcome(List<Finding> findings, List<StaleSuppression> stale) {}

    /** A suppression while it is tried on findings. */
    private static final class Candidate {
        final SuppressionEntry entry;
        final ObjectPattern objects;
        final @Nullable KubeObject carrier;
        boolean used;

        Candidate(SuppressionEntry entry, @Nullable KubeObject carrier) {
            this.entry = entry;
            this.objects = new ObjectPattern(entry.object());
            this.carrier = carrier;
        }

        boolean covers(Finding finding) {
            return names(finding) && (entry.grants() == null || entry.grants().equals(finding.grants()));
        }

        /** Whether it is meant, as far as rule and object go. */
        boolean names(Finding finding) {
            boolean rule = entry.rule().equals(finding.rule().id())
                    || entry.rule().equals(finding.rule().name());
            return rule && (carrier == null ? objects.matches(finding) : isAbout(finding, carrier));
        }

        private static boolean isAbout(Finding finding, KubeObject object) {
            return object.id().equals(finding.object())
                    && object.file().equals(finding.location().file());
        }
    }

    private final LocalDate today;
    private final List<StaleSuppression> stale = new ArrayList<>();

    private Suppressions(LocalDate today) {
        this.today = today;
    }

    /**
     * Marks the findings that somebody bears.
     *
     * @param findings what rules found
     * @param policy its entries
     * @param cluster whose objects may carry annotations
     * @param today the day on which it counts
     */
    public static Outcome apply(List<Finding> findings, Policy policy, Cluster cluster, LocalDate today) {
        return new Suppressions(today).apply(findings, policy, cluster);
    }

    private Outcome apply(List<Finding> findings, Policy policy, Cluster cluster) {
        List<Candidate> candidates = new ArrayList<>();
        policy.suppressions().forEach(entry -> candidates.add(new Candidate(entry, null)));
        if (policy.suppressInManifests()) {
            cluster.objects().forEach(object -> candidates.addAll(carriedBy(object)));
        }
        Map<String, Suppression> borne = new TreeMap<>();
        for (Finding finding : findings) {
            Suppression suppression = suppressionOf(finding, candidates);
            if (suppression != null) {
                borne.put(finding.fingerprint(), suppression);
            }
        }
        for (Candidate candidate : candidates) {
            if (!candidate.used) {
                stale.add(unused(candidate, findings));
            }
        }
        List<Finding> marked = findings.stream()
                .map(finding -> {
                    Suppression own = borne.get(finding.fingerprint());
                    return own == null ? finding : finding.with(State.SUPPRESSED, own);
                })
                .toList();
        return new Outcome(marked, stale);
    }

    private static StaleSuppression unused(Candidate candidate, List<Finding> findings) {
        SuppressionEntry entry = candidate.entry;
        return findings.stream()
                .filter(candidate::names)
                .findFirst()
                .map(finding -> StaleSuppression.changed(entry.location(), entry.rule(), finding.grants()))
                .orElseGet(() -> StaleSuppression.unused(entry.location(), entry.rule()));
    }

    private @Nullable Suppression suppressionOf(Finding finding, List<Candidate> candidates) {
        Suppression suppression = null;
        for (Candidate candidate : candidates) {
            if (candidate.covers(finding)) {
                SuppressionEntry entry = candidate.entry;
                LocalDate until = entry.until();
                if (until == null || !until.isBefore(today)) {
                    suppression = new Suppression(entry.reason(), entry.owner(), until);
                } else if (!candidate.used) {
                    stale.add(StaleSuppression.expired(entry.location(), entry.rule(), until));
                }
                candidate.used = true;
            }
        }
        return suppression;
    }

    private List<Candidate> carriedBy(KubeObject object) {
        Field annotation = object.at("metadata", "annotations", ANNOTATION);
        List<Candidate> candidates = new ArrayList<>();
        for (String line : annotation.textOr("").lines().toList()) {
            if (!line.isBlank()) {
                SuppressionEntry entry = parse(line.strip(), annotation);
                if (entry == null) {
                    stale.add(StaleSuppression.unreadable(annotation.location(), line.strip()));
                } else {
                    candidates.add(new Candidate(entry, object));
                }
            }
        }
        return candidates;
    }

    private static @Nullable SuppressionEntry parse(String line, Field annotation) {
        String[] parts = line.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 1 || parts[0].substring(equals + 1).isBlank()) {
            return null;
        }
        String owner = null;
        LocalDate until = null;
        String grants = null;
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("owner=")) {
                owner = part.substring("owner=".length());
            } else if (part.startsWith("grants=")) {
                grants = part.substring("grants=".length());
                if (!SuppressionEntry.GRANTS.matcher(grants).matches()) {
                    return null;
                }
            } else if (part.startsWith("until=")) {
                try {
                    until = LocalDate.parse(part.substring("until=".length()));
                } catch (DateTimeParseException e) {
                    return null;
                }
            } else {
                return null;
            }
        }
        return new SuppressionEntry(
                parts[0].substring(0, equals).strip(),
                "*",
                grants,
                parts[0].substring(equals + 1).strip(),
                owner,
                until,
                annotation.location());
    }
}
