package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Manifests that lie as text in ConfigMaps. Nothing applies them but the operator that reads the ConfigMap, so they are
 * told and not audited as if they were applied.
 */
public final class EmbeddedManifests {

    private static final Pattern KIND = Pattern.compile("(?m)^\\s{0,8}\"?kind\"?:\\s*\"?([A-Z][A-Za-z]+)");
    private static final Pattern API_VERSION = Pattern.compile("(?m)^\\s{0,8}\"?apiVersion\"?:\\s*\"?([a-z0-9./]+)");

    /**
     * What a ConfigMap carries.
     *
     * @param configMap which one
     * @param field the key that holds it
     * @param kinds the workloads, accounts, roles and bindings among them, by kind, sorted
     */
    public record Embedded(KubeObject configMap, Field field, List<String> kinds) {}

    private EmbeddedManifests() {}

    /** What the ConfigMaps of a cluster carry, in the order of the input. */
    public static List<Embedded> in(Cluster cluster) {
        List<Embedded> found = new ArrayList<>();
        cluster.objects("", "ConfigMap").forEach(configMap -> {
            for (Field entry : configMap.at("data").children()) {
                List<String> kinds = kinds(entry.textOr(""));
                if (!kinds.isEmpty()) {
                    found.add(new Embedded(configMap, entry, kinds));
                }
            }
        });
        return found;
    }

    private static List<String> kinds(String text) {
        TreeSet<String> kinds = new TreeSet<>();
        if (text.contains("apiVersion") && text.contains("kind")) {
            Matcher apiVersion = API_VERSION.matcher(text);
            TreeSet<String> groups = new TreeSet<>();
            while (apiVersion.find()) {
                int slash = apiVersion.group(1).indexOf('/');
                groups.add(slash < 0 ? "" : apiVersion.group(1).substring(0, slash));
            }
            Matcher kind = KIND.matcher(text);
            while (kind.find()) {
                if (groups.stream().anyMatch(group -> ObjectReader.actsOnTokens(group, kind.group(1)))) {
                    kinds.add(kind.group(1));
                }
            }
        }
        return List.copyOf(kinds);
    }
}
