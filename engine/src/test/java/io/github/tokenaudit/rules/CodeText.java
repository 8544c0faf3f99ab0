package io.github.tokenaudit.rules;

import io.github.tokenaudit.usage.CallSite;
import io.github.tokenaudit.usage.Coverage;
import io.github.tokenaudit.usage.Coverage.UnresolvedCall;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator's classes show, as a text that examples can have in place of class files:
 *
 * <pre>{@code
 * proven      apps/deployments:get,patch   namespace   WebsiteReconciler.reconcile:41
 * framework   example.com/websites:watch   all         WebsiteReconciler
 * unresolved  create                       Templates.apply:17   the resource is only known as HasMetadata
 * missing     io.fabric8.kubernetes.client.KubernetesClient
 * }</pre>
 */
public final class CodeText {

    private static final Pattern PLACE = Pattern.compile("(\\w+)(?:\\.(\\w+):(\\d+))?");
    private static final Pattern GROUP = Pattern.compile("apps|batch|autoscaling|policy|.*\\..*");

    private CodeText() {}

    public static Usage read(Path file) throws IOException {
        List<Use> uses = new ArrayList<>();
        List<UnresolvedCall> unresolved = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int calls = 0;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("missing")) {
                missing.add(line.split("\\s+", 2)[1]);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                calls++;
                if (line.startsWith("unresolved")) {
                    String[] columns = line.split("\\s+", 4);
                    unresolved.add(new UnresolvedCall(
                            site(columns[2]),
                            List.of(columns[1].split(",", -1)),
                            "client",
                            columns[3],
                            true,
                            false,
                            false));
                } else {
                    addUses(line.split("\\s+", -1), uses);
                }
            }
        }
        return new Usage(uses, new Coverage(calls, calls - unresolved.size(), unresolved, missing), List.of());
    }

    private static void addUses(String[] columns, List<Use> uses) {
        int colon = columns[1].indexOf(':');
        String path = columns[1].substring(0, colon);
        String first = path.replaceFirst("/.*", "");
        boolean hasGroup = path.contains("/") && GROUP.matcher(first).matches();
        String[] resource = (hasGroup ? path.substring(first.length() + 1) : path).split("/", 2);
        Strength strength = Strength.valueOf(columns[0].toUpperCase(Locale.ROOT));
        for (String verb : columns[1].substring(colon + 1).split(",", -1)) {
            Permission permission = new Permission(
                    hasGroup ? first : "",
                    resource[0],
                    resource.length == 2 ? resource[1] : null,
                    verb,
                    scope(columns[2]),
                    null);
            uses.add(new Use(
                    permission,
                    List.of(new Evidence(strength, site(columns[3]), List.of(), "what " + columns[3] + " declares"))));
        }
    }

    private static Scope scope(String word) {
        return switch (word) {
            case "namespace" -> Scope.NAMESPACE;
            case "all" -> Scope.ALL_NAMESPACES;
            case "cluster" -> Scope.CLUSTER;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static CallSite site(String text) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw new IllegalArgumentException(text);
        }
        return place.group(2) == null
                ? new CallSite("com.example." + place.group(1), "<init>", 0)
                : new CallSite("com.example." + place.group(1), place.group(2), Integer.parseInt(place.group(3)));
    }
}
