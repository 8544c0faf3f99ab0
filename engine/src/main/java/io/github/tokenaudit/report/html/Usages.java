package io.github.tokenaudit.report.html;

import io.github.tokenaudit.rule.GrantedVerb;
import io.github.tokenaudit.rule.Need;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is known of whether a rule's verbs are needed, in words. */
final class Usages {

    private static final int MOST = 12;

    private Usages() {}

    /** A line of a table. */
    record Line(String heading, String text) {}

    /** The lines of a rule; none where nobody looked. */
    static List<Line> of(List<GrantedVerb> verbs) {
        List<Line> lines = new ArrayList<>();
        add(lines, "needed", verbs, need -> need.compareTo(Need.LOGGED) <= 0, Usages::withReason);
        add(
                lines,
                "perhaps needed",
                verbs,
                need -> need.isNeeded() && need.compareTo(Need.LOGGED) > 0,
                Usages::withReason);
        add(lines, "can't be known", verbs, need -> need == Need.UNKNOWN, Usages::plain);
        add(lines, "not needed", verbs, need -> need.compareTo(Need.UNKNOWN) > 0, Usages::plain);
        return lines;
    }

    private static void add(
            List<Line> lines,
            String heading,
            List<GrantedVerb> verbs,
            Predicate<Need> which,
            Function<GrantedVerb, String> words) {
        Set<String> texts = new LinkedHashSet<>();
        verbs.stream().filter(verb -> which.test(verb.need())).map(words).forEach(texts::add);
        if (!texts.isEmpty()) {
            List<String> first = texts.stream().limit(MOST).toList();
            int more = texts.size() - first.size();
            lines.add(new Line(heading, String.join("; ", first) + (more > 0 ? "; and " + more + " more" : "")));
        }
    }

    private static String withReason(GrantedVerb verb) {
        return plain(verb) + ": " + verb.why();
    }

    private static String plain(GrantedVerb verb) {
        return verb.verb() + " of " + verb.path();
    }
}
