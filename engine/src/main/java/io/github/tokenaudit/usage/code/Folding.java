package io.github.tokenaudit.usage.code;

import io.github.tokenaudit.usage.CallSite;
import io.github.tokenaudit.usage.Coverage;
import io.github.tokenaudit.usage.Coverage.UnresolvedCall;
import io.github.tokenaudit.usage.Evidence;
import io.github.tokenaudit.usage.Permission;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import io.github.tokenaudit.usage.bytecode.ClassInfo;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.bytecode.MethodInfo;
import io.github.tokenaudit.usage.client.KubernetesModel;
import io.github.tokenaudit.usage.client.Request;
import io.github.tokenaudit.usage.flow.Context;
import io.github.tokenaudit.usage.flow.FlowAnalysis;
import io.github.tokenaudit.usage.flow.FlowProblem;
import io.github.tokenaudit.usage.flow.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Requests folded into permissions with evidence, and into what is known of the calls that make them. */
final class Folding {

    private static final Comparator<Evidence> ORDER = Comparator.comparing(Evidence::strength)
            .thenComparing(Evidence::site, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Evidence::via);

    private static final String NO_OBJECT = "it stands in a generic class of which nothing makes an object";

    /** What makes two pieces of evidence one. */
    private record EvidenceKey(Strength strength, @Nullable CallSite site, String via) {}

    private final ClassPool pool;
    private final KubernetesModel model;
    private final List<Request> requests;

    private Folding(ClassPool pool, KubernetesModel model) {
        this.pool = pool;
        this.model = model;
        this.requests = model.requests();
    }

    static Usage of(ClassPool pool, KubernetesModel model, FlowAnalysis analysis, List<Usage.Problem> ofConfiguration) {
        Folding folding = new Folding(pool, model);
        List<Use> uses = folding.uses();
        Coverage coverage = folding.coverage();
        List<Usage.Problem> problems = new ArrayList<>(ofConfiguration);
        pool.problems().forEach(problem -> problems.add(new Usage.Problem(problem.place(), problem.message())));
        analysis.problems().forEach(problem -> problems.add(problem(problem)));
        return new Usage(uses, coverage, problems.stream().distinct().toList());
    }

    private static Usage.Problem problem(FlowProblem problem) {
        MethodInfo method = problem.method();
        String place = method == null ? "classes" : dotted(method.owner()) + "." + method.name();
        return new Usage.Problem(place, problem.message());
    }

    private static String dotted(ClassInfo type) {
        return type.name().replace('/', '.');
    }

    // ---- permissions

    private List<Use> uses() {
        Map<Permission, Map<EvidenceKey, Evidence>> found = new TreeMap<>();
        for (Request request : requests) {
            Evidence evidence = evidence(request);
            EvidenceKey key = new EvidenceKey(evidence.strength(), evidence.site(), evidence.via());
            for (Permission permission : request.permissions()) {
                found.computeIfAbsent(permission, known -> new HashMap<>()).merge(key, evidence, Folding::shorter);
            }
        }
        if (found.entrySet().stream().noneMatch(Folding::handsOut)) {
            found.values().forEach(evidence -> evidence.keySet().removeIf(key -> key.strength == Strength.DELEGATED));
            found.values().removeIf(Map::isEmpty);
        }
        List<Use> uses = new ArrayList<>();
        found.forEach((permission, evidence) -> uses.add(
                new Use(permission, evidence.values().stream().sorted(ORDER).toList())));
        return uses;
    }

    /** Whether it is to write roles or bindings; who never does, has its roles for something else. */
    private static boolean handsOut(Map.Entry<Permission, Map<EvidenceKey, Evidence>> use) {
        return use.getKey().group().equals("rbac.authorization.k8s.io")
                && List.of("create", "update", "patch").contains(use.getKey().verb())
                && use.getValue().keySet().stream().anyMatch(key -> key.strength != Strength.DELEGATED);
    }

    private static Evidence shorter(Evidence one, Evidence other) {
        return other.chain().size() < one.chain().size() ? other : one;
    }

    private static Evidence evidence(Request request) {
        Context context = request.context();
        Site site = request.site();
        ClassInfo declaredBy = request.declaredBy();
        List<String> chain = context == null
                ? List.of()
                : context.chain().stream()
                        .map(method -> method.owner().simpleName() + "." + method.name())
                        .toList();
        CallSite place = site != null ? place(site) : declaredBy == null ? null : place(declaredBy);
        return new Evidence(strength(request, context), place, chain, request.via());
    }

    private static Strength strength(Request request, @Nullable Context context) {
        return switch (request.certainty()) {
            case ALWAYS -> context != null && context.isReached() ? Strength.PROVEN : Strength.POSSIBLE;
            case SOMETIMES -> Strength.POSSIBLE;
            case BY_FRAMEWORK -> Strength.FRAMEWORK;
            case BY_OTHERS -> Strength.DELEGATED;
        };
    }

    private static CallSite place(Site site) {
        return new CallSite(dotted(site.method().owner()), site.method().name(), site.line());
    }

    private static CallSite place(ClassInfo declaring) {
        return new CallSite(dotted(declaring), "<init>", 0);
    }

    // ---- coverage

    private Coverage coverage() {
        Map<AbstractInsnNode, List<Request>> byInstruction = new HashMap<>();
        for (Request request : requests) {
            Site site = request.site();
            if (site != null) {
                byInstruction
                        .computeIfAbsent(site.instruction(), instruction -> new ArrayList<>())
                        .add(request);
            }
        }
        int resolved = 0;
        List<UnresolvedCall> unresolved = new ArrayList<>();
        Map<AbstractInsnNode, Site> calls = calls();
        for (Site site : calls.values()) {
            List<Request> ofSite = byInstruction.getOrDefault(site.instruction(), List.of());
            boolean isResolved =
                    ofSite.stream().anyMatch(request -> !request.permissions().isEmpty());
            resolved += isResolved ? 1 : 0;
            UnresolvedCall call = unresolved(site, ofSite, isResolved);
            if (call != null) {
                unresolved.add(call);
            }
        }
        unresolved.sort(Comparator.comparing(UnresolvedCall::site));
        int apart = (int) unresolved.stream().filter(UnresolvedCall::apart).count();
        return new Coverage(calls.size() - apart, resolved, unresolved, missing());
    }

    /** Without the classes of clients it is not known which calls are requests, and what a framework calls. */
    private List<String> missing() {
        Set<String> used = new HashSet<>();
        for (ClassInfo type : pool.operatorClasses()) {
            used.addAll(type.interfaces());
            if (type.superclass() != null) {
                used.add(type.superclass());
            }
            for (MethodInfo method : type.methods()) {
                for (AbstractInsnNode instruction : method.node().instructions) {
                    if (instruction instanceof MethodInsnNode call) {
                        used.add(call.owner);
                    }
                }
            }
        }
        return used.stream()
                .filter(name -> model.isNeeded(name) && pool.find(name) == null)
                .sorted()
                .map(name -> name.replace('/', '.'))
                .toList();
    }

    private static @Nullable UnresolvedCall unresolved(Site site, List<Request> ofSite, boolean isResolved) {
        if (ofSite.isEmpty()) {
            return new UnresolvedCall(place(site), List.of(), "", "the analysis did not get here", false, false, false);
        }
        // Of a call that is known otherwise, guesses and code that nothing leads to tell nothing.
        List<Request> open = ofSite.stream()
                .filter(request -> request.unresolved() != null)
                .filter(request -> !isResolved || (!request.isGuess() && isReached(request)))
                .toList();
        if (open.isEmpty()) {
            return null;
        }
        TreeSet<String> verbs = new TreeSet<>();
        open.forEach(request -> verbs.add(request.verb()));
        boolean reached = open.stream().anyMatch(Folding::isReached);
        Request first = open.get(0);
        boolean apart = !isResolved && !reached && open.stream().allMatch(Folding::isOfNoObject);
        String reason = apart ? NO_OBJECT : first.unresolved() == null ? "" : first.unresolved();
        return new UnresolvedCall(place(site), List.copyOf(verbs), first.via(), reason, reached, isResolved, apart);
    }

    private static boolean isReached(Request request) {
        Context context = request.context();
        return context != null && context.isReached();
    }

    private static boolean isOfNoObject(Request request) {
        Context context = request.context();
        return context != null && context.isOfNoObject();
    }

    /** The calls of clients in the operator's own code, method references included. */
    private Map<AbstractInsnNode, Site> calls() {
        Map<AbstractInsnNode, Site> calls = new LinkedHashMap<>();
        for (ClassInfo type : pool.operatorClasses()) {
            for (MethodInfo method : type.methods()) {
                for (AbstractInsnNode instruction : method.node().instructions) {
                    if (isRequest(instruction)) {
                        calls.put(instruction, new Site(method, instruction));
                    }
                }
            }
        }
        return calls;
    }

    private boolean isRequest(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            return model.isRequest(call.owner, call.name, call.desc);
        }
        if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            for (Object argument : dynamic.bsmArgs) {
                if (argument instanceof Handle handle
                        && model.isRequest(handle.getOwner(), handle.getName(), handle.getDesc())) {
                    return true;
                }
            }
        }
        return false;
    }
}
