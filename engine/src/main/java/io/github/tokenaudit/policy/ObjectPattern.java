package io.github.tokenaudit.policy;

import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.rule.Finding;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code kind/name}, {@code kind/namespace/name} or {@code File/path}, with {@code *} for any run of characters. */
final class ObjectPattern {

    private static final String FILE = "File/";

    private final Pattern pattern;
    private final boolean withNamespace;

    ObjectPattern(String text) {
        this.pattern = Pattern.compile(
                List.of(text.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
        this.withNamespace =
                !text.startsWith(FILE) && text.chars().filter(c -> c == '/').count() == 2;
    }

    static boolean isValid(String text) {
        long slashes = text.chars().filter(c -> c == '/').count();
        return text.equals("*") || text.startsWith(FILE) || (slashes >= 1 && slashes <= 2 && !text.contains("//"));
    }

    boolean matches(Finding finding) {
        ObjectId object = finding.object();
        if (object == null) {
            return pattern.matcher(FILE + finding.location().file()).matches();
        }
        String namespace = object.namespace() == null ? "" : object.namespace();
        String display = withNamespace
                ? object.kind() + "/" + namespace + "/" + object.name()
                : object.kind() + "/" + object.name();
        return pattern.matcher(display).matches();
    }
}
