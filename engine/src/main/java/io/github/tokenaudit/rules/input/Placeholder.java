package io.github.tokenaudit.rules.input;

import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.Cluster;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ObjectId;
import io.github.tokenaudit.cluster.Subject;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** TA903. */
public final class Placeholder implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA903", "placeholder", Group.INPUT)
            .severity(Severity.INFO)
            .summary("A name or namespace is a template's placeholder, so references to it are a guess")
            .what("""
                    Fires where the name or namespace of a workload, account, role, binding or subject is no name that
                    Kubernetes accepts, as `${NAMESPACE}`, `{{name}}`, `<namespace>` or `REPLACE_ME`. It is told once per
                    file and value. OLM's namespace `placeholder` is understood and not told.""")
            .why("""
                    Who may do what is joined by names. A placeholder joins with the same placeholder, but what it
                    becomes when somebody fills it in can't be seen here.""")
            .remedy("Fill in the placeholders as the installation does, and audit the result.")
            .reference(
                    "Kubernetes: object names and IDs",
                    "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .mappings(Mapping.OWASP_K01)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        Cluster cluster = context.cluster();
        Map<String, Draft> byValue = new LinkedHashMap<>();
        cluster.objects().filter(Placeholder::hasIdentity).forEach(object -> {
            boolean rbac = object.id().group().equals("rbac.authorization.k8s.io");
            look(object, object.at("metadata", "namespace"), false, byValue);
            look(object, object.at("metadata", "name"), rbac, byValue);
        });
        cluster.workloads().forEach(workload -> look(workload, byValue));
        cluster.bundles().forEach(bundle -> bundle.own().bindings().forEach(binding -> look(binding, byValue)));
        byValue.values().forEach(findings);
    }

    private static boolean hasIdentity(KubeObject object) {
        return Cluster.isNamespaced(object) || object.id().group().equals("rbac.authorization.k8s.io");
    }

    private static void look(Workload workload, Map<String, Draft> byValue) {
        look(workload.object(), workload.pod().accountField(), false, byValue);
    }

    private static void look(Binding binding, Map<String, Draft> byValue) {
        look(binding.object(), binding.object().at("roleRef", "name"), true, byValue);
        for (Subject subject : binding.subjects()) {
            if (subject.kind().equals(Subject.SERVICE_ACCOUNT)
                    && subject.field().get("name").exists()) {
                look(binding.object(), subject.field().get("namespace"), false, byValue);
                look(binding.object(), subject.field().get("name"), false, byValue);
            }
        }
    }

    private static void look(KubeObject object, Field field, boolean anyName, Map<String, Draft> byValue) {
        String text = field.textOr("");
        boolean suspicious = anyName ? ObjectId.isTemplate(text) : !text.isEmpty() && !ObjectId.isDnsName(text);
        if (suspicious) {
            byValue.computeIfAbsent(
                    field.location().file() + "\n" + text,
                    key -> Draft.at(object, field)
                            .message("\"" + text + "\" is no name that Kubernetes accepts, but a placeholder; what is"
                                    + " joined by it is a guess"));
        }
    }
}
