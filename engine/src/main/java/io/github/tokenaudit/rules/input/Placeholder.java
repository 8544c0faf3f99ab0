package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** TA903. */
public final class Placeholder implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA903", "placeholder", Group.INPUT)
            .severity(Severity.INFO)
            .summary("A name or namespace is a template's placeholder, so references to it are a guess")
            .what("""
                    Fires where the name or namespace of a workload, account, role, binding or subject is no name that
                    Kubernetes accepts, as `${NAMESPACE}`, `{{name}}`, `<namespace>` or `REPLACE_ME`. It is told once per
                    bundle and value. OLM's namespace `placeholder` is understood and not told.""")
            .why("""
                    Who may do what is joined by names. A placeholder joins with the same placeholder, but what it
                    becomes when somebody fills it in can't be seen here.""")
            .remedy("Fill in the placeholders as the installation does, and audit the result.")
            .reference(
                    "Kubernetes: object names and IDs",
                    "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .mappings(Mapping.OWASP_K01)
            .build();

    /** More would bury the finding. */
    private static final int MOST_FILES = 4;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Bundle bundle : context.cluster().bundles()) {
            Places places = new Places();
            bundle.own().objects().stream().filter(Placeholder::hasIdentity).forEach(object -> {
                boolean rbac = object.id().group().equals("rbac.authorization.k8s.io");
                places.look(object, object.at("metadata", "namespace"), false);
                places.look(object, object.at("metadata", "name"), rbac);
            });
            bundle.own()
                    .workloads()
                    .forEach(workload ->
                            places.look(workload.object(), workload.pod().accountField(), false));
            bundle.own().bindings().forEach(binding -> look(binding, places));
            places.byValue.values().forEach(place -> findings.accept(place.draft));
        }
    }

    private static boolean hasIdentity(KubeObject object) {
        return Cluster.isNamespaced(object) || object.id().group().equals("rbac.authorization.k8s.io");
    }

    private static void look(Binding binding, Places places) {
        places.look(binding.object(), binding.object().at("roleRef", "name"), true);
        for (Subject subject : binding.subjects()) {
            if (subject.kind().equals(Subject.SERVICE_ACCOUNT)
                    && subject.field().get("name").exists()) {
                places.look(binding.object(), subject.field().get("namespace"), false);
                places.look(binding.object(), subject.field().get("name"), false);
            }
        }
    }

    /** A placeholder, and the files in which it was seen. */
    private record Place(Draft draft, Set<String> files) {}

    /** The placeholders of a bundle, in its order. */
    private static final class Places {
        private final Map<String, Place> byValue = new LinkedHashMap<>();

        void look(KubeObject object, Field field, boolean anyName) {
            String text = field.textOr("");
            boolean suspicious = anyName ? ObjectId.isTemplate(text) : !text.isEmpty() && !ObjectId.isDnsName(text);
            if (suspicious) {
                Place place = byValue.computeIfAbsent(text, t -> new Place(draft(object, field, t), new HashSet<>()));
                boolean another = place.files.add(field.location().file()) && place.files.size() > 1;
                if (another && place.files.size() <= MOST_FILES) {
                    place.draft.evidence("it stands here, too", field.location());
                }
            }
        }

        private static Draft draft(KubeObject object, Field field, String text) {
            return Draft.at(object, field)
                    .message("\"" + text
                            + "\" is no name that Kubernetes accepts, but a placeholder; what is joined by it is"
                            + " a guess");
        }
    }
}
