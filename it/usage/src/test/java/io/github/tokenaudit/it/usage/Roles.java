package io.github.tokenaudit.it.usage;

import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an operator's roles grant, as data: a rule a line, {@code groups resources verbs}, each separated by commas; a
 * {@code -} is the core group. A fourth column may tell the strength of what the code must show of them.
 */
final class Roles {

    /** A granted permission. */
    record Grant(String group, String path, String verb, String expected) {

        boolean covers(Permission permission) {
            return (group.equals("*") || group.equals(permission.group()))
                    && (path.equals("*") || path.equals(permission.path()))
                    && (verb.equals("*") || verb.equals(permission.verb()));
        }

        @Override
        public String toString() {
            return (group.isEmpty() ? "" : group + "/") + path + ":" + verb;
        }
    }

    private final List<Grant> grants;

    private Roles(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    static Roles read(Path file) throws IOException {
        List<Grant> grants = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.split("\\s+", -1);
                for (String group : columns[0].split(",", -1)) {
                    for (String resource : columns[1].split(",", -1)) {
                        for (String verb : columns[2].split(",", -1)) {
                            String expected = columns.length > 3 ? columns[3] : "";
                            grants.add(new Grant(group.equals("-") ? "" : group, resource, verb, expected));
                        }
                    }
                }
            }
        }
        return new Roles(grants);
    }

    int size() {
        return grants.size();
    }

    /** Granted permissions by the strongest evidence for them; those without any are under {@code "NONE"}. */
    SortedMap<String, SortedSet<String>> verdicts(Usage usage) {
        SortedMap<String, SortedSet<String>> verdicts = new TreeMap<>();
        for (Grant grant : grants) {
            verdicts.computeIfAbsent(verdict(grant, usage), strength -> new TreeSet<>())
                    .add(grant.toString());
        }
        return verdicts;
    }

    private static String verdict(Grant grant, Usage usage) {
        return usage.uses().stream()
                .filter(use -> grant.covers(use.permission()))
                .map(Use::strength)
                .min(Comparator.naturalOrder())
                .map(Strength::name)
                .orElse("NONE");
    }

    /** Grants of which the code shows something else than the file says. */
    List<String> differences(Usage usage) {
        return grants.stream()
                .filter(grant -> !verdict(grant, usage).equals(grant.expected()))
                .map(grant -> grant + " is " + verdict(grant, usage) + ", not " + grant.expected())
                .toList();
    }

    /** What the code certainly needs and no role grants, beside what every account may do. */
    List<String> missing(Usage usage) {
        return usage.uses().stream()
                .filter(use -> use.strength() == Strength.PROVEN || use.strength() == Strength.FRAMEWORK)
                .map(Use::permission)
                .filter(permission -> !permission.resource().startsWith("selfsubject"))
                .filter(permission -> grants.stream().noneMatch(grant -> grant.covers(permission)))
                .map(Permission::toString)
                .distinct()
                .toList();
    }

    static Map<String, Integer> counts(SortedMap<String, SortedSet<String>> verdicts) {
        Map<String, Integer> counts = new TreeMap<>();
        verdicts.forEach((verdict, grants) -> counts.put(verdict, grants.size()));
        return counts;
    }
}
