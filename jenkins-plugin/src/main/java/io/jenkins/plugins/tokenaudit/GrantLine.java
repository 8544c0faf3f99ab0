package io.jenkins.plugins.tokenaudit;

import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.Usage;
import io.github.tokenaudit.report.Report.VerbUsage;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A grant as pages show it.
 *
 * @param grant what is told
 */
@Restricted(NoExternalUse.class)
public record GrantLine(GrantRow grant) {

    private static final int MOST = 50;
    private static final int MOST_ROLES = 3;
    private static final int MOST_REASONS = 12;

    /** Of equals, as the report has them. */
    private static final Comparator<GrantRow> WIDEST_FIRST = Comparator.comparing(
                    (GrantRow grant) -> "*".equals(grant.resource()))
            .thenComparing(grant -> grant.verbs().contains("*"))
            .thenComparing(grant -> grant.namespaces().contains("*"))
            .thenComparing(grant -> grant.resourceNames().isEmpty())
            .reversed();

    /** As many grants as there is room for, the widest first. */
    static List<GrantLine> widest(List<GrantRow> grants) {
        return grants.stream()
                .sorted(WIDEST_FIRST)
                .limit(MOST)
                .map(GrantLine::new)
                .toList();
    }

    public String getVerbs() {
        return grant.verbs().contains("*") ? Messages.Words_everyVerb() : String.join(", ", grant.verbs());
    }

    public String getResource() {
        return grant.target();
    }

    public String getNames() {
        return String.join(", ", grant.resourceNames());
    }

    public String getNamespaces() {
        return Words.namespaces(grant);
    }

    public String getVia() {
        return grant.via().stream()
                .limit(MOST_ROLES)
                .map(via -> via.role().id().display())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    /** What is known of the need for it, a sentence for each kind of need; empty where nobody looked. */
    public List<String> getNeeds() {
        return grant.verbUsage().stream()
                .collect(Collectors.groupingBy(VerbUsage::usage, () -> new EnumMap<>(Usage.class), Collectors.toList()))
                .entrySet()
                .stream()
                .map(need -> Words.usage(need.getKey(), reasons(need.getValue())))
                .toList();
    }

    /** The verbs with what speaks for each; empty where nothing does and all of the grant's are meant. */
    private String reasons(List<VerbUsage> verbs) {
        boolean bare = verbs.stream().allMatch(verb -> verb.why().isEmpty());
        if (bare && verbs.size() == grant.verbUsage().size()) {
            return "";
        }
        String separator = bare ? ", " : "; ";
        String first = verbs.stream()
                .map(verb -> verb.verb() + (verb.why().isEmpty() ? "" : " (" + verb.why() + ")"))
                .distinct()
                .limit(MOST_REASONS)
                .collect(Collectors.joining(separator));
        return verbs.size() > MOST_REASONS ? first + separator + "…" : first;
    }
}
