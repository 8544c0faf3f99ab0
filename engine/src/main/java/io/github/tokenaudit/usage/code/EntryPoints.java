package io.github.tokenaudit.usage.code;

import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.GenericType.ClassType;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.client.Annotations;
import io.github.tokenaudit.usage.client.FrameworkAnnotations;
import io.github.tokenaudit.usage.flow.FlowAnalysis;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.tree.AnnotationNode;

/**
 * Where an operator's program begins: {@code main}, classes that frameworks instantiate (by annotations, as
 * reconcilers, as services), and the methods that they call. What overrides a library's method in a class that is
 * instantiated is entered by the analysis itself.
 */
final class EntryPoints {

    private static final String RECONCILER = "io/javaoperatorsdk/operator/api/reconciler/Reconciler";
    private static final String SERVICES = "META-INF/services/";

    private final FlowAnalysis analysis;
    private final ClassPool pool;
    private final Set<String> services = new HashSet<>();

    private EntryPoints(FlowAnalysis analysis) {
        this.analysis = analysis;
        this.pool = analysis.pool();
    }

    /** Enters all of them. */
    static void enter(FlowAnalysis analysis) {
        EntryPoints entryPoints = new EntryPoints(analysis);
        entryPoints.readServices();
        Set<ClassInfo> beans = new LinkedHashSet<>();
        for (ClassInfo type : analysis.pool().operatorClasses()) {
            entryPoints.enterMain(type);
            entryPoints.addBeans(type, beans);
        }
        beans.stream().filter(type -> !type.isAbstract()).forEach(entryPoints::enterBean);
    }

    private void readServices() {
        pool.resources(
                name -> name.startsWith(SERVICES),
                (name, bytes) -> new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").trim().replace('.', '/'))
                        .forEach(services::add));
    }

    private void enterMain(ClassInfo type) {
        for (MethodInfo method : type.methods()) {
            if (method.name().equals("main") && method.isStatic() && method.hasBody()) {
                analysis.enter(method, null);
            }
        }
    }

    private void addBeans(ClassInfo type, Set<ClassInfo> beans) {
        boolean isBean = services.contains(type.name()) || pool.isSubtype(type.name(), RECONCILER);
        for (AnnotationNode annotation : type.annotations()) {
            if (FrameworkAnnotations.isOne(annotation)) {
                isBean = true;
                addNamed(annotation, beans);
            }
        }
        isBean |= type.methods().stream().anyMatch(method -> FrameworkAnnotations.isAny(method.annotations()));
        isBean |= type.fields().stream().anyMatch(field -> FrameworkAnnotations.isAny(ClassInfo.annotations(field)));
        if (isBean) {
            beans.add(type);
        }
    }

    /** Classes that an annotation names are for the framework to instantiate: {@code @Dependent(type = X.class)}. */
    private void addNamed(AnnotationNode annotation, Set<ClassInfo> beans) {
        for (String name : Annotations.classes(annotation)) {
            ClassInfo named = pool.find(name);
            if (named != null && named.isOperators()) {
                beans.add(named);
            }
        }
    }

    private void enterBean(ClassInfo type) {
        analysis.instantiate(type.name());
        for (MethodInfo method : type.methods()) {
            if (method.hasBody() && (method.isConstructor() || FrameworkAnnotations.isAny(method.annotations()))) {
                analysis.enter(method, new ClassType(type.name()));
            }
        }
    }
}
