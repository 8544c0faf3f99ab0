package io.github.tokenaudit.cluster;

import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A webhook that the API server asks about requests before it carries them out (Kubernetes docs, "Dynamic Admission
 * Control"), be it of a MutatingWebhookConfiguration, a ValidatingWebhookConfiguration or a ClusterServiceVersion.
 *
 * @param object what declares it
 * @param field its text there
 * @param mutating whether it may change what is written, and not only refuse it
 */
public record AdmissionWebhook(KubeObject object, Field field, boolean mutating) {

    /** More would bury what it can do. */
    private static final int MOST = 4;

    static final String MUTATING = "MutatingWebhookConfiguration";
    static final String VALIDATING = "ValidatingWebhookConfiguration";

    /** The webhooks of a configuration; none of any other object. */
    static List<AdmissionWebhook> of(KubeObject object) {
        boolean mutating = object.id().kind().equals(MUTATING);
        if (!object.id().group().equals("admissionregistration.k8s.io")
                || !(mutating || object.id().kind().equals(VALIDATING))) {
            return List.of();
        }
        return object.at("webhooks").items().stream()
                .map(webhook -> new AdmissionWebhook(object, webhook, mutating))
                .toList();
    }

    /** Those that OLM makes of a ClusterServiceVersion; what converts custom resources is none. */
    static List<AdmissionWebhook> of(ClusterServiceVersion csv) {
        List<AdmissionWebhook> webhooks = new ArrayList<>();
        for (Field webhook : csv.object().at("spec", "webhookdefinitions").items()) {
            String type = webhook.get("type").textOr("");
            if (type.equals("MutatingAdmissionWebhook") || type.equals("ValidatingAdmissionWebhook")) {
                webhooks.add(new AdmissionWebhook(csv.object(), webhook, type.startsWith("Mutating")));
            }
        }
        return webhooks;
    }

    /** What it is called. */
    public String name() {
        return field.get("name").textOr(field.get("generateName").textOr(""));
    }

    /** Whether it is asked when an object of a resource is created, changed or deleted; not of its subresources. */
    public boolean isAskedAbout(String group, String resource, String... operations) {
        return field.get("rules").items().stream()
                .anyMatch(rule -> lists(rule.get("operations"), operations)
                        && lists(rule.get("apiGroups"), group)
                        && lists(rule.get("resources"), resource, "*/*"));
    }

    /** What it is asked about, in short: {@code CREATE, UPDATE of pods}. */
    public String requests() {
        List<Field> rules = field.get("rules").items();
        return all(rules, "operations") + " of " + all(rules, "resources");
    }

    private static String all(List<Field> rules, String key) {
        return ShortList.of(
                rules.stream()
                        .flatMap(rule -> rule.get(key).texts().stream())
                        .distinct()
                        .toList(),
                MOST);
    }

    private static boolean lists(Field texts, String... any) {
        List<String> listed = texts.texts();
        return listed.contains("*") || !Collections.disjoint(listed, List.of(any));
    }

    /** Whether OLM makes it, and has it asked about no other namespaces than those that it installs the operator for. */
    public boolean isScopedByOlm() {
        return object.id().kind().equals("ClusterServiceVersion");
    }

    /** Which namespaces it is asked about, by their labels. */
    public LabelSelector namespaces() {
        return LabelSelector.of(field.get("namespaceSelector"));
    }

    /** Which objects it is asked about, by their labels. */
    public LabelSelector objects() {
        return LabelSelector.of(field.get("objectSelector"));
    }

    /** Whether expressions limit it further. */
    public boolean hasConditions() {
        return !field.get("matchConditions").items().isEmpty();
    }
}
