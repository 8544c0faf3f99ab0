package io.github.tokenaudit.access;

import io.github.tokenaudit.access.Scope.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an account can do with its grants.
 *
 * @param capability what it amounts to
 * @param abilities the dangerous things among it, one for each grant that gives one, the worst first
 * @param paths where it gets by them, the shortest way to each goal, the worst goal first
 */
public record Power(Capability capability, List<Ability> abilities, List<Path> paths) {

    public Power {
        abilities = List.copyOf(abilities);
        paths = List.copyOf(paths);
    }

    /** This power with what escalation adds to it. */
    Power with(List<Path> found) {
        Capability most = found.stream().map(Path::capability).reduce(capability, Capability::or);
        return new Power(most, abilities, found);
    }

    /** This power with some abilities weighed anew. */
    Power weighing(UnaryOperator<Ability> scales) {
        return of(abilities.stream().map(scales).toList());
    }

    /** Folds what an account holds. */
    static Power of(Holdings held) {
        Gains gains = new Gains(held);
        List<Ability> abilities = new ArrayList<>();
        for (Grant grant : held.grants()) {
            for (Danger danger : Danger.near(grant.rule().resources())) {
                List<String> verbs = danger.verbsOf(grant);
                if (!verbs.isEmpty()) {
                    abilities.add(new Ability(danger, grant, verbs, held.reach(grant), gains.of(danger, grant, verbs)));
                }
            }
        }
        // What counts however OLM installs the operator, before what it widens.
        abilities.sort(Comparator.comparing(Ability::danger)
                .thenComparing(ability -> ability.grant().isLifted()));
        return of(abilities);
    }

    private static Power of(List<Ability> abilities) {
        Capability most =
                abilities.stream().map(ability -> ability.gain().capability()).reduce(Capability.OWN, Capability::or);
        // Within a class, dangers keep their order.
        List<Ability> worstFirst = abilities.stream()
                .sorted(Comparator.comparing((Ability ability) -> ability.gain().capability())
                        .reversed())
                .toList();
        return new Power(most, worstFirst, List.of());
    }

    /** The worst that it can do, in plain words: "read every Secret in the cluster". */
    public String words() {
        return worst().stream()
                .findFirst()
                .map(Ability::text)
                .or(() -> paths.stream()
                        .findFirst()
                        .map(path -> "get to " + path.goal().words()))
                .orElse("do nothing dangerous");
    }

    /** The way to the most power; of several the one to the worse goal; null when there is none. */
    public @Nullable Path worstPath() {
        return paths.stream().max(Comparator.comparing(Path::capability)).orElse(null);
    }

    /**
     * What may make it one of Kubernetes' own controllers, and so cluster-admin, under a condition; null where nothing does,
     * or that is certain.
     */
    public @Nullable Ability reachingControllers() {
        return abilities.stream()
                .filter(ability -> Escalations.ofControllers(ability).isPresent())
                .findFirst()
                .orElse(null);
    }

    /** The worst, without what one of them gives everywhere and another one somewhere. */
    public List<Ability> widest() {
        List<Ability> worst = worst();
        return worst.stream()
                .filter(ability ->
                        ability.reach() == Reach.EVERYWHERE || worst.stream().noneMatch(ability::isWithin))
                .toList();
    }

    /** The abilities that amount to something, each said once, the worst first. */
    public List<Ability> worst() {
        Map<String, Ability> byText = new LinkedHashMap<>();
        for (Ability ability : abilities) {
            if (ability.isDangerous()) {
                byText.putIfAbsent(ability.text(), ability);
            }
        }
        return List.copyOf(byText.values());
    }
}
