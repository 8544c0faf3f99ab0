package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType;
import io.github.tokenaudit.usage.bytecode.GenericType.ArrayType;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.Generics;
import io.github.tokenaudit.usage.flow.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AnnotationNode;

/**
 * Classes of the fabric8 client and its models, told by their names, which begin otherwise where somebody has relocated
 * them into a jar of their own.
 */
final class Fabric8Types {

    private static final String ROOT = "io/fabric8/";
    private static final String ANNOTATIONS = "io/fabric8/kubernetes/model/annotation/";
    private static final int MAX_NESTING = 5;

    /** Models whose annotations don't tell the plural that the client uses (MetricOperationsImpl). */
    private static final Map<String, String> PLURALS = Map.of("PodMetrics", "pods", "NodeMetrics", "nodes");

    private final ClassPool pool;
    private final Generics generics;
    private final Map<String, Optional<ApiResource>> resources = new HashMap<>();
    private final Map<String, Boolean> models = new HashMap<>();

    Fabric8Types(ClassPool pool, Generics generics) {
        this.pool = pool;
        this.generics = generics;
    }

    /** Whether a class is one of the client's fluent interface. */
    static boolean isFluent(String name) {
        return name.contains(ROOT)
                && name.contains("/client/")
                && !name.contains("/api/model/")
                && !name.contains("/client/extended/");
    }

    /** Whether a class is a model of a resource, HasMetadata itself included. */
    boolean isModel(String name) {
        Boolean known = models.get(name);
        if (known == null) {
            known = name.contains("/") && isKindOf(name, "io/fabric8/kubernetes/api/model/HasMetadata");
            models.put(name, known);
        }
        return known;
    }

    boolean isGeneric(String name) {
        return name.endsWith("io/fabric8/kubernetes/api/model/GenericKubernetesResource");
    }

    /** Whether a class is, extends or implements one of fabric8's, given by its name without relocation. */
    boolean isKindOf(String name, String fabric8) {
        for (String supertype : pool.supertypes(name)) {
            if (supertype.endsWith(fabric8)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a type names no certain resource. */
    boolean isVague(GenericType type) {
        return !(type instanceof ClassType named) || (!isGeneric(named.name()) && resource(named.name()) == null);
    }

    /** Whether objects of a type can be of any kind. */
    boolean isOfAnyKind(GenericType type) {
        return isVague(type) || (type instanceof ClassType named && isGeneric(named.name()));
    }

    /** The resource that a model class stands for; null when it stands for none, as HasMetadata does. */
    @Nullable
    ApiResource resource(String className) {
        Optional<ApiResource> known = resources.get(className);
        if (known == null) {
            known = Optional.ofNullable(readResource(className));
            resources.put(className, known);
        }
        return known.orElse(null);
    }

    /**
     * Reads the annotations as {@code HasMetadata.getPlural} and {@code getGroup} do (kubernetes-model-core,
     * HasMetadata.java): plurals are in lower case, and made of the singular or the kind where none is given.
     */
    private @Nullable ApiResource readResource(String className) {
        ClassInfo type = isModel(className) ? pool.find(className) : null;
        while (type != null && type.superclass() != null) {
            Map<String, String> given = given(type);
            if (given.containsKey("Version")) {
                String kind = given.getOrDefault("Kind", simpleName(type.name()));
                String singular = given.getOrDefault("Singular", kind).toLowerCase(Locale.ROOT);
                String plural = given.getOrDefault("Plural", PLURALS.getOrDefault(kind, pluralOf(singular)));
                boolean namespaced = isKindOf(className, "io/fabric8/kubernetes/api/model/Namespaced");
                return ApiResource.of(given.getOrDefault("Group", ""), plural.toLowerCase(Locale.ROOT), namespaced);
            }
            type = pool.find(type.superclass());
        }
        return null;
    }

    private static String simpleName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
    }

    private static Map<String, String> given(ClassInfo type) {
        Map<String, String> given = new HashMap<>();
        for (AnnotationNode annotation : type.annotations()) {
            if (annotation.desc.contains(ANNOTATIONS)) {
                String name =
                        annotation.desc.substring(annotation.desc.lastIndexOf('/') + 1, annotation.desc.length() - 1);
                Object value = Annotations.value(annotation, "value");
                if (value instanceof String text) {
                    given.put(name, text);
                }
            }
        }
        return given;
    }

    /** As fabric8's {@code Pluralize} does for what occurs among kinds of Kubernetes objects. */
    static String pluralOf(String singular) {
        if (singular.equals("endpoints")) {
            return singular;
        }
        if (singular.endsWith("s")
                || singular.endsWith("x")
                || singular.endsWith("z")
                || singular.endsWith("ch")
                || singular.endsWith("sh")) {
            return singular + "es";
        }
        boolean consonantAndY = singular.length() > 1
                && singular.endsWith("y")
                && "aeiou".indexOf(singular.charAt(singular.length() - 2)) < 0;
        return consonantAndY ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s";
    }

    /** The model classes that a type is about: its own, or those of its type arguments and supertypes. */
    Set<GenericType> modelsOf(Set<GenericType> types) {
        Set<GenericType> found = new LinkedHashSet<>();
        for (GenericType type : types) {
            GenericType model = modelOf(type, 0, new HashSet<>());
            if (model != null) {
                found.add(model);
            }
        }
        return found;
    }

    private @Nullable GenericType modelOf(GenericType type, int nesting, Set<GenericType> seen) {
        if (!(type instanceof ClassType named) || nesting > MAX_NESTING || !seen.add(type)) {
            return null;
        }
        for (GenericType argument : named.arguments()) {
            if (argument instanceof ClassType model && isModel(model.name())) {
                return model;
            }
        }
        for (GenericType argument : named.arguments()) {
            GenericType item = argument instanceof ClassType list ? itemOf(list) : null;
            if (item != null) {
                return item;
            }
        }
        for (GenericType argument : named.arguments()) {
            GenericType model = argument instanceof ClassType fluent && isFluent(fluent.name())
                    ? modelOf(fluent, nesting + 1, seen)
                    : null;
            if (model != null) {
                return model;
            }
        }
        return ofSupertypes(named, nesting, seen);
    }

    private @Nullable GenericType ofSupertypes(ClassType type, int nesting, Set<GenericType> seen) {
        ClassInfo info = pool.find(type.name());
        if (info != null) {
            Map<String, GenericType> variables = generics.variablesOf(type);
            for (ClassType supertype : info.signature().supertypes()) {
                GenericType model = supertype.name().startsWith("java/")
                        ? null
                        : modelOf(generics.substitute(supertype, variables), nesting + 1, seen);
                if (model != null) {
                    return model;
                }
            }
        }
        return null;
    }

    /** What a list class such as PodList has items of. */
    private @Nullable GenericType itemOf(ClassType list) {
        for (String supertype : pool.supertypes(list.name())) {
            if (supertype.endsWith("io/fabric8/kubernetes/api/model/KubernetesResourceList")) {
                ClassType seen = generics.asSupertype(list, supertype);
                return seen == null || seen.arguments().isEmpty()
                        ? null
                        : seen.arguments().get(0);
            }
        }
        return null;
    }

    /** The X of values that are {@code X.class}. */
    static Set<GenericType> classLiterals(Value value) {
        Set<GenericType> found = new LinkedHashSet<>();
        for (GenericType type : value.types()) {
            if (type instanceof ClassType named && named.isClassLiteral()) {
                found.add(named.arguments().get(0));
            }
        }
        return found;
    }

    /** The models among types themselves, in arrays, collections and lists of them. */
    Set<GenericType> modelsGiven(Set<GenericType> types) {
        Set<GenericType> found = new LinkedHashSet<>();
        for (GenericType type : types) {
            addGiven(type, found);
            if (type instanceof ArrayType array) {
                addGiven(array.element(), found);
            } else if (type instanceof ClassType named) {
                named.arguments().forEach(argument -> addGiven(argument, found));
                GenericType item = itemOf(named);
                if (item != null) {
                    addGiven(item, found);
                }
            }
        }
        return found;
    }

    private void addGiven(GenericType type, Set<GenericType> found) {
        if (type instanceof ClassType named && isModel(named.name())) {
            found.add(named);
        }
    }
}
