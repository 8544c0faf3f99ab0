package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.Container.Mount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** TA122. */
public final class KubeconfigMounted implements Rule {

    /** {@code kubeconfig}, {@code admin.kubeconfig}, {@code kubeconfig-ro}, {@code admin.conf}, {@code k3s.yaml}. */
    private static final Pattern FILE_NAME = Pattern.compile(
            "(.*[-_.])?kubeconfig([-_.].*)?|(super-)?admin\\.conf|k3s\\.yaml|rke2\\.yaml", Pattern.CASE_INSENSITIVE);

    private static final Pattern FLAG = Pattern.compile("--(?:[a-z-]+-)?kubeconfig(?:=(.+))?");

    private static final RuleInfo INFO = RuleInfo.rule("TA122", "kubeconfig-mounted", Group.TOKEN)
            .severity(Severity.MEDIUM)
            .summary("A pod gets somebody's kubeconfig besides the identity of its own account")
            .what("""
                    Fires for a Secret, ConfigMap or path of the node that a container mounts as a kubeconfig: the variable
                    KUBECONFIG or a `--kubeconfig` flag points into it, or its name, key, file or mount path is a kubeconfig's
                    (`kubeconfig`, `admin.conf`, `~/.kube/config`). Where the input has the Secret or ConfigMap with its
                    contents, these decide: a kubeconfig that only leads to a token file or a login plugin makes the pod
                    nobody else and is clean. Node paths that TA114 tells are not told again.""")
            .why("""
                    The pod then holds a second identity that RBAC doesn't show at its account: often an administrator's,
                    with a client certificate that nobody can revoke, or one of another cluster. Whoever gets into the pod
                    has both.""")
            .remedy("""
                    In its own cluster let the pod use its account, with a projected token and just the grants it needs. For
                    another cluster give it an account there and short-lived tokens (an exec plugin, a token request
                    renewed from outside), not a person's or administrator's kubeconfig, and mount it into just the
                    container that talks to that cluster.""")
            .reference(
                    "Kubernetes: organizing cluster access using kubeconfig files",
                    "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/")
            .reference(
                    "Kubernetes: hardening guide, authentication mechanisms",
                    "https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/")
            .mappings(Mapping.MITRE_T1552_001, Mapping.MITRE_T1552_007, Mapping.OWASP_K08, Mapping.NSA_AUTHENTICATION)
            .build();

    /** Something that a volume brings into a pod: where it is named, and what it calls its files. */
    private record Source(String kind, Field named, List<Field> items) {
        String name() {
            return named.textOr("");
        }

        /** Whether it brings something by a key or path; without a choice it brings everything. */
        boolean brings(String property, Predicate<String> wanted) {
            return items.isEmpty()
                    || items.stream()
                            .anyMatch(item -> wanted.test(item.get(property).textOr("")));
        }
    }

    /** A mount with the container that has it. */
    private record Place(Container container, Mount mount) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            Account account = context.cluster().accountOf(workload);
            for (Field volume : workload.pod().volumes()) {
                List<Place> places = placesOf(workload, volume.get("name").textOr(""));
                if (!places.isEmpty()) {
                    sources(volume)
                            .forEach(source -> reason(account, source, places)
                                    .ifPresent(reason -> findings.accept(draft(workload, source, places, reason))));
                }
            }
        });
    }

    private static List<Place> placesOf(Workload workload, String volume) {
        return workload.pod().containers().stream()
                .flatMap(container -> container.mounts().stream()
                        .filter(mount -> mount.volume().equals(volume))
                        .map(mount -> new Place(container, mount)))
                .toList();
    }

    private static List<Source> sources(Field volume) {
        List<Source> sources = new ArrayList<>();
        add(sources, StoredText.SECRET, volume.get("secret"), "secretName");
        add(sources, StoredText.CONFIG_MAP, volume.get("configMap"), "name");
        for (Field projected : volume.at("projected", "sources").items()) {
            add(sources, StoredText.SECRET, projected.get("secret"), "name");
            add(sources, StoredText.CONFIG_MAP, projected.get("configMap"), "name");
        }
        String path = volume.at("hostPath", "path").textOr("/");
        if (NodeStore.reachedThrough(path).isEmpty()) {
            add(sources, "the host's", volume.get("hostPath"), "path");
        }
        return sources;
    }

    private static void add(List<Source> sources, String kind, Field source, String nameKey) {
        if (source.get(nameKey).text() != null) {
            sources.add(
                    new Source(kind, source.get(nameKey), source.get("items").items()));
        }
    }

    /** Why a source is somebody's kubeconfig; empty when it isn't one. */
    private static Optional<String> reason(Account account, Source source, List<Place> places) {
        List<Kubeconfig> contents = contents(account, source);
        if (!contents.isEmpty()) {
            return contents.stream().anyMatch(Kubeconfig::isForeign)
                    ? Optional.of("it holds credentials")
                    : Optional.empty();
        }
        return Stream.concat(places.stream().map(place -> pointer(source, place)), Stream.of(name(source, places)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Kubeconfig> contents(Account account, Source source) {
        return account.bundle().objects(source.kind, account.namespace(), source.name()).stream()
                .flatMap(object -> StoredText.of(object).stream())
                .filter(stored ->
                        source.brings("key", key -> key.equals(stored.field().name())))
                .flatMap(stored -> Kubeconfig.in(stored.text()).stream())
                .toList();
    }

    /** Whether the container is told to find its kubeconfig here. */
    private static Optional<String> pointer(Source source, Place place) {
        for (Field variable : place.container.field().get("env").items()) {
            if (variable.get("name").textOr("").equals("KUBECONFIG")
                    && Stream.of(variable.get("value").textOr("").split(":", -1))
                            .anyMatch(path -> isAt(path, source, place))) {
                return Optional.of("KUBECONFIG points to it");
            }
        }
        @Nullable String previous = null;
        for (Field field : place.container.commandLine()) {
            String word = field.textOr("");
            Matcher flag = FLAG.matcher(word);
            String path = flag.matches() ? flag.group(1) : "--kubeconfig".equals(previous) ? word : null;
            if (path != null && isAt(path, source, place)) {
                return Optional.of("--kubeconfig points to it");
            }
            previous = word;
        }
        return Optional.empty();
    }

    /** Whether a path leads to a source in a container, where mounts may hide parts of each other. */
    private static boolean isAt(String path, Source source, Place place) {
        String wanted = UnixPath.normalised(path);
        Optional<Mount> nearest = place.container.mounts().stream()
                .filter(mount -> UnixPath.contains(UnixPath.normalised(mount.path()), wanted))
                .max(Comparator.comparing(
                        mount -> UnixPath.normalised(mount.path()).length()));
        if (nearest.isEmpty() || !nearest.get().volume().equals(place.mount.volume())) {
            return false;
        }
        boolean wholeMount = UnixPath.normalised(nearest.get().path()).equals(wanted);
        return wholeMount || source.brings("path", file -> wanted.endsWith("/" + file));
    }

    /** Whether it goes by a kubeconfig's name: the source, or what it brings, or where that is mounted. */
    private static Optional<String> name(Source source, List<Place> places) {
        if (isKubeconfig(source.name())) {
            return Optional.of("by its name");
        }
        return files(source, places)
                .filter(KubeconfigMounted::isKubeconfig)
                .findFirst()
                .map(file -> "by the name " + file);
    }

    private static Stream<String> files(Source source, List<Place> places) {
        Stream<String> keys = source.items.stream().map(item -> item.get("key").textOr(""));
        return Stream.concat(keys, places.stream().flatMap(place -> files(source, place.mount)));
    }

    private static Stream<String> files(Source source, Mount mount) {
        return source.items.isEmpty()
                ? Stream.of(mount.path(), mount.field().get("subPath").textOr(""))
                : source.items.stream()
                        .map(item -> mount.path() + "/" + item.get("path").textOr(""));
    }

    private static boolean isKubeconfig(String path) {
        String normalised = UnixPath.normalised(path);
        return FILE_NAME.matcher(UnixPath.fileName(normalised)).matches()
                || normalised.endsWith("/.kube")
                || normalised.endsWith("/.kube/config");
    }

    private static Draft draft(Workload workload, Source source, List<Place> places, String reason) {
        return Draft.at(workload.object(), source.named)
                .message(String.format(
                        "%s %s is mounted into %s as a kubeconfig (%s): the pod acts as whoever it names, besides its account",
                        source.kind,
                        Texts.shown(source.name()),
                        Texts.containersNamed(places.stream()
                                .map(place -> Texts.name(place.container))
                                .toList()),
                        Texts.shown(reason)));
    }
}
