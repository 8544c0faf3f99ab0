package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.client.Request.Certainty;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.Constants;
import io.github.tokenaudit.usage.flow.Facts;
import io.github.tokenaudit.usage.flow.Value;
import java.util.Set;

/**
 * Roles that the operator's code builds for others. Kubernetes lets it create them only when it holds what they grant,
 * or may escalate (kubernetes.io/docs/reference/access-authn-authz/rbac: privilege escalation prevention).
 */
final class RoleBuilders {

    private static final String GROUPS = "rule.apiGroups";
    private static final String RESOURCES = "rule.resources";
    private static final String VERBS = "rule.verbs";

    private final Requests requests;

    RoleBuilders(Requests requests) {
        this.requests = requests;
    }

    /** Whether a class builds rules of roles. */
    static boolean isBuilder(String owner) {
        return owner.contains("/rbac/") && (owner.contains("/PolicyRule") || owner.contains("$RulesNested"));
    }

    Value after(Call call, Value returned) {
        if (call.receiver() == null || !isBuilder(call.owner())) {
            return returned;
        }
        Facts facts = call.receiver().facts();
        if (call.name().equals("build") || call.name().equals("endRule")) {
            delegate(call, facts);
            return returned;
        }
        Constants given = call.arguments().stream()
                .map(Value::constants)
                .filter(constants -> !constants.equals(Constants.NONE))
                .findFirst()
                .orElse(Constants.NONE);
        return switch (call.name()) {
            case "withApiGroups", "addToApiGroups" -> returned.with(facts.with(GROUPS, given));
            case "withResources", "addToResources" -> returned.with(facts.with(RESOURCES, given));
            case "withVerbs", "addToVerbs" -> returned.with(facts.with(VERBS, given));
            default -> call.isConstructor() ? returned : returned.with(facts);
        };
    }

    private void delegate(Call call, Facts facts) {
        Set<String> groups = facts.text(GROUPS).values();
        for (String group : groups.isEmpty() ? Set.of("") : groups) {
            for (String path : facts.text(RESOURCES).values()) {
                Subject subject = Subject.granted(group, path);
                for (String verb : facts.text(VERBS).values()) {
                    requests.add(call, verb, subject, Certainty.BY_OTHERS, "role built in the code");
                }
            }
        }
    }
}
