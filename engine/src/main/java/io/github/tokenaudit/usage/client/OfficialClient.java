package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.client.Request.Certainty;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.Constants;
import io.github.tokenaudit.usage.flow.Facts;
import io.github.tokenaudit.usage.flow.Facts.Reach;
import io.github.tokenaudit.usage.flow.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/**
 * The official Java client. Its generated classes have the URL and HTTP method of every call as constants in their code,
 * which is read; no table of methods is needed, and any version of the client is understood.
 */
final class OfficialClient {

    static final String ROOT = "io/kubernetes/client/";

    private static final String APIS = ROOT + "openapi/apis/";
    private static final String GENERIC = ROOT + "util/generic/";
    private static final String INFORMERS = ROOT + "informer/SharedInformerFactory";
    private static final String GROUP = "group";
    private static final String PLURAL = "plural";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD");
    private static final Set<String> ENDS = Set.of("execute", "executeWithHttpInfo", "executeAsync", "buildCall");
    private static final Map<String, String> GENERIC_VERBS = Map.of(
            "get",
            "get",
            "list",
            "list",
            "watch",
            "watch",
            "create",
            "create",
            "update",
            "update",
            "updateStatus",
            "update",
            "patch",
            "patch",
            "delete",
            "delete");

    private final ClassPool pool;
    private final Requests requests;
    private final Map<String, Map<String, UrlTemplate>> templates = new HashMap<>();

    OfficialClient(ClassPool pool, Requests requests) {
        this.pool = pool;
        this.requests = requests;
    }

    /** Whether a method makes a request. */
    boolean isRequest(String owner, String name) {
        return templateOf(owner, name) != null
                || (owner.startsWith(GENERIC) && owner.endsWith("Api") && GENERIC_VERBS.containsKey(name));
    }

    Value after(Call call, Value returned) {
        if (!call.owner().startsWith(ROOT)) {
            return returned;
        }
        UrlTemplate template = templateOf(call.owner(), call.name());
        if (template != null && call.receiver() != null) {
            request(call, template);
        } else if (call.owner().startsWith(GENERIC)) {
            return generic(call, returned);
        } else if (call.owner().equals(INFORMERS) && call.name().startsWith("sharedIndexInformerFor")) {
            informer(call);
        }
        return returned;
    }

    // ---- generated classes

    /** The URL that a method is about; null when it makes no request. */
    private @Nullable UrlTemplate templateOf(String owner, String name) {
        if (!owner.startsWith(APIS) || name.equals("<init>")) {
            return null;
        }
        int inner = owner.indexOf("$API");
        if (inner < 0) {
            // Methods that only begin a request, since version 20, return an object that ends it.
            UrlTemplate template =
                    templates(owner).get(name.replaceFirst("(ValidateBeforeCall|WithHttpInfo|Async|Call)$", ""));
            return template != null && pool.find(owner + "$API" + name + "Request") != null ? null : template;
        }
        String operation = owner.substring(inner + 4).replaceFirst("Request$", "");
        return ENDS.contains(name) ? templates(owner.substring(0, inner)).get(operation) : null;
    }

    private Map<String, UrlTemplate> templates(String api) {
        Map<String, UrlTemplate> known = templates.get(api);
        if (known == null) {
            known = read(api);
            templates.put(api, known);
        }
        return known;
    }

    private Map<String, UrlTemplate> read(String api) {
        Map<String, UrlTemplate> found = new HashMap<>();
        ClassInfo code = pool.readWithCode(api);
        if (code != null) {
            for (MethodInfo method : code.methods()) {
                boolean isCall =
                        method.name().endsWith("Call") && !method.name().endsWith("ValidateBeforeCall");
                UrlTemplate template = isCall ? template(method) : null;
                if (template != null) {
                    found.put(method.name().substring(0, method.name().length() - "Call".length()), template);
                }
            }
        }
        return found;
    }

    private static @Nullable UrlTemplate template(MethodInfo method) {
        String path = null;
        String verb = null;
        for (AbstractInsnNode instruction : method.node().instructions) {
            if (instruction instanceof LdcInsnNode load && load.cst instanceof String text) {
                path = path == null && text.startsWith("/") ? text : path;
                verb = METHODS.contains(text) ? text : verb;
            }
        }
        return path == null || verb == null ? null : UrlTemplate.of(path, verb);
    }

    private void request(Call call, UrlTemplate template) {
        String via = call.simpleOwner() + "." + call.name();
        Constants group = Constants.of(template.group());
        Constants plural = Constants.of(template.resource());
        if (isParameter(template)) {
            List<Value> arguments = call.arguments();
            int at = template.namespaced() ? 3 : 2;
            group = arguments.isEmpty() ? Constants.UNKNOWN : arguments.get(0).constants();
            plural = arguments.size() > at ? arguments.get(at).constants() : Constants.UNKNOWN;
        }
        Set<Reach> reach = template.namespaced() ? Set.of(Reach.NAMESPACE) : Set.of(Reach.ALL_NAMESPACES);
        Boolean namespaced = namespaced(call.owner(), template);
        Subject subject = subject(group, plural, namespaced == null ? Set.of() : reach, namespaced);
        subject = template.subresource() == null ? subject : subject.on(Constants.of(template.subresource()));
        boolean mayWatch = template.verb().equals("list") && call.name().endsWith("Call");
        Constants watches = mayWatch ? watchArgument(call) : Constants.FALSE;
        if (!watches.equals(Constants.TRUE)) {
            requests.add(call, template.verb(), subject, Certainty.ALWAYS, via);
        }
        if (mayWatch && !watches.equals(Constants.FALSE) && !watches.equals(Constants.NONE)) {
            requests.add(call, "watch", subject, Certainty.ALWAYS, via);
        }
    }

    /** A list with {@code watch} set is a watch; it is the last of the boolean parameters. */
    private static Constants watchArgument(Call call) {
        Type[] parameters = Type.getArgumentTypes(call.descriptor());
        for (int i = parameters.length - 1; i >= 0; i--) {
            if (parameters[i].getDescriptor().equals("Ljava/lang/Boolean;")) {
                return call.arguments().get(i).constants();
            }
        }
        return Constants.FALSE;
    }

    private static boolean isParameter(UrlTemplate template) {
        return template.group().startsWith("{");
    }

    /** Whether any URL of the resource is one in a namespace; null for a URL of any resource that tells nothing. */
    private @Nullable Boolean namespaced(String owner, UrlTemplate template) {
        if (template.namespaced() || isParameter(template)) {
            return template.namespaced() ? Boolean.TRUE : null;
        }
        int inner = owner.indexOf("$API");
        String api = inner < 0 ? owner : owner.substring(0, inner);
        return templates(api).values().stream()
                .anyMatch(other -> other.namespaced()
                        && other.group().equals(template.group())
                        && other.resource().equals(template.resource()));
    }

    private static Subject subject(Constants group, Constants plural, Set<Reach> reach, @Nullable Boolean namespaced) {
        if (group.isKnown() && plural.isKnown()) {
            Set<ApiResource> resources = new java.util.LinkedHashSet<>();
            for (String ofGroup : group.values()) {
                plural.values().forEach(name -> resources.add(new ApiResource(ofGroup, name, namespaced)));
            }
            return new Subject(resources, Constants.NONE, reach, Constants.UNKNOWN, null);
        }
        return new Subject(Set.of(), Constants.NONE, reach, Constants.UNKNOWN, "group and plural are no constants");
    }

    // ---- generic classes

    /** GenericKubernetesApi and DynamicKubernetesApi name group and plural when they are made. */
    private Value generic(Call call, Value returned) {
        if (call.isConstructor()) {
            List<Constants> texts = new java.util.ArrayList<>();
            Type[] parameters = Type.getArgumentTypes(call.descriptor());
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i].getDescriptor().equals("Ljava/lang/String;")) {
                    texts.add(call.arguments().get(i).constants());
                }
            }
            return texts.size() < 3
                    ? returned
                    : returned.with(Facts.NONE.with(GROUP, texts.get(0)).with(PLURAL, texts.get(2)));
        }
        String verb = call.owner().endsWith("Api") ? GENERIC_VERBS.get(call.name()) : null;
        if (verb != null && call.receiver() != null) {
            Facts facts = call.receiver().facts();
            Subject subject = subject(facts.text(GROUP), facts.text(PLURAL), Set.of(Reach.NAMESPACE), null);
            boolean isStatus = call.name().equals("updateStatus");
            requests.add(
                    call,
                    verb,
                    isStatus ? subject.on(Constants.of("status")) : subject,
                    Certainty.ALWAYS,
                    call.simpleOwner() + "." + call.name());
        }
        return returned;
    }

    private void informer(Call call) {
        Value api = call.arguments().isEmpty() ? Value.WORD : call.arguments().get(0);
        if (!api.facts().text(PLURAL).equals(Constants.NONE)) {
            Subject subject =
                    subject(api.facts().text(GROUP), api.facts().text(PLURAL), Set.of(Reach.ALL_NAMESPACES), null);
            for (String verb : List.of("list", "watch")) {
                requests.add(call, verb, subject, Certainty.ALWAYS, "SharedInformerFactory");
            }
        }
    }
}
