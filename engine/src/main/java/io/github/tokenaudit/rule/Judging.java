package io.github.tokenaudit.rule;

import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Activity.Requested;
import io.github.tokenaudit.usage.Activity.Seen;
import io.github.tokenaudit.usage.Coverage.UnresolvedCall;
import io.github.tokenaudit.usage.Strength;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.Use;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges for one account whether it needs a verb on a resource. */
final class Judging {

    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    /** Verbs that give much the same. */
    private static final List<Set<String>> SIBLINGS =
            List.of(Set.of("get", "list", "watch"), Set.of("update", "patch"), Set.of("delete", "deletecollection"));

    /** The subresources that custom resources may have, and their verbs (apiextensions-apiserver). */
    private static final Map<String, Set<String>> OF_CUSTOM_RESOURCES =
            Map.of("status", Set.of("get", "update", "patch"), "scale", Set.of("get", "update", "patch"));

    /** Who may use the resource gains little by them. */
    private static final Set<String> HARMLESS = Set.of("status", "scale", "log");

    /** Asked for by admission: of owner references, and by OpenShift of a route with a host of its own. */
    private static final Set<String> ASKED_BY_ADMISSION = Set.of("finalizers", "custom-host");

    private final ApiResources served;
    private final @Nullable Usage code;
    private final Activity.@Nullable OfAccount activity;
    private final List<Declaration> declarations;
    private final Bundle bundle;

    Judging(
            ApiResources served,
            @Nullable Usage code,
            Activity.@Nullable OfAccount activity,
            List<Declaration> declarations,
            Bundle bundle) {
        this.served = served;
        this.code = code;
        this.activity = activity;
        this.declarations = declarations;
        this.bundle = bundle;
    }

    /** The verbs that a word of a rule means: those that the resource takes, for the star. */
    List<String> meant(String group, String resource, String asked) {
        if (!asked.equals("*")) {
            return List.of(asked);
        }
        if (group.equals("*") || resource.startsWith("*")) {
            return VERBS;
        }
        Set<String> taken = served.isServed(group, resource)
                ? served.verbs(group, resource)
                : OF_CUSTOM_RESOURCES.getOrDefault(
                        sub(resource), sub(resource).isEmpty() ? Set.copyOf(VERBS) : Set.of());
        return taken.isEmpty()
                ? List.of("*")
                : VERBS.stream().filter(taken::contains).toList();
    }

    GrantedVerb judge(String group, String resource, String verb, String asked) {
        Reason reason = reason(group, resource, verb);
        if (reason == null) {
            boolean nobodyLooked = code == null && activity == null;
            reason = new Reason(nobodyLooked ? Need.UNKNOWN : lack(group, resource, verb), "");
        }
        return new GrantedVerb(group, resource, verb, asked, reason.need, reason.why);
    }

    private record Reason(Need need, String why) {}

    /** What speaks for it, the best; null for nothing. */
    private @Nullable Reason reason(String group, String resource, String verb) {
        return Stream.of(byCode(group, resource, verb), byLog(group, resource, verb), byPolicy(group, resource, verb))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Reason::need))
                .orElse(null);
    }

    private Optional<Reason> byCode(String group, String resource, String verb) {
        return uses(group, resource)
                .filter(use -> matches(verb, use.permission().verb()))
                .min(Comparator.comparing(Use::strength))
                .map(use -> new Reason(
                        need(use.strength()), Needs.place(use.evidence().get(0))));
    }

    private static Need need(Strength strength) {
        return switch (strength) {
            case PROVEN -> Need.PROVEN;
            case FRAMEWORK -> Need.FRAMEWORK;
            case POSSIBLE -> Need.POSSIBLE;
            case DELEGATED -> Need.DELEGATED;
        };
    }

    private Optional<Reason> byLog(String group, String resource, String verb) {
        return requests(group, resource)
                .filter(request -> matches(verb, request.verb()))
                .flatMap(request -> Stream.ofNullable(request.allowed()))
                .reduce(Seen::and)
                .map(seen -> new Reason(Need.LOGGED, times(seen)));
    }

    /** How often something was seen, as people say it. */
    static String times(Seen seen) {
        return "seen " + (seen.times() == 1 ? "once" : seen.times() + " times") + " in the audit log, last "
                + seen.span().last();
    }

    private Optional<Reason> byPolicy(String group, String resource, String verb) {
        return declared(group, resource)
                .filter(said -> said.verbs().stream().anyMatch(one -> matches(verb, one)))
                .map(said -> new Reason(Need.DECLARED, "declared: " + said.reason()))
                .findFirst();
    }

    private Need lack(String group, String resource, String verb) {
        if (isAskedBySomebodyElse(group, resource, verb)) {
            return Need.UNKNOWN;
        }
        if (isImpossible(group, resource, verb)) {
            return Need.IMPOSSIBLE;
        }
        if (code != null && !code.coverage().missing().isEmpty()) {
            return Need.UNKNOWN;
        }
        String base = ApiResources.withoutSubresource(resource);
        Set<String> used = usedVerbs(group, resource);
        if (HARMLESS.contains(sub(resource)) && verb.equals("get")) {
            // It is part of the resource, for who reads that.
            used.addAll(usedVerbs(group, base));
        }
        if (used.stream().anyMatch(done -> isAlike(done, verb))) {
            return Need.SIBLING;
        }
        if (isLeftOpen(verb)) {
            return Need.UNKNOWN;
        }
        if (!used.isEmpty()) {
            return Need.CAPABILITY;
        }
        boolean ofUsed = !base.equals(resource) && !usedVerbs(group, base).isEmpty();
        if (ofUsed) {
            return HARMLESS.contains(sub(resource)) ? Need.SIBLING : Need.CAPABILITY;
        }
        return VERBS.stream().anyMatch(this::isLeftOpen) ? Need.CAPABILITY : Need.RESOURCE;
    }

    /** What code never requests, since the API server or an admission plugin asks for it at another request. */
    private boolean isAskedBySomebodyElse(String group, String resource, String verb) {
        boolean isVirtual = !verb.equals("*") && !VERBS.contains(verb);
        return isVirtual
                || (ASKED_BY_ADMISSION.contains(sub(resource)) && (verb.equals("update") || verb.equals("create")))
                || served.isAskedFor(group, resource, verb) != null;
    }

    private boolean isImpossible(String group, String resource, String verb) {
        if (group.equals("*") || resource.startsWith("*")) {
            return false;
        }
        boolean isAny = verb.equals("*");
        if (served.isServed(group, resource)) {
            return !isAny && !served.verbs(group, resource).contains(verb);
        }
        if (ASKED_BY_ADMISSION.contains(sub(resource))) {
            return !isAny;
        }
        boolean isCustom = !served.isBuiltIn(group)
                || bundle.apis().anyMatch(api -> api.group().equals(group));
        if (!isCustom) {
            return true;
        }
        Set<String> taken = OF_CUSTOM_RESOURCES.get(sub(resource));
        return !isAny && taken != null && !taken.contains(verb);
    }

    /** Whether there is a call in reach that would do it, or much the same, and nobody knows to what. */
    private boolean isLeftOpen(String verb) {
        return code != null
                && code.coverage().unresolved().stream()
                        .filter(UnresolvedCall::reached)
                        .anyMatch(call -> verb.equals("*")
                                || call.verbs().isEmpty()
                                || call.verbs().stream().anyMatch(done -> done.equals(verb) || isAlike(done, verb)));
    }

    private static boolean isAlike(String verb, String other) {
        return SIBLINGS.stream().anyMatch(alike -> alike.contains(verb) && alike.contains(other));
    }

    private Set<String> usedVerbs(String group, String resource) {
        Set<String> used = new TreeSet<>();
        uses(group, resource).forEach(use -> used.add(use.permission().verb()));
        requests(group, resource).forEach(request -> used.add(request.verb()));
        declared(group, resource).forEach(said -> used.addAll(said.verbs()));
        return used;
    }

    private Stream<Use> uses(String group, String resource) {
        return code == null
                ? Stream.of()
                : code.uses().stream()
                        .filter(use -> matches(group, use.permission().group())
                                && matchesResource(resource, use.permission().path()));
    }

    private Stream<Requested> requests(String group, String resource) {
        return activity == null
                ? Stream.of()
                : activity.requests().stream()
                        .filter(request -> request.allowed() != null)
                        .filter(request ->
                                matches(group, request.group()) && matchesResource(resource, request.resource()));
    }

    private Stream<Declaration> declared(String group, String resource) {
        return declarations.stream()
                .filter(said -> matches(group, said.group()) && matchesResource(resource, said.resource()));
    }

    private static boolean matches(String granted, String asked) {
        return granted.equals("*") || granted.equals(asked);
    }

    private static boolean matchesResource(String granted, String asked) {
        return matches(granted, asked) || (granted.startsWith("*/") && asked.endsWith(granted.substring(1)));
    }

    private static String sub(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 ? "" : resource.substring(slash + 1);
    }
}
