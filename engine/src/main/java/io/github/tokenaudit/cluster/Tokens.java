package io.github.tokenaudit.cluster;

import io.github.tokenaudit.cluster.Container.Mount;
import io.github.tokenaudit.cluster.TokenMount.BoundTo;
import io.github.tokenaudit.cluster.TokenMount.Kind;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which container sees which token, as Kubernetes decides it: admission plugin ServiceAccount
 * ({@code plugin/pkg/admission/serviceaccount}), projected volumes (KEP-1205) and the extension of tokens
 * ({@code pkg/serviceaccount/claims.go}, {@code pkg/registry/core/serviceaccount/storage/token.go}).
 */
public final class Tokens {

    /** Where admission mounts the token, and clients look for it. */
    public static final String DEFAULT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** What the kubelet asks for an automounted token: an hour and seven seconds, which marks it as extensible. */
    public static final long AUTOMOUNT_SECONDS = 3_607;

    /** What an extensible token gets: a year, so that clients which never read it again go on working. */
    public static final long EXTENDED_SECONDS = 31_536_000;

    /** A projection that names no lifetime. */
    public static final long PROJECTION_DEFAULT_SECONDS = 3_600;

    /** The type of a Secret that holds a token without end. */
    public static final String SECRET_TYPE = "kubernetes.io/service-account-token";

    /** The annotation by which such a Secret names its account. */
    public static final String SECRET_ACCOUNT_ANNOTATION = "kubernetes.io/service-account.name";

    /** The key under which such a Secret holds its token. */
    private static final String TOKEN_KEY = "token";

    private static final Set<String> API_SERVER_AUDIENCES = Set.of(
            "",
            "api",
            "kubernetes",
            "kubernetes.default.svc",
            "https://kubernetes.default.svc",
            "https://kubernetes.default.svc.cluster.local");

    private Tokens() {}

    /** Whether an object is a Secret that holds a token without end. */
    public static boolean isTokenSecret(KubeObject object) {
        return object.id().group().isEmpty()
                && object.id().kind().equals("Secret")
                && object.at("type").textOr("").equals(SECRET_TYPE);
    }

    /** The field of such a Secret that names the account. */
    public static Field accountField(KubeObject tokenSecret) {
        return tokenSecret.at("metadata", "annotations", SECRET_ACCOUNT_ANNOTATION);
    }

    /** Whether a projection's audience is the API server: none named, or one of its usual names. */
    public static boolean isApiServerAudience(@Nullable String audience) {
        return audience == null || API_SERVER_AUDIENCES.contains(audience);
    }

    /** How long the API server accepts a pod's token that was requested for some seconds. */
    public static long validSeconds(long requestedSeconds, @Nullable String audience) {
        boolean extended = requestedSeconds == AUTOMOUNT_SECONDS && isApiServerAudience(audience);
        return extended ? EXTENDED_SECONDS : requestedSeconds;
    }

    /** The tokens that the containers of a workload see, in the order of containers and mounts. */
    static List<TokenMount> of(Workload workload, Account account) {
        List<TokenMount> tokens = new ArrayList<>();
        Field automounting = automounting(workload.pod(), account);
        for (Container container : workload.pod().containers()) {
            if (automounting != null
                    && container.role() != Container.Role.EPHEMERAL
                    && container.mounts().stream()
                            .noneMatch(mount -> mount.path().equals(DEFAULT_PATH))) {
                tokens.add(new TokenMount(
                        container,
                        Kind.AUTOMOUNTED,
                        account.name(),
                        DEFAULT_PATH + "/token",
                        AUTOMOUNT_SECONDS,
                        EXTENDED_SECONDS,
                        BoundTo.POD,
                        null,
                        automounting));
            }
            for (Mount mount : container.mounts()) {
                for (Field volume : workload.pod().volumes()) {
                    if (volume.get("name").textOr("").equals(mount.volume())) {
                        addFromVolume(tokens, account, container, mount, volume);
                    }
                }
            }
            addFromEnvironment(tokens, account, container);
        }
        return tokens;
    }

    /**
     * The field by which the token gets mounted: the one that says true, or the one where nobody said false. Null when
     * somebody with the last word said false.
     */
    private static @Nullable Field automounting(PodSpec pod, Account account) {
        Field podField = pod.field().get("automountServiceAccountToken");
        Boolean byPod = pod.automount();
        if (byPod != null) {
            return byPod ? podField : null;
        }
        Field accountField = null;
        for (ServiceAccount declared : account.declarations()) {
            Boolean byAccount = declared.automount();
            if (byAccount == null) {
                return podField;
            }
            accountField = byAccount ? declared.object().at("automountServiceAccountToken") : accountField;
        }
        return account.declarations().isEmpty() ? podField : accountField;
    }

    private static void addFromVolume(
            List<TokenMount> tokens, Account account, Container container, Mount mount, Field volume) {
        for (TokenProjection projection : TokenProjection.of(volume)) {
            addProjection(tokens, account, container, mount, projection);
        }
        for (Field source : volume.at("projected", "sources").items()) {
            addSecretVolume(tokens, account, container, mount, source.get("secret"), "name");
        }
        addSecretVolume(tokens, account, container, mount, volume.get("secret"), "secretName");
    }

    private static void addProjection(
            List<TokenMount> tokens, Account account, Container container, Mount mount, TokenProjection projection) {
        String file = projection.field().get("path").textOr("");
        if (!shows(mount, file)) {
            return;
        }
        Long seconds = projection.seconds();
        long requested = seconds == null ? PROJECTION_DEFAULT_SECONDS : seconds;
        tokens.add(new TokenMount(
                container,
                Kind.PROJECTED,
                account.name(),
                filePath(mount, file),
                requested,
                validSeconds(requested, projection.audience()),
                BoundTo.POD,
                projection.audience(),
                projection.field()));
    }

    /** A volume shows all keys of its Secret, or those that its items list, each under a path of its own. */
    private static void addSecretVolume(
            List<TokenMount> tokens, Account account, Container container, Mount mount, Field source, String nameKey) {
        List<Field> items = source.get("items").items();
        String file = items.isEmpty() ? TOKEN_KEY : null;
        for (Field item : items) {
            file = item.get("key").textOr("").equals(TOKEN_KEY)
                    ? item.get("path").textOr("")
                    : file;
        }
        if (file != null && shows(mount, file)) {
            addSecret(tokens, account, container, source.get(nameKey), filePath(mount, file), mount.field());
        }
    }

    /** Whether a mount makes a file of its volume visible: all of them do, save one that picks a single file. */
    private static boolean shows(Mount mount, String file) {
        return mount.subPath() == null || mount.subPath().equals(file);
    }

    private static String filePath(Mount mount, String file) {
        boolean isFile = mount.subPath() != null;
        return isFile || mount.path().endsWith("/") ? mount.path() + (isFile ? "" : file) : mount.path() + "/" + file;
    }

    private static void addFromEnvironment(List<TokenMount> tokens, Account account, Container container) {
        for (Field variable : container.field().get("env").items()) {
            Field reference = variable.at("valueFrom", "secretKeyRef");
            if (reference.get("key").textOr("").equals(TOKEN_KEY)) {
                String name = "$" + variable.get("name").textOr("");
                addSecret(tokens, account, container, reference.get("name"), name, reference);
            }
        }
        for (Field from : container.field().get("envFrom").items()) {
            String name = "$" + from.get("prefix").textOr("") + TOKEN_KEY;
            addSecret(tokens, account, container, from.at("secretRef", "name"), name, from.get("secretRef"));
        }
    }

    private static void addSecret(
            List<TokenMount> tokens, Account account, Container container, Field reference, String path, Field proof) {
        String name = reference.text();
        if (name == null) {
            return;
        }
        for (KubeObject secret : account.bundle().objects("Secret", account.namespace(), name)) {
            if (isTokenSecret(secret)) {
                String speaksFor = accountField(secret).textOr("");
                tokens.add(new TokenMount(
                        container, Kind.SECRET, speaksFor, path, null, null, BoundTo.SECRET, null, proof));
                return;
            }
        }
    }
}
