package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.flow.Call;
import io.github.tokenaudit.usage.flow.Constants;
import io.github.tokenaudit.usage.flow.Facts;
import io.github.tokenaudit.usage.flow.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Resources without a class of their own: named by group and kind, in strings. */
final class DynamicResources {

    private static final String API_VERSION = "apiVersion";
    private static final String GROUP = "group";
    private static final String KIND = "kind";
    private static final String PLURAL = "plural";
    private static final List<String> KEYS = List.of(API_VERSION, GROUP, KIND, PLURAL);

    private final Fabric8Types types;

    DynamicResources(Fabric8Types types) {
        this.types = types;
    }

    /** Whether a class is one that names a kind in strings. */
    static boolean isAbout(String className) {
        return className.contains("ResourceDefinitionContext")
                || className.contains("GenericKubernetesResource")
                || className.contains("/GroupVersionKind");
    }

    /** The resources that a model class stands for; for one that stands for any, what the facts name. */
    Set<ApiResource> resources(GenericType type, Facts facts) {
        if (!(type instanceof ClassType named)) {
            return Set.of();
        }
        ApiResource known = types.resource(named.name());
        return known != null ? Set.of(known) : ofFacts(facts);
    }

    private static Set<ApiResource> ofFacts(Facts facts) {
        Constants groups = facts.text(GROUP).isKnown() ? facts.text(GROUP) : groupsOf(facts.text(API_VERSION));
        Constants plurals = facts.text(PLURAL).isKnown() ? facts.text(PLURAL) : pluralsOf(facts.text(KIND));
        Set<ApiResource> found = new LinkedHashSet<>();
        for (String group : groups.values()) {
            plurals.values().forEach(plural -> found.add(new ApiResource(group, plural, null)));
        }
        return found;
    }

    private static Constants groupsOf(Constants versions) {
        Set<String> groups = new LinkedHashSet<>();
        versions.values().forEach(version -> groups.add(version.contains("/") ? version.replaceFirst("/.*", "") : ""));
        return new Constants(groups, versions.complete());
    }

    private static Constants pluralsOf(Constants kinds) {
        Set<String> plurals = new LinkedHashSet<>();
        kinds.values().forEach(kind -> plurals.add(Fabric8Types.pluralOf(kind.toLowerCase(Locale.ROOT))));
        return new Constants(plurals, kinds.complete());
    }

    /** Why no resource is known. */
    static String unknown(GenericType type, Facts facts) {
        boolean isDynamic = KEYS.stream().anyMatch(key -> facts.texts().containsKey(key));
        return isDynamic ? "group and kind are no constants" : "the resource is only known as " + type;
    }

    /** The facts of {@code genericKubernetesResources(context)} and {@code (apiVersion, kind)}. */
    Facts named(List<Value> arguments, Facts facts) {
        if (arguments.size() == 2) {
            return facts.with(API_VERSION, arguments.get(0).constants())
                    .with(KIND, arguments.get(1).constants());
        }
        return arguments.size() == 1 ? withKind(facts, arguments.get(0).facts()) : facts;
    }

    /** Adds what other facts say of the kind. */
    Facts withKind(Facts facts, Facts other) {
        Facts result = other.resources().isEmpty() || !facts.resources().isEmpty()
                ? facts
                : facts.withResources(other.resources());
        for (String key : KEYS) {
            if (other.texts().containsKey(key)) {
                result = result.with(key, other.text(key));
            }
        }
        return result;
    }

    /** Of facts what says which kind it is. */
    Facts kindOnly(Facts facts) {
        Map<String, Constants> texts = new TreeMap<>(facts.texts());
        texts.keySet().retainAll(KEYS);
        return texts.isEmpty() ? Facts.NONE : new Facts(facts.resources(), Set.of(), Set.of(), texts);
    }

    /**
     * Builders and constructors of what names a kind: ResourceDefinitionContext, GenericKubernetesResource,
     * GroupVersionKind. Of other calls the value stays as it is.
     */
    Value after(Call call, Value returned) {
        boolean isBuilder = call.owner().contains("ResourceDefinitionContext")
                || call.owner().contains("GenericKubernetesResource");
        if (isBuilder && call.receiver() != null && !call.isConstructor()) {
            return returned.with(ofBuilder(call, call.receiver().facts()));
        }
        if (isBuilder && call.name().startsWith("from") && !call.arguments().isEmpty()) {
            return returned.with(Facts.NONE.withResources(
                    Fabric8Types.classLiterals(call.arguments().get(0))));
        }
        boolean isTriple =
                call.owner().endsWith("/GroupVersionKind") || call.owner().endsWith("/GroupVersionKindPlural");
        if (isTriple
                && (call.isConstructor() || call.name().equals("gvkWithPlural"))
                && call.arguments().size() >= 3) {
            Facts facts = Facts.NONE
                    .with(GROUP, call.arguments().get(0).constants())
                    .with(KIND, call.arguments().get(2).constants());
            boolean hasPlural = call.arguments().size() > 3;
            return returned.with(
                    hasPlural ? facts.with(PLURAL, call.arguments().get(3).constants()) : facts);
        }
        if (isTriple && call.arguments().size() == 2 && call.isConstructor()) {
            return returned.with(Facts.NONE
                    .with(API_VERSION, call.arguments().get(0).constants())
                    .with(KIND, call.arguments().get(1).constants()));
        }
        return returned;
    }

    private static Facts ofBuilder(Call call, Facts facts) {
        Constants given = call.arguments().size() == 1 ? call.arguments().get(0).constants() : Constants.NONE;
        return switch (call.name()) {
            case "withGroup" -> facts.with(GROUP, given);
            case "withPlural" -> facts.with(PLURAL, given);
            case "withKind" -> facts.with(KIND, given);
            case "withApiVersion" -> facts.with(API_VERSION, given);
            default -> facts;
        };
    }
}
