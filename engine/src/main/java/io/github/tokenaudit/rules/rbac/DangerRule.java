package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Capability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.ClusterServiceVersion;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Exposure;
import io.github.tokenaudit.rule.Needs;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.usage.Use;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A rule about something dangerous that an account can do: one finding for each account and each role that lets it, at
 * the verb in the role's rule; for a role that Kubernetes brings, where it is bound.
 */
abstract class DangerRule implements Rule {

    private final RuleInfo info;
    private final Set<Danger> dangers;

    DangerRule(RuleInfo info, Danger... dangers) {
        this.info = info;
        this.dangers = Set.of(dangers);
    }

    @Override
    public final RuleInfo info() {
        return info;
    }

    @Override
    public final void check(RuleContext context, Consumer<Draft> findings) {
        for (Account account : context.accounts()) {
            IdentityHashMap<KubeObject, List<Ability>> byPlace = new IdentityHashMap<>();
            Set<KubeObject> places = new LinkedHashSet<>();
            for (Ability ability : context.powerOf(account).abilities()) {
                if (dangers.contains(ability.danger()) && concerns(account, ability)) {
                    KubeObject place = Chain.place(ability.grant());
                    places.add(place);
                    byPlace.computeIfAbsent(place, p -> new ArrayList<>()).add(ability);
                }
            }
            Exposure exposure = context.exposureOf(account);
            List<Ability> all = context.powerOf(account).abilities();
            List<Ability> needed = all.stream()
                    .filter(other -> needs().contains(other.danger()))
                    .toList();
            for (KubeObject place : places) {
                List<Ability> abilities = byPlace.getOrDefault(place, List.of());
                @Nullable Severity severity = severityOf(context, abilities, exposure);
                if (severity != null) {
                    Draft draft = draft(context, account, place, abilities, needed);
                    draft.severity(isNeeded(draft, context, account, abilities) ? severity.lower() : severity);
                    cover(draft, account, all);
                    findings.accept(draft);
                }
            }
        }
    }

    /** Whether the rule speaks of an ability of its dangers at all; by default of all of them. */
    boolean concerns(Account account, Ability ability) {
        return true;
    }

    /**
     * The severity of an ability, by default what the table says of its gain; null when it is nothing to speak of.
     *
     * @param ability what the account can do
     * @param table what {@code docs/severity.md} says of its gain
     * @param exposure of the account's token
     */
    @Nullable
    Severity severity(Ability ability, @Nullable Severity table, Exposure exposure) {
        return ability.gain().capability() == Capability.OWN ? null : table;
    }

    /**
     * For what gains nothing by itself, but does with other grants, or by what it spoils: low, where the table says
     * anything of a harmless token, and nothing where names keep it to a few objects.
     */
    static @Nullable Severity lowAlone(Ability ability, @Nullable Severity table) {
        if (ability.gain().capability() != Capability.OWN || table == null) {
            return table;
        }
        return ability.grant().isNamed() ? null : Severity.LOW;
    }

    /** What a person should know beyond what the ability says of itself; by default what more it amounts to. */
    String consequence(Ability ability) {
        return Chain.amount(ability);
    }

    /** What those amount to whom names limit an ability to, where that is known; the rest, a consequence says. */
    static String ofThoseNamed(Ability ability) {
        boolean beyond = ability.grant().isNamed()
                && ability.gain().capability() == Capability.TENANT
                && ability.gain().condition() == null;
        return beyond ? ", whose rights reach other namespaces" : "";
    }

    /** The verbs of an ability that make it one, at the first of which the finding stands; by default all. */
    List<String> proving(Ability ability) {
        return ability.verbs();
    }

    /** Those verbs of an ability that change what is there. */
    static List<String> changing(Ability ability) {
        return ability.verbs().stream().filter(verb -> !verb.equals("create")).toList();
    }

    /** How to take an ability away. */
    String remedy(Ability ability) {
        // What lives in no namespace no Role grants.
        boolean everywhere = ability.grant().scope().clusterWide() && !ability.isClusterScoped();
        return everywhere
                ? Chain.remedy(ability, info.remedy()) + besideOlm(ability)
                : Chain.remedy(ability, info.remedyInANamespace());
    }

    /** Where a Role goes that the remedy advises, if OLM would make one for the whole cluster of it. */
    private String besideOlm(Ability ability) {
        Binding binding = ability.grant().binding();
        if (binding == null
                || !binding.installModes().contains(ClusterServiceVersion.ALL_NAMESPACES)
                || !info.remedy().contains("Role")) {
            return "";
        }
        String fewer = binding.installModes().size() == 1
                ? ""
                : " Where the operator can do without the install mode `AllNamespaces`, drop that, and leave the grant to"
                        + " `permissions`, of which OLM makes Roles in just the namespaces that it is installed for. Else put";
        return (fewer.isEmpty() ? " Put" : fewer)
                + " a Role for its own namespace, with its RoleBinding, beside the ClusterServiceVersion and not under"
                + " its `permissions`, which count in the whole cluster where OLM installs it for all namespaces."
                + " The binding's subject has to name the namespace that it is installed into, which OLM does not fill"
                + " in: take the one that the annotation `operatorframework.io/suggested-namespace` suggests, and"
                + " set that where it is missing. In other namespaces no bundle makes Roles: whoever owns them has to.";
    }

    final boolean isAbout(Danger danger) {
        return dangers.contains(danger);
    }

    /** What else an ability needs to amount to anything, and is told beside it; by default nothing. */
    Set<Danger> needs() {
        return Set.of();
    }

    /** Whether the operator's code needs all that a finding is about, and tells by which lines. */
    private static boolean isNeeded(Draft draft, RuleContext context, Account account, List<Ability> abilities) {
        List<Use> proofs = abilities.stream()
                .flatMap(ability -> context.needs().proofOf(account, ability).stream())
                .toList();
        proofs.stream()
                .distinct()
                .forEach(use -> draft.evidence(
                        "the operator's code needs " + use.permission().verb() + " of "
                                + use.permission().path() + ": "
                                + Needs.place(use.evidence().get(0)),
                        null));
        return proofs.size() == abilities.size();
    }

    /** Adds what else of the account's abilities a finding covers; by default nothing. */
    void cover(Draft draft, Account account, List<Ability> allOfTheAccount) {}

    private @Nullable Severity severityOf(RuleContext context, List<Ability> abilities, Exposure exposure) {
        Severity worst = null;
        for (Ability ability : abilities) {
            Severity table = context.severity(ability.gain().capability(), exposure);
            Severity one = severity(ability, table, exposure);
            worst = worst == null || (one != null && one.isAtLeast(worst)) ? one : worst;
        }
        return worst;
    }

    private Draft draft(
            RuleContext context, Account account, KubeObject place, List<Ability> abilities, List<Ability> needed) {
        Ability worst = abilities.get(0);
        Draft draft = Draft.at(place, Chain.spot(worst.grant(), proving(worst)))
                .subject(account.display())
                .message("account " + account.display() + " can " + worst.text() + " (" + worst.requests() + ")"
                        + consequence(worst))
                .remedy(remedy(worst));
        String condition = worst.gain().condition();
        // There is nothing more than everything.
        if (condition != null && context.powerOf(account).capability() != Capability.CLUSTER) {
            draft.evidence("it amounts to more where " + condition, null);
        }
        if (worst.isDangerous()) {
            for (Danger danger : needs()) {
                needed.stream()
                        .filter(other -> other.danger() == danger && goesWith(other, worst))
                        .findFirst()
                        .ifPresent(other -> Chain.also(draft, other));
            }
        }
        Chain.tell(draft, context, account, abilities);
        abilities.stream()
                .map(ability -> new Draft.Held(account, ability.grant().rule()))
                .forEach(held -> draft.about(held).covers(held));
        return draft;
    }

    /** Whether an ability that another one needs counts for whatever object wherever that one does. */
    boolean goesWith(Ability needed, Ability ability) {
        return !needed.grant().isNamed()
                && needed.grant().scope().covers(ability.grant().scope());
    }
}
