package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.ClusterServiceVersion;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.OwnedApi;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from manifests in which namespaces an operator watches its resources: from environment variables that operators
 * commonly take it from, from configuration of the Java Operator SDK in ConfigMaps that the pod uses, and from the
 * install modes of a ClusterServiceVersion.
 *
 * @param extent how much it watches
 * @param where what says so
 * @param field its place
 */
record Watched(Extent extent, String where, Field field) {

    /** How much an operator watches. */
    enum Extent {
        /** The namespace that it runs in, or one that is named. */
        ONE_NAMESPACE,
        /** Several, or all. */
        MORE
    }

    /**
     * {@code WATCH_NAMESPACE}: Operator SDK, "Operator scope". {@code STRIMZI_NAMESPACE}: Strimzi's configuration guide.
     * {@code QUARKUS_OPERATOR_SDK_…}: the property below, as MicroProfile Config names it in the environment.
     */
    private static final Pattern VARIABLE =
            Pattern.compile("WATCH_NAMESPACES?|STRIMZI_NAMESPACE|(\\w+_)?WATCHED_NAMESPACES"
                    + "|QUARKUS_OPERATOR_SDK_(CONTROLLERS_\\w+_)?NAMESPACES");

    /** Quarkus Operator SDK, configuration reference: {@code application.properties} in a ConfigMap. */
    private static final Pattern PROPERTY = Pattern.compile(
            "(?m)^[ \\t]*(?:%prod\\.)?quarkus\\.operator-sdk\\.(?:controllers\\.[^=:\\s]+\\.)?namespaces[ \\t]*[=:][ \\t]*(.*)$");

    /** {@code io.javaoperatorsdk.operator.api.reconciler.Constants}. */
    private static final String CURRENT = "JOSDK_WATCH_CURRENT";

    private static final Set<String> ALL = Set.of("", "*", "JOSDK_ALL_NAMESPACES");
    private static final String OWN_NAMESPACE = "metadata.namespace";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([^)]+)\\)");
    private static final Set<String> MODES_OF_MORE = Set.of(ClusterServiceVersion.ALL_NAMESPACES, "MultiNamespace");

    /** What says that an operator watches one namespace only; null where nothing does, or something says otherwise. */
    static @Nullable Watched oneNamespace(Bundle bundle, Workload workload) {
        List<Watched> told = new ArrayList<>();
        for (Container container : workload.pod().containers()) {
            addVariables(told, bundle, workload, container);
        }
        for (KubeObject config : configs(bundle, workload)) {
            addProperties(told, config);
        }
        if (told.isEmpty()) {
            addInstallModes(told, bundle, workload);
        }
        boolean one = told.stream().allMatch(watched -> watched.extent == Extent.ONE_NAMESPACE);
        return one && !told.isEmpty() ? told.get(0) : null;
    }

    private static void addVariables(List<Watched> told, Bundle bundle, Workload workload, Container container) {
        for (Field variable : container.field().get("env").items()) {
            String name = variable.get("name").textOr("");
            if (VARIABLE.matcher(name).matches()) {
                add(told, extent(bundle, workload, container, variable), name, variable);
            }
        }
        for (Field source : container.field().get("envFrom").items()) {
            String prefix = source.get("prefix").textOr("");
            String config = source.at("configMapRef", "name").textOr("");
            for (KubeObject object : bundle.objects("ConfigMap", workload.id().namespace(), config)) {
                for (Field value : object.at("data").children()) {
                    if (VARIABLE.matcher(prefix + value.name()).matches()) {
                        add(told, extent(value.textOr("")), prefix + value.name(), value);
                    }
                }
            }
        }
    }

    private static void add(List<Watched> told, @Nullable Extent extent, String where, Field field) {
        if (extent != null) {
            told.add(new Watched(extent, where, field));
        }
    }

    private static @Nullable Extent extent(Bundle bundle, Workload workload, Container container, Field variable) {
        Field source = variable.get("valueFrom");
        if (!source.isSet()) {
            String value = variable.get("value").textOr("");
            Matcher reference = REFERENCE.matcher(value);
            return reference.matches() ? extentOfReference(container, reference.group(1)) : extent(value);
        }
        if (source.at("fieldRef", "fieldPath").textOr("").equals(OWN_NAMESPACE)) {
            return Extent.ONE_NAMESPACE;
        }
        Field key = source.get("configMapKeyRef");
        return bundle
                .objects("ConfigMap", workload.id().namespace(), key.get("name").textOr(""))
                .stream()
                .map(config -> config.at("data").get(key.get("key").textOr("")).text())
                .filter(Objects::nonNull)
                .findFirst()
                .map(Watched::extent)
                .orElse(null);
    }

    /** {@code $(POD_NAMESPACE)} is another variable of the container, mostly the pod's own namespace. */
    private static @Nullable Extent extentOfReference(Container container, String name) {
        return container.field().get("env").items().stream()
                        .filter(variable -> variable.get("name").textOr("").equals(name))
                        .anyMatch(variable -> variable.at("valueFrom", "fieldRef", "fieldPath")
                                .textOr("")
                                .equals(OWN_NAMESPACE))
                ? Extent.ONE_NAMESPACE
                : null;
    }

    /** Null for what is no namespace, such as a template's placeholder. */
    private static @Nullable Extent extent(String value) {
        String text = value.strip();
        if (ALL.contains(text) || text.contains(",")) {
            return Extent.MORE;
        }
        return text.equals(CURRENT) || ObjectId.isDnsName(text) ? Extent.ONE_NAMESPACE : null;
    }

    private static List<KubeObject> configs(Bundle bundle, Workload workload) {
        return workload.pod().volumes().stream()
                .map(volume -> volume.at("configMap", "name").textOr(""))
                .flatMap(name -> bundle.objects("ConfigMap", workload.id().namespace(), name).stream())
                .toList();
    }

    private static void addProperties(List<Watched> told, KubeObject config) {
        for (Field file : config.at("data").children()) {
            Matcher property = PROPERTY.matcher(file.textOr(""));
            while (property.find()) {
                add(told, extent(property.group(1)), "quarkus.operator-sdk.namespaces", file);
            }
        }
    }

    /** They speak of what lives in namespaces: an operator with a kind for the whole cluster watches that everywhere. */
    private static void addInstallModes(List<Watched> told, Bundle bundle, Workload workload) {
        bundle.own().csvs().stream()
                .filter(csv -> csv.object().equals(workload.csv()))
                .filter(csv -> bundle.apis().allMatch(OwnedApi::namespaced))
                .filter(csv -> !csv.installModes().isEmpty()
                        && csv.installModes().stream().noneMatch(MODES_OF_MORE::contains))
                .forEach(csv -> add(
                        told,
                        Extent.ONE_NAMESPACE,
                        "install modes",
                        csv.object().at("spec", "installModes")));
    }
}
