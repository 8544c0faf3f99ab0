package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container.Mount;
import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Tokens;
import io.github.tokenaudit.source.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a projected token is meant for, where names tell that it is somebody else than the API server. Manifests have no
 * field for that but the audience, which is just what careless ones leave out; so its path, its volume and the
 * variables that point at it must do.
 */
final class ForeignUse {

    private static final String SOMEBODY = "somebody else than the API server";

    /** Words in the names of volumes, folders and files, with whom they stand for. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("vault", "Vault"),
            Map.entry("conjur", "Conjur"),
            Map.entry("istio", "Istio"),
            Map.entry("linkerd", "Linkerd"),
            Map.entry("consul", "Consul"),
            Map.entry("spiffe", "SPIFFE"),
            Map.entry("spire", "SPIFFE"),
            Map.entry("aws", "AWS"),
            Map.entry("amazonaws", "AWS"),
            Map.entry("azure", "Azure"),
            Map.entry("gcp", "Google Cloud"),
            Map.entry("googleapis", "Google Cloud"),
            Map.entry("alibabacloud", "Alibaba Cloud"),
            Map.entry("sigstore", "Sigstore"),
            Map.entry("fulcio", "Sigstore"));

    /**
     * Folders of tokens for others: the example of Kubernetes' documentation, which Istio and many Vault users follow,
     * and where OpenShift's operators keep the token that they show their cloud.
     */
    private static final List<String> FOLDERS =
            List.of("/var/run/secrets/tokens/", "/var/run/secrets/openshift/serviceaccount/");

    /** Variables by which the clouds' libraries find the token that they trade in, with the cloud. */
    private static final Map<String, String> VARIABLES = Map.of(
            "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS",
            "AZURE_FEDERATED_TOKEN_FILE", "Azure",
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE", "Alibaba Cloud");

    private ForeignUse() {}

    /** Whom a token is meant for; null where nothing tells that it is not the API server. */
    static @Nullable String of(TokenMount token) {
        if (token.kind() != TokenMount.Kind.PROJECTED || token.path().startsWith(Tokens.DEFAULT_PATH + "/")) {
            return null;
        }
        for (Field variable : token.container().field().get("env").items()) {
            String whom = VARIABLES.get(variable.get("name").textOr(""));
            if (whom != null && variable.get("value").textOr("").equals(token.path())) {
                return whom;
            }
        }
        for (Mount mount : token.container().mounts()) {
            String whom = token.path().startsWith(mount.path()) ? byWords(mount.volume()) : null;
            if (whom != null) {
                return whom;
            }
        }
        String whom = byWords(token.path());
        return whom == null && FOLDERS.stream().anyMatch(token.path()::startsWith) ? SOMEBODY : whom;
    }

    private static @Nullable String byWords(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .filter(WORDS::containsKey)
                .map(WORDS::get)
                .findFirst()
                .orElse(null);
    }
}
