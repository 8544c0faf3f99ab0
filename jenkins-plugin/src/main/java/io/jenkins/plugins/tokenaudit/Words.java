package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.report.Report.GrantRow;
import io.github.tokenaudit.report.Report.Usage;
import io.github.tokenaudit.source.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Plain words for what reports hold. */
final class Words {

    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]+(?= |$)");

    private Words() {}

    /** A word as a heading begins. */
    static String capital(String label) {
        return label.substring(0, 1).toUpperCase(Locale.ENGLISH) + label.substring(1);
    }

    /** A message as a sentence begins; one that begins with a name or a field keeps it as it is. */
    static String sentence(String message) {
        return PLAIN_WORD.matcher(message).lookingAt() ? capital(message) : message;
    }

    /** A text with the place that it speaks of, if there is one. */
    static String placed(String text, @CheckForNull Location location) {
        return location == null ? text : text + " (" + location + ")";
    }

    /** What a class of power means for whoever holds the token. */
    static String meaning(Capability capability) {
        return switch (capability) {
            case OWN -> Messages.Words_own();
            case NAMESPACE -> Messages.Words_namespace();
            case TENANT -> Messages.Words_tenant();
            case NODE -> Messages.Words_node();
            case CLUSTER -> Messages.Words_cluster();
        };
    }

    /** How a token comes into a container. */
    static String kind(TokenMount.Kind kind) {
        return switch (kind) {
            case AUTOMOUNTED -> Messages.Words_automounted();
            case PROJECTED -> Messages.Words_projected();
            case SECRET -> Messages.Words_secret();
        };
    }

    /** A lifetime in its two largest units; null is for ever. */
    static String lifetime(@CheckForNull Long seconds) {
        if (seconds == null) {
            return Messages.Words_forEver();
        }
        List<String> parts = new ArrayList<>();
        long rest = seconds;
        for (Unit unit : Unit.values()) {
            if (rest >= unit.seconds && parts.size() < 2) {
                parts.add(unit.count(rest / unit.seconds));
                rest %= unit.seconds;
            }
        }
        return parts.isEmpty() ? Unit.SECOND.count(seconds) : String.join(" ", parts);
    }

    private enum Unit {
        YEAR(31_536_000),
        DAY(86_400),
        HOUR(3_600),
        MINUTE(60),
        SECOND(1);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }

        private String count(long number) {
            return switch (this) {
                case YEAR -> Messages.Words_years(number);
                case DAY -> Messages.Words_days(number);
                case HOUR -> Messages.Words_hours(number);
                case MINUTE -> Messages.Words_minutes(number);
                case SECOND -> Messages.Words_seconds(number);
            };
        }
    }

    /**
     * What is known of the need for some verbs, as a sentence.
     *
     * @param verbs with what speaks for it; empty for all of them
     */
    static String usage(Usage usage, String verbs) {
        String known =
                switch (usage) {
                    case PROVEN -> Messages.Words_proven();
                    case POSSIBLE -> Messages.Words_possible();
                    case DELEGATED -> Messages.Words_delegated();
                    case UNKNOWN -> Messages.Words_unknown();
                    case NONE -> Messages.Words_none();
                };
        return verbs.isEmpty() ? known : known + ": " + verbs;
    }

    /** Where a grant counts. */
    static String namespaces(GrantRow grant) {
        if (grant.namespaces().contains("*")) {
            return Messages.Words_everywhere();
        }
        return Messages.Words_inNamespaces(grant.namespaces().stream()
                .map(namespace -> namespace == null ? Messages.Words_leftOpen() : namespace)
                .collect(Collectors.joining(", ")));
    }
}
