package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a rule that no request can use. A rule is every verb on every resource of every group; a word is
 * dead when none of its combinations with the others is of use. What can't be known counts as of use.
 */
final class DeadWords {

    /** A word that is of no use, as people call it, and why. */
    record Dead(Field word, String name, String reason) {}

    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    /** What people write for the core group, which is written as the empty text. */
    private static final Pattern VERSION = Pattern.compile("v[0-9]+((alpha|beta)[0-9]+)?|core");

    /** Asked for by OwnerReferencesPermissionEnforcement, an admission plugin that OpenShift has on. */
    private static final String FINALIZERS = "/finalizers";

    private final HeldRule held;
    private final ApiResources served;
    private final List<Dead> dead = new ArrayList<>();

    private DeadWords(HeldRule held, ApiResources served) {
        this.held = held;
        this.served = served;
    }

    /** The dead words of a rule, the one that tells most first. */
    static List<Dead> of(HeldRule held, ApiResources served) {
        DeadWords words = new DeadWords(held, served);
        words.find();
        return List.copyOf(words.dead);
    }

    private void find() {
        if (!held.isClusterWide()) {
            sift("nonResourceURLs", url -> "a RoleBinding grants no URLs, only a ClusterRoleBinding does");
        }
        List<Field> groups = sift("apiGroups", DeadWords::misspeltGroup);
        List<Field> resources = sift("resources", this::misspeltResource);
        List<Field> verbs = sift("verbs", DeadWords::misspeltVerb);
        if (groups.isEmpty() || resources.isEmpty() || verbs.isEmpty()) {
            return;
        }
        Predicate<String> groupIsUsed =
                group -> any(resources, resource -> any(verbs, verb -> isOfUse(group, resource, verb)));
        Predicate<String> resourceIsUsed =
                resource -> any(groups, group -> any(verbs, verb -> isOfUse(group, resource, verb)));
        Predicate<String> verbIsUsed =
                verb -> any(resources, resource -> any(groups, group -> isOfUse(group, resource, verb)));
        List<String> groupNames = texts(groups);
        List<String> resourceNames = texts(resources);
        // Where all are of no use, each group and verb is, too; the resources tell best what is wrong.
        if (any(resources, resourceIsUsed)) {
            addUnused(groups, groupIsUsed, DeadWords::inWords, group -> whyNot(group, resourceNames));
            addUnused(verbs, verbIsUsed, verb -> "the verb " + verb, verb -> whyNoVerb(groupNames, resourceNames));
        }
        addUnused(resources, resourceIsUsed, resource -> resource, resource -> whyNot(groupNames, resource));
    }

    /** Takes out the words that are of no use whatever stands beside them; gives the others. */
    private List<Field> sift(String list, Function<String, @Nullable String> misspelt) {
        List<Field> sound = new ArrayList<>();
        for (Field word : held.words(list)) {
            String reason = misspelt.apply(word.textOr(""));
            if (reason == null) {
                sound.add(word);
            } else {
                dead.add(new Dead(word, '"' + word.textOr("") + '"', reason));
            }
        }
        return sound;
    }

    private void addUnused(
            List<Field> words, Predicate<String> used, Function<String, String> name, Function<String, String> reason) {
        for (Field word : words) {
            String text = word.textOr("");
            if (!used.test(text)) {
                dead.add(new Dead(word, name.apply(text), reason.apply(text)));
            }
        }
    }

    private static boolean any(List<Field> words, Predicate<String> condition) {
        return words.stream().anyMatch(word -> condition.test(word.textOr("")));
    }

    private static List<String> texts(List<Field> words) {
        return words.stream().map(word -> word.textOr("")).toList();
    }

    private static @Nullable String misspeltGroup(String group) {
        if (VERSION.matcher(group).matches()) {
            return "that is no API group; the core group is written as \"\"";
        }
        if (group.contains("/")) {
            return "RBAC compares groups without their version, here \"" + group.replaceFirst("/.*", "") + '"';
        }
        if (group.contains("*") && !group.equals("*")) {
            return "RBAC knows no wildcard within a word";
        }
        return hasCapitals(group) ? "API groups are written in lower case" : null;
    }

    private @Nullable String misspeltResource(String resource) {
        boolean inside = resource.contains("*") && !resource.equals("*") && !resource.startsWith("*/");
        if ((inside || resource.equals("*/*")) && !resource.equals("userextras/*")) {
            return "RBAC knows no wildcard there; subresources are named one by one, or all of a name as \"*/NAME\"";
        }
        boolean ordinary = held.rule().verbs().stream().allMatch(verb -> isOrdinary(verb) || hasCapitals(verb));
        boolean known = held.rule().apiGroups().stream()
                .allMatch(group -> group.equals("*") || served.isBuiltIn(group) || misspeltGroup(group) != null);
        return ordinary && known && hasCapitals(resource) ? "resources are written in lower case, in the plural" : null;
    }

    private static @Nullable String misspeltVerb(String verb) {
        String lower = verb.toLowerCase(Locale.ROOT);
        return hasCapitals(verb) && VERBS.contains(lower) ? "verbs are written in lower case, \"" + lower + '"' : null;
    }

    private static boolean hasCapitals(String word) {
        return !word.equals(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isOrdinary(String verb) {
        return VERBS.contains(verb) || verb.equals("*");
    }

    private boolean isOfUse(String group, String resource, String verb) {
        if (group.equals("*") || !served.isBuiltIn(group) || resource.startsWith("*")) {
            return true;
        }
        if (resource.endsWith(FINALIZERS)) {
            return (verb.equals("update") || !VERBS.contains(verb)) && isOfUse(group, withoutFinalizers(resource), "*");
        }
        Boolean asked = served.isAskedFor(group, resource, verb);
        if (asked != null) {
            return asked;
        }
        if (!isOrdinary(verb)) {
            return true;
        }
        if (served.isServed(group, resource)) {
            return (verb.equals("*") || served.verbs(group, resource).contains(verb)) && isInReach(group, resource);
        }
        return !isCertainlyAbsent(group, resource);
    }

    /** A RoleBinding reaches what lives in its namespace, and the namespace's own object. */
    private boolean isInReach(String group, String resource) {
        return held.isClusterWide()
                || served.isNamespaced(group, resource)
                || withoutSub(resource).equals("namespaces");
    }

    /** Custom resources may have groups with a dot only; to those of Kubernetes' own they could at most be added. */
    private boolean isCertainlyAbsent(String group, String resource) {
        String base = withoutSub(resource);
        return !group.contains(".")
                || served.isServed(group, base)
                || served.removedIn(group, resource) != null
                || served.comesIn(group, resource) != null
                || !served.groupsOf(base).isEmpty();
    }

    private static String withoutSub(String resource) {
        return ApiResources.withoutSubresource(resource);
    }

    /** Why a group is of no use though another of the rule is: the resource that left it tells most. */
    private String whyNot(String group, List<String> resources) {
        String telling = resources.stream()
                .filter(resource -> served.removedIn(group, resource) != null)
                .findFirst()
                .orElse(resources.get(0));
        return whyNot(List.of(group), telling);
    }

    private String whyNot(List<String> groups, String resource) {
        String name = withoutFinalizers(resource);
        Optional<String> home =
                groups.stream().filter(group -> served.isServed(group, name)).findFirst();
        if (home.isPresent()) {
            return isInReach(home.get(), name)
                    ? taken(groups, resource)
                    : name + " live in no namespace, so that only a ClusterRoleBinding grants them";
        }
        String group = groups.get(0);
        String removed = served.removedIn(group, name);
        String comes = served.comesIn(group, name);
        List<String> elsewhere = served.groupsOf(name);
        if (removed != null) {
            return name + " left " + inWords(group) + " with Kubernetes " + removed
                    + (elsewhere.isEmpty() ? "" : " and are in " + inWords(elsewhere.get(0)) + " now");
        }
        if (comes != null) {
            return "Kubernetes has " + name + " from " + comes + " on, and is audited as " + served.version();
        }
        return elsewhere.isEmpty()
                ? "Kubernetes " + served.version() + " has no " + name + " in " + inWords(group)
                : "Kubernetes has " + name + " in " + inWords(elsewhere.get(0)) + ", not in " + inWords(group);
    }

    private String whyNoVerb(List<String> groups, List<String> resources) {
        return resources.size() == 1 ? taken(groups, resources.get(0)) : "none of the rule's resources takes it";
    }

    private String taken(List<String> groups, String resource) {
        String verbs = resource.endsWith(FINALIZERS)
                ? "update"
                : groups.stream()
                        .flatMap(group -> served.verbs(group, resource).stream())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        return resource + " takes " + verbs + " only";
    }

    private static String withoutFinalizers(String resource) {
        return resource.endsWith(FINALIZERS)
                ? resource.substring(0, resource.length() - FINALIZERS.length())
                : resource;
    }

    private static String inWords(String group) {
        return group.isEmpty() ? "the core group" : "group " + group;
    }
}
