package io.github.tokenaudit.usage.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;

/** Values of annotations as ASM's tree has them. */
public final class Annotations {

    private Annotations() {}

    /** The value of an element; null when the annotation leaves it out. */
    public static @Nullable Object value(AnnotationNode annotation, String element) {
        List<Object> values = annotation.values;
        if (values != null) {
            for (int i = 0; i + 1 < values.size(); i += 2) {
                if (element.equals(values.get(i))) {
                    return values.get(i + 1);
                }
            }
        }
        return null;
    }

    /** Internal names of all classes that an annotation names, at any depth. */
    public static Set<String> classes(AnnotationNode annotation) {
        Set<String> found = new LinkedHashSet<>();
        collect(annotation, found);
        return found;
    }

    private static void collect(@Nullable Object value, Set<String> found) {
        if (value instanceof Type type && type.getSort() == Type.OBJECT) {
            found.add(type.getInternalName());
        } else if (value instanceof AnnotationNode nested && nested.values != null) {
            nested.values.forEach(item -> collect(item, found));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, found));
        }
    }
}
