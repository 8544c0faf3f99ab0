package io.github.tokenaudit.report.html;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Conditions;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.access.Path;
import io.github.tokenaudit.access.Path.Goal;
import io.github.tokenaudit.access.Path.Step;
import io.github.tokenaudit.access.Power;
import io.github.tokenaudit.access.Scope;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.ShortList;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.posture.Opening;
import io.github.tokenaudit.posture.OperatorCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The risk of an operator, for somebody who reads nothing else of it.
 *
 * @param token what is to be had in its pods, as a sentence
 * @param gains what that is good for, as sentences: what is certain, what depends on the cluster, what takes no token
 */
record Brief(String token, List<String> gains) {

    /** So many things that it can do tell what it is like. */
    private static final int MOST_ABILITIES = 4;

    private static final int MOST_PLACES = 3;

    /** Kubernetes docs, "Taints and Tolerations": who writes a pod picks its node, and tolerates what keeps others away. */
    private static final String OF_THE_CONTROL_PLANE =
            " Root on a node has the tokens of all pods there; on one of the control plane, where the cluster has such (kubeadm, OpenShift;"
                    + " not EKS, GKE, AKS), that is cluster-admin.";

    Brief {
        gains = List.copyOf(gains);
    }

    /**
     * @param operator whose risk it is
     * @param neighbours accounts with more power of other bundles that it may meet in its namespace
     */
    static Brief of(OperatorCard operator, List<String> neighbours) {
        List<String> gains = new ArrayList<>();
        List<String> secrets = operator.account().bundle().tokenSecrets(operator.account()).stream()
                .map(secret -> secret.id().display())
                .toList();
        if (!operator.ownTokens().isEmpty() || !secrets.isEmpty()) {
            addAbilities(gains, operator.power(), neighbours);
            addPaths(
                    gains,
                    operator.power(),
                    operator.openings().stream().anyMatch(opening -> opening.of() == Opening.Of.NODE));
        }
        operator.otherAccounts()
                .forEach(account -> gains.add("The token of account " + account + " can do whatever that one may."));
        addOpenings(gains, operator.openings());
        return new Brief(token(operator) + lasting(operator, secrets), gains);
    }

    private static String token(OperatorCard operator) {
        String pod =
                operator.workload().id().kind() + " " + operator.workload().id().name();
        List<TokenMount> tokens = operator.apiTokens();
        if (tokens.isEmpty()) {
            return "Whoever gets into a pod of " + pod + " finds no token there that the API server takes.";
        }
        return "Whoever gets into " + containers(tokens) + " of " + pod
                + ", or is shown its files, has a token of account "
                + tokens.stream()
                        .map(TokenMount::account)
                        .distinct()
                        .collect(Collectors.joining(" and one of account "))
                + ", good from wherever the API server can be reached, "
                + Words.valid(tokens)
                + (tokens.stream().anyMatch(token -> token.boundTo() == TokenMount.BoundTo.SECRET)
                        ? "."
                        : " or until its pod is gone.");
    }

    /** Who reads a Secret that holds a token needs no pod. */
    private static String lasting(OperatorCard operator, List<String> secrets) {
        return secrets.isEmpty()
                ? ""
                : " Whoever reads " + ShortList.of(secrets, MOST_PLACES) + " has one of account "
                        + operator.account().name() + " that never ends.";
    }

    private static String containers(List<TokenMount> tokens) {
        List<String> names = tokens.stream()
                .map(token -> token.container().name())
                .distinct()
                .toList();
        return names.size() > MOST_PLACES
                ? "one of " + names.size() + " containers"
                : "container " + String.join(" or ", names);
    }

    private static void addAbilities(List<String> gains, Power power, List<String> neighbours) {
        List<Ability> abilities = power.widest();
        if (abilities.isEmpty()) {
            gains.add(
                    "The token gives neither Secrets nor workloads nor rights of others, by the grants of its account.");
            return;
        }
        if (isEverything(abilities.get(0))) {
            gains.add("On any cluster, the token can do everything in the cluster, which is as good as cluster-admin.");
            return;
        }
        int told = told(abilities);
        String more = told == abilities.size()
                ? ""
                : " It can do " + Words.count(abilities.size() - told, "more dangerous thing") + ", listed below.";
        gains.add(byCluster(abilities.subList(0, told)) + more);
        if (abilities.stream().allMatch(Brief::isAtHome)) {
            gains.add("Of other namespaces its grants give it neither Secrets nor workloads nor rights.");
        }
        Optional<Ability> atHome = abilities.stream()
                .filter(ability -> ability.isForAnyAccount() && ability.reach() == Scope.Reach.OWN)
                .findFirst();
        boolean others =
                power.paths().stream().anyMatch(path -> path.becomes() != null || path.goal() == Goal.CLUSTER_ADMIN);
        if (atHome.isPresent() && !others) {
            gains.add("It can be every account " + atHome.get().where()
                    + ": one with more power there, such as another operator's"
                    + (neighbours.isEmpty()
                            ? ","
                            : " or " + String.join(", ", neighbours) + " of this input, if run there,")
                    + " makes it as powerful.");
        }
    }

    /** Who names all but one saves nothing. */
    private static int told(List<Ability> abilities) {
        return abilities.size() <= MOST_ABILITIES + 1 ? abilities.size() : MOST_ABILITIES;
    }

    /** Whether it is all that there is: nothing remains to be said. */
    private static boolean isEverything(Ability ability) {
        return ability.danger() == Danger.FULL_ACCESS && ability.reach() == Scope.Reach.EVERYWHERE;
    }

    /** What can be done, each kind of cluster said once. */
    private static String byCluster(List<Ability> abilities) {
        List<Ability> onOpenShift =
                abilities.stream().filter(Ability::isOnOpenShift).toList();
        List<Ability> others =
                abilities.stream().filter(ability -> !ability.isOnOpenShift()).toList();
        String clusters = others.stream().allMatch(Ability::isOnAnyCluster)
                ? "On any cluster"
                : "On any cluster with the APIs that the grants name";
        String besides = others.isEmpty() ? "On OpenShift, the token can " : " On OpenShift it also can ";
        return (others.isEmpty() ? "" : clusters + ", the token can " + byPlace(others) + ".")
                + (onOpenShift.isEmpty() ? "" : besides + byPlace(onOpenShift) + ".");
    }

    /** What can be done, each place said once. */
    private static String byPlace(List<Ability> abilities) {
        Map<String, List<String>> byPlace = abilities.stream()
                .collect(Collectors.groupingBy(
                        ability -> (ability.where() + Words.lifted(ability.grant())).strip(),
                        LinkedHashMap::new,
                        Collectors.mapping(Ability::words, Collectors.toList())));
        return byPlace.entrySet().stream()
                .map(place -> (and(place.getValue()) + " " + place.getKey()).strip())
                .collect(Collectors.joining("; and "));
    }

    private static String and(List<String> words) {
        int last = words.size() - 1;
        return last == 0
                ? words.get(0)
                : String.join(", ", words.subList(0, last)) + (last == 1 ? " and " : ", and ") + words.get(last);
    }

    private static boolean isAtHome(Ability ability) {
        return ability.reach() == Scope.Reach.OWN && !ability.grant().isCopied();
    }

    /** Whoever is surely cluster-admin gets anywhere. */
    private static void addPaths(List<String> gains, Power power, boolean onItsNode) {
        Optional<Path> toClusterAdmin = power.paths().stream()
                .filter(path -> path.goal() == Goal.CLUSTER_ADMIN)
                .findFirst();
        if (toClusterAdmin.filter(Path::isCertain).isPresent()) {
            if (power.worst().stream().findFirst().filter(Brief::isEverything).isPresent()) {
                return;
            }
            gains.add(path(toClusterAdmin.get(), onItsNode));
            return;
        }
        power.paths().stream()
                .sorted(Comparator.comparing(Path::isCertain).reversed())
                .forEach(path -> gains.add(path(path, onItsNode)));
        Ability controllers = power.reachingControllers();
        if (toClusterAdmin.isEmpty() && controllers != null) {
            gains.add("Since it can " + can(controllers)
                    + ", its holder may be cluster-admin by one of kube-system's accounts, provided that "
                    + controllers.gain().condition() + ".");
        }
    }

    private static String path(Path path, boolean onItsNode) {
        List<Account> holders = path.steps().stream()
                .map(Step::holder)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String own = path.steps().stream()
                .filter(step -> step.ability() != null && Objects.equals(step.holder(), holders.get(0)))
                .map(step -> can(Objects.requireNonNull(step.ability())))
                .distinct()
                .collect(Collectors.joining(" and "));
        String others = holders.stream().skip(1).map(Account::display).collect(Collectors.joining(" and "));
        return (own.isEmpty() ? "Its holder" : "Since it can " + own + ", its holder")
                + " gets" + (others.isEmpty() ? "" : ", as account " + others + ",")
                + " to " + path.goal().words()
                + (path.isCertain()
                        ? path.isOnOpenShift() ? ", on OpenShift" + elsewhere(path) + "." : ", on any cluster."
                        : ", provided that " + conditions(path, onItsNode) + ".")
                + (path.goal() == Goal.NODE ? OF_THE_CONTROL_PLANE : "");
    }

    /** What an account can do, with what it takes besides: of Secrets that are written the token has to be read. */
    private static String can(Ability ability) {
        boolean mints =
                ability.danger() == Danger.SECRETS_WRITE && !ability.grant().isNamed();
        return mints ? Words.can(ability).replace("write Secrets", "write and read Secrets") : Words.can(ability);
    }

    /** How a way that OpenShift's APIs open goes on all other clusters. */
    private static String elsewhere(Path path) {
        return path.others().stream()
                .filter(other -> other.step().ability() != null
                        && !other.step().ability().isOnOpenShift())
                .findFirst()
                .map(other -> "; on other clusters, since it can "
                        + Words.can(Objects.requireNonNull(other.step().ability())) + ", provided that "
                        + String.join(" and ", other.conditions()))
                .orElse("");
    }

    private static String conditions(Path path, boolean onItsNode) {
        return path.conditions().stream()
                .map(condition -> condition.equals(Conditions.ROOT_ON_A_NODE) && onItsNode
                        ? condition + " (whoever gets into this pod is)"
                        : condition)
                .collect(Collectors.joining(" and "));
    }

    private static void addOpenings(List<String> gains, List<Opening> openings) {
        openings.stream()
                .collect(Collectors.groupingBy(Opening::of, () -> new EnumMap<>(Opening.Of.class), Collectors.toList()))
                .values()
                .forEach(
                        same -> gains.add("Without any token: " + same.get(0).text() + andMore(same.size() - 1) + "."));
    }

    private static String andMore(int more) {
        return more > 0 ? ", and " + more + " more of that kind" : "";
    }
}
