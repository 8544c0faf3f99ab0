package io.github.tokenaudit.rule;

import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.rule.Draft.Held;
import io.github.tokenaudit.rule.Finding.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs rules and makes findings of what they tell: identity, order, and one headline per weakness. */
public final class Findings {

    /** A draft with the rule that told it. */
    private record Told(RuleInfo rule, Draft draft) {}

    private final RuleSettings settings;
    private final List<Told> told = new ArrayList<>();

    private final GrantDigest digest;

    private Findings(RuleContext context, RuleSettings settings) {
        this.settings = settings;
        this.digest = new GrantDigest(context.access());
    }

    /** Runs the rules that the settings leave enabled; findings in the order of {@link Finding#ORDER}. */
    public static List<Finding> of(List<Rule> rules, RuleContext context, RuleSettings settings) {
        Findings findings = new Findings(context, settings);
        for (Rule rule : rules) {
            if (settings.isEnabled(rule.info())) {
                rule.check(context, draft -> findings.told.add(new Told(rule.info(), draft)));
            }
        }
        return findings.finish();
    }

    private List<Finding> finish() {
        // Identities are given out in the order of places, so that they don't depend on the order of rules.
        told.sort(Comparator.comparing((Told one) -> one.draft.location())
                .thenComparing(one -> one.rule.id())
                .thenComparing(one -> one.draft.subject())
                .thenComparing(one -> one.draft.message()));
        IdentityHashMap<Told, String> fingerprints = fingerprints();
        Containers containers = new Containers(told);
        return told.stream()
                .map(one -> finding(one, fingerprints, headline(one, containers)))
                .sorted(Finding.ORDER)
                .toList();
    }

    /** Two findings of one identity, as where two files define one object, are told apart by a number. */
    private IdentityHashMap<Told, String> fingerprints() {
        Map<String, Integer> seen = new HashMap<>();
        IdentityHashMap<Told, String> fingerprints = new IdentityHashMap<>();
        for (Told one : told) {
            String fingerprint = fingerprint(one);
            int count = seen.merge(fingerprint, 1, Integer::sum);
            fingerprints.put(one, count == 1 ? fingerprint : fingerprint + "-" + count);
        }
        return fingerprints;
    }

    /** The finding that contains this one and is contained in none; null for a headline. */
    private @Nullable Told headline(Told one, Containers containers) {
        Told headline = null;
        Told next = container(one, containers);
        while (next != null) {
            headline = next;
            next = container(headline, containers);
        }
        return headline;
    }

    /**
     * What is worse than the one that would contain it stays a headline, so that nothing gets lost behind less. Of several
     * it is the closest that does: ids go from grants over bindings to paths. Of several paths it is the account's own,
     * not that of another one that leads there.
     */
    private @Nullable Told container(Told one, Containers containers) {
        return containers
                .of(one)
                .filter(other -> severity(other).isAtLeast(severity(one)))
                .min(Comparator.comparing((Told other) -> other.rule.id())
                        .thenComparing(other -> !other.draft.subject().equals(one.draft.subject())))
                .orElse(null);
    }

    /** Which findings may contain which. */
    private static final class Containers {
        private final IdentityHashMap<KubeObject, List<Told>> byObject = new IdentityHashMap<>();
        private final Map<Held, List<Told>> byCovered = new HashMap<>();

        Containers(List<Told> told) {
            for (Told one : told) {
                if (one.rule.contains().isEmpty()) {
                    continue;
                }
                if (one.draft.object() != null) {
                    byObject.computeIfAbsent(one.draft.object(), object -> new ArrayList<>())
                            .add(one);
                }
                for (Held held : one.draft.covered()) {
                    byCovered.computeIfAbsent(held, h -> new ArrayList<>()).add(one);
                }
            }
        }

        Stream<Told> of(Told one) {
            Set<Held> about = one.draft.about();
            Stream<Told> near = about.isEmpty()
                    ? byObject.getOrDefault(one.draft.object(), List.of()).stream()
                    : about.stream().flatMap(held -> byCovered.getOrDefault(held, List.of()).stream());
            return near.filter(other -> other.rule.contains().contains(one.rule.id()));
        }
    }

    private Finding finding(Told one, IdentityHashMap<Told, String> fingerprints, @Nullable Told headline) {
        RuleInfo rule = one.rule;
        Draft draft = one.draft;
        KubeObject object = draft.object();
        return new Finding(
                rule,
                severity(one),
                draft.message(),
                object == null ? null : object.id(),
                draft.field(),
                draft.location(),
                draft.evidence(),
                Objects.requireNonNullElse(draft.remedy(), rule.remedy()),
                Objects.requireNonNull(fingerprints.get(one)),
                headline == null ? null : fingerprints.get(headline),
                digest.of(draft.grants()),
                State.OUTSTANDING,
                null);
    }

    private Severity severity(Told one) {
        return settings.severity(one.rule)
                .or(() -> Optional.ofNullable(one.draft.severity()))
                .or(() -> Optional.ofNullable(one.rule.severity()))
                .orElseThrow(() -> new IllegalStateException(one.rule.id() + " tells no severity"));
    }

    private static String fingerprint(Told one) {
        KubeObject object = one.draft.object();
        String identity = String.join(
                "\n",
                one.rule.id(),
                object == null
                        ? one.draft.location().file()
                        : object.id().group() + "/" + object.id().display(),
                one.draft.stableField(),
                one.draft.subject());
        return Digests.sha256(identity).substring(0, 32);
    }
}
