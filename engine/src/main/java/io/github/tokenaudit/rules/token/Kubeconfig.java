package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.source.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kubeconfig: who a client says it is (client-go, {@code tools/clientcmd/api/v1/types.go}).
 *
 * @param root its text
 */
record Kubeconfig(Field root) {

    private static final List<String> FOREIGN = List.of(
            "token",
            "client-key",
            "client-key-data",
            "client-certificate-data",
            "username",
            "password",
            "auth-provider");

    private static final List<String> PROVIDER_TOKENS = List.of("access-token", "id-token", "refresh-token");

    /** The kubeconfig that a text is; empty for any other text. Cheap for most others. */
    static Optional<Kubeconfig> in(String text) {
        if (!text.contains("users") || !text.contains("clusters")) {
            return Optional.empty();
        }
        return Embedded.documents(text).stream()
                .filter(root -> !root.get("users").items().isEmpty()
                        && root.get("clusters").exists())
                .findFirst()
                .map(Kubeconfig::new);
    }

    /** Whether it makes its reader somebody else than the pod: it holds more than the way to a token file or a plugin. */
    boolean isForeign() {
        return root.get("users").items().stream()
                .map(entry -> entry.get("user"))
                .anyMatch(user -> FOREIGN.stream().anyMatch(key -> user.get(key).isSet()));
    }

    /** The credentials that are written in it, in order. */
    List<Credential> credentials(LocalDate today) {
        List<Credential> credentials = new ArrayList<>();
        for (Field entry : root.get("users").items()) {
            String of = " of user " + Texts.shown(entry.get("name").textOr(""));
            Field user = entry.get("user");
            addToken(credentials, user.get("token"), "the token" + of, today);
            addSecret(credentials, user.get("client-key-data"), "the client key" + of);
            addSecret(credentials, user.get("password"), "the password" + of);
            for (String key : PROVIDER_TOKENS) {
                addToken(credentials, user.at("auth-provider", "config", key), "the " + key + of, today);
            }
        }
        return credentials;
    }

    private static void addToken(List<Credential> credentials, Field field, String what, LocalDate today) {
        String token = field.textOr("");
        if (!Unfilled.is(token)) {
            Optional<Jwt> jwt = Jwt.in(token).stream().findFirst();
            boolean expired = jwt.map(decoded -> decoded.hasExpired(today)).orElse(false);
            credentials.add(new Credential(
                    "a kubeconfig with " + what
                            + jwt.map(decoded -> " (" + decoded.describe(today) + ")")
                                    .orElse(""),
                    expired));
        }
    }

    private static void addSecret(List<Credential> credentials, Field field, String what) {
        if (!Unfilled.is(field.textOr(""))) {
            credentials.add(new Credential("a kubeconfig with " + what, false));
        }
    }
}
