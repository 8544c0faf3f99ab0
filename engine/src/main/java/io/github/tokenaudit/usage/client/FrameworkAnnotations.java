package io.github.tokenaudit.usage.client;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AnnotationNode;

/**
 * Annotations by which frameworks find classes to instantiate, methods to call and fields to fill: dependency injection,
 * REST, configuration, events, scheduling. What counts is the annotation's package, for there are hundreds of them.
 */
public final class FrameworkAnnotations {

    private static final List<String> PACKAGES = List.of(
            "Ljakarta/",
            "Ljavax/",
            "Lio/javaoperatorsdk/",
            "Lio/micronaut/",
            "Lio/quarkiverse/",
            "Lio/quarkus/",
            "Lio/smallrye/",
            "Lorg/eclipse/microprofile/",
            "Lorg/springframework/");

    /** Annotations of those packages that only tell people and tools something. */
    private static final Set<String> REMARKS = Set.of(
            "CheckForNull",
            "Generated",
            "Immutable",
            "Nonnull",
            "Nullable",
            "ParametersAreNonnullByDefault",
            "ThreadSafe");

    private FrameworkAnnotations() {}

    /** Whether any of the annotations makes a framework act. */
    public static boolean isAny(List<AnnotationNode> annotations) {
        return annotations.stream().anyMatch(FrameworkAnnotations::isOne);
    }

    /** Whether an annotation makes a framework act. */
    public static boolean isOne(AnnotationNode annotation) {
        String simple = annotation.desc.substring(annotation.desc.lastIndexOf('/') + 1, annotation.desc.length() - 1);
        return PACKAGES.stream().anyMatch(annotation.desc::startsWith) && !REMARKS.contains(simple);
    }
}
