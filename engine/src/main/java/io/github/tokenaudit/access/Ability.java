package io.github.tokenaudit.access;

import io.github.tokenaudit.cluster.ShortList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something dangerous that an account can do.
 *
 * @param danger what
 * @param grant what gives it
 * @param verbs by which verbs, in the order in which a person names them
 * @param reach where, seen from the account
 * @param gain what it amounts to
 */
public record Ability(Danger danger, Grant grant, List<String> verbs, Scope.Reach reach, Gain gain) {

    private static final int MOST_NAMES = 3;

    public Ability {
        verbs = List.copyOf(verbs);
    }

    /** Whether it amounts to something. */
    public boolean isDangerous() {
        return gain.capability() != Capability.OWN;
    }

    /** Whether all that it is about lives in no namespace. */
    public boolean isClusterScoped() {
        return danger.requests().stream()
                .filter(requests -> !requests.verbsOf(grant).isEmpty())
                .allMatch(Requests::clusterScoped);
    }

    /** Whether it takes an API that OpenShift alone serves. */
    public boolean isOnOpenShift() {
        return groups().allMatch(group -> group.endsWith(".openshift.io"));
    }

    /** Whether it takes no API but such as every cluster serves. */
    public boolean isOnAnyCluster() {
        return groups().anyMatch(group -> !group.contains(".") || group.endsWith(".k8s.io"));
    }

    private Stream<String> groups() {
        return danger.requests().stream()
                .filter(requests -> !requests.verbsOf(grant).isEmpty())
                .flatMap(requests -> requests.groups().stream())
                .filter(grant::hasGroup);
    }

    /** Whether another one, which counts everywhere however OLM installs the operator, gives all that it does. */
    boolean isWithin(Ability other) {
        return other.reach == Scope.Reach.EVERYWHERE
                && !other.grant.isLifted()
                && other.words().equals(words())
                && (other.resources().contains("*") || other.resources().containsAll(resources()));
    }

    /** Whether it makes its holder any service account where it counts, whichever there are. */
    public boolean isForAnyAccount() {
        return Pools.Kind.of(danger) == Pools.Kind.ACCOUNTS && !grant.isNamed();
    }

    /**
     * Whether it changes templates of pods. A pod that runs is as privileged, and runs as whom, it was made; what is made by
     * a template is as that says.
     */
    boolean changesTemplates() {
        return danger == Danger.WORKLOAD_MODIFY && resources().stream().anyMatch(resource -> !resource.equals("pods"));
    }

    /** The resources by which its grant's rule gives it, as they are written there. */
    public List<String> resources() {
        return grant.rule().resources().stream()
                .filter(resource -> danger.requests().stream()
                        .anyMatch(requests -> requests.isFor(resource)
                                && !requests.verbsOf(grant).isEmpty()))
                .toList();
    }

    /** What of its grant's rule gives it, in short: {@code get, list of secrets}. */
    public String requests() {
        List<String> written = resources();
        boolean all = written.contains("*") && danger != Danger.FULL_ACCESS;
        // Kubernetes has Services, too.
        boolean knative = groups().allMatch("serving.knative.dev"::equals);
        return String.join(", ", verbs) + " of "
                + ShortList.of(all ? meant() : written, MOST_NAMES)
                + (all ? ", by `*`" : "")
                + (knative ? " of serving.knative.dev" : "");
    }

    /** The resources that make it dangerous, of which a star gives all. */
    private List<String> meant() {
        return danger.requests().stream()
                .filter(requests -> !requests.verbsOf(grant).isEmpty())
                .flatMap(requests -> requests.resources().stream().sorted())
                .distinct()
                .toList();
    }

    /** Whether a request is one of those that make it dangerous, and its grant gives it. */
    public boolean isFor(String verb, String group, String resource) {
        return grant.covers(verb, group, resource)
                && danger.requests().stream()
                        .anyMatch(requests -> requests.verbs().contains(verb)
                                && requests.groups().contains(group)
                                && requests.isFor(resource));
    }

    Ability with(Gain weighed) {
        return new Ability(danger, grant, verbs, reach, weighed);
    }

    /** In plain words: "read every Secret in the cluster". */
    public String text() {
        return (words() + " " + where()).strip();
    }

    /** In plain words, without the place: "read every Secret". */
    public String words() {
        return grant.isNamed() ? danger.namedWords() + " " + names() : danger.words(grant, verbs);
    }

    private String names() {
        List<String> names = grant.rule().resourceNames();
        String some = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
        return names.size() <= MOST_NAMES ? some : some + " and " + (names.size() - MOST_NAMES) + " more";
    }

    /** In plain words, where: "in the cluster"; empty for what is in no namespace. */
    public String where() {
        // Where pods may use constraints, those decide who may create them.
        boolean anywhere = danger == Danger.SECURITY_CONTEXT_CONSTRAINTS && reach == Scope.Reach.EVERYWHERE;
        if (danger.isClusterScoped() || anywhere) {
            return "";
        }
        return switch (reach) {
            case EVERYWHERE -> grant.isNamed() ? "in every namespace" : "in the cluster";
            case OWN -> grant.whereOwn();
            case CONTROLLERS, ELSEWHERE -> "in namespace " + grant.scope().namespace();
        };
    }
}
