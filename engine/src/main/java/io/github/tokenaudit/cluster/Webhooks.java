package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The webhooks of a bundle by the pods that answer them, so that nobody looks through all of them. */
final class Webhooks {

    /** A webhook that pods answer, by their labels and in the namespace of a Service. */
    private record Served(
            AdmissionWebhook webhook,
            Map<String, String> labels,
            @Nullable String namespace) {

        boolean isBy(Map<String, String> podLabels, @Nullable String podNamespace) {
            return podLabels.entrySet().containsAll(labels.entrySet()) && Namespaces.maybeSame(namespace, podNamespace);
        }
    }

    private static final String SERVICE = "Service";

    private final Map<Map.Entry<String, String>, List<Served>> byLabel = new HashMap<>();
    private final Map<String, List<AdmissionWebhook>> byDeployment = new HashMap<>();

    Webhooks(Bundle bundle, Stream<KubeObject> objects, Stream<ClusterServiceVersion> csvs) {
        objects.flatMap(object -> AdmissionWebhook.of(object).stream()).forEach(webhook -> {
            Field name = webhook.field().at("clientConfig", "service");
            bundle
                    .objects(
                            SERVICE,
                            name.get("namespace").text(),
                            name.get("name").textOr(""))
                    .stream()
                    .findFirst()
                    .ifPresent(service -> add(webhook, service));
        });
        csvs.flatMap(csv -> AdmissionWebhook.of(csv).stream())
                .forEach(webhook -> byDeployment
                        .computeIfAbsent(webhook.field().get("deploymentName").textOr(""), name -> new ArrayList<>())
                        .add(webhook));
    }

    /** A Service without a selector sends requests to whatever somebody else says. */
    private void add(AdmissionWebhook webhook, KubeObject service) {
        Map<String, String> labels = service.at("spec", "selector").textMap();
        labels.entrySet().stream()
                .findFirst()
                .ifPresent(first -> byLabel.computeIfAbsent(first, label -> new ArrayList<>())
                        .add(new Served(webhook, labels, service.id().namespace())));
    }

    /** Those that the pods of a workload answer, each once. */
    List<AdmissionWebhook> answeredBy(Workload workload) {
        KubeObject csv = workload.csv();
        if (csv != null) {
            return byDeployment.getOrDefault(workload.id().name(), List.of()).stream()
                    .filter(webhook -> webhook.object().equals(csv))
                    .toList();
        }
        Map<String, String> labels = workload.pod().metadata().get("labels").textMap();
        return labels.entrySet().stream()
                .flatMap(label -> byLabel.getOrDefault(label, List.of()).stream())
                .filter(served -> served.isBy(labels, workload.id().namespace()))
                .map(Served::webhook)
                .toList();
    }
}
