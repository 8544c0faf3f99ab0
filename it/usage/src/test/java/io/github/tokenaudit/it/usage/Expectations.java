package io.github.tokenaudit.it.usage;

import io.github.tokenaudit.usage.Evidence;
import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Scope;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comments in a source file say of the calls below them, each up to the next such comment:
 *
 * <pre>{@code
 * // expect: apps/deployments:get; possible: apps/deployments:list; framework: …; delegated: …; unresolved
 * // elsewhere: coordination.k8s.io/leases:get
 * }</pre>
 *
 * <p>What has no label is proven. {@code [x]} behind a permission is a name, {@code @all} that it is wanted in all
 * namespaces, {@code @?} that the code doesn't tell; the second form is about evidence outside of the file.
 */
final class Expectations {

    private static final Pattern COMMENT = Pattern.compile("\\s*// (expect|elsewhere): (.*)");
    private static final int ELSEWHERE = 0;

    private final String className;
    private final List<String> lines;
    private final NavigableMap<Integer, SortedSet<String>> byLine = new TreeMap<>();

    private Expectations(String className, List<String> lines) {
        this.className = className;
        this.lines = lines;
    }

    static Expectations of(Path source, String className) throws IOException {
        Expectations expectations = new Expectations(className, Files.readAllLines(source));
        expectations.read();
        return expectations;
    }

    private void read() {
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (comment.matches()) {
                String text = comment.group(2) + continued(i + 1);
                byLine.put(comment.group(1).equals("elsewhere") ? ELSEWHERE : i + 1, labelled(text));
            }
        }
        byLine.putIfAbsent(ELSEWHERE, new TreeSet<>());
    }

    /** The formatter breaks long comments. */
    private String continued(int from) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(from, lines.size())) {
            if (!line.strip().startsWith("// ") || COMMENT.matcher(line).matches()) {
                break;
            }
            text.append(' ').append(line.strip().substring(3));
        }
        return text.toString();
    }

    private static SortedSet<String> labelled(String comment) {
        SortedSet<String> labelled = new TreeSet<>();
        for (String group : comment.split("; ", -1)) {
            int label = group.indexOf(": ");
            String strength = label < 0 ? "proven" : group.substring(0, label);
            for (String permission : group.substring(label < 0 ? 0 : label + 2).split(", ", -1)) {
                if (permission.equals("unresolved")) {
                    labelled.add(permission);
                } else if (!permission.equals("nothing")) {
                    labelled.add(strength + " " + permission);
                }
            }
        }
        return labelled;
    }

    /** Where the usage is not what the comments say, as sentences with the comment's line. */
    List<String> differences(Usage usage) {
        List<String> differences = new ArrayList<>();
        found(usage).forEach((line, there) -> {
            SortedSet<String> expected = byLine.getOrDefault(line, new TreeSet<>());
            if (!expected.equals(there)) {
                differences.add("line " + line + " expects " + expected + ", found is " + there);
            }
        });
        return differences;
    }

    /** What was found, by the line of the comment that it belongs to. */
    private Map<Integer, SortedSet<String>> found(Usage usage) {
        Map<Integer, SortedSet<String>> found = new TreeMap<>();
        byLine.keySet().forEach(line -> found.put(line, new TreeSet<>()));
        for (Use use : usage.uses()) {
            for (Evidence evidence : use.evidence()) {
                int line = evidence.site() == null
                        ? ELSEWHERE
                        : commentAbove(
                                evidence.site().className(), evidence.site().line());
                add(found, line, evidence.strength(), use.permission());
            }
        }
        usage.coverage()
                .unresolved()
                .forEach(call -> found.computeIfAbsent(
                                commentAbove(
                                        call.site().className(), call.site().line()),
                                line -> new TreeSet<>())
                        .add("unresolved"));
        return found;
    }

    /** Of one permission at one place only the strongest evidence is told. */
    private static void add(Map<Integer, SortedSet<String>> found, int line, Strength strength, Permission permission) {
        SortedSet<String> there = found.computeIfAbsent(line, added -> new TreeSet<>());
        String text = text(permission);
        boolean isProven = there.contains("proven " + text) || there.contains("framework " + text);
        if (!(isProven && strength == Strength.POSSIBLE)) {
            there.add(strength.name().toLowerCase(Locale.ROOT) + " " + text);
        }
    }

    private static String text(Permission permission) {
        String name = permission.name() == null ? "" : "[" + permission.name() + "]";
        boolean isOpen =
                permission.scope() == Scope.UNKNOWN && permission.verb().matches("list|watch");
        return permission + name + (permission.scope() == Scope.ALL_NAMESPACES ? "@all" : isOpen ? "@?" : "");
    }

    private int commentAbove(String owner, int line) {
        if (!owner.equals(className) && !owner.startsWith(className + "$")) {
            return ELSEWHERE;
        }
        Integer comment = byLine.floorKey(line == 0 ? lineOfClass(owner) : line);
        return comment == null ? ELSEWHERE : comment;
    }

    private int lineOfClass(String owner) {
        Pattern declaration =
                Pattern.compile(".*\\b(class|record) " + owner.substring(owner.lastIndexOf('$') + 1) + "\\b.*");
        for (int i = 0; i < lines.size(); i++) {
            if (declaration.matcher(lines.get(i)).matches()) {
                return i + 1;
            }
        }
        throw new IllegalStateException("no class " + owner);
    }
}
