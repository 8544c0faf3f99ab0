package io.github.tokenaudit.rules.token;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something by which a client proves who it is, written out in a text.
 *
 * @param what what it is and whose, without anything that could be used
 * @param expired whether nobody accepts it any more
 */
record Credential(String what, boolean expired) {

    /** What still works comes first. */
    static final Comparator<Credential> WORST_FIRST = Comparator.comparing(Credential::expired);

    /** Kubernetes docs, "Authenticating with Bootstrap Tokens": an id, which is no secret, and the secret. */
    private static final Pattern BOOTSTRAP_TOKEN = Pattern.compile(
            "(?i:token)[\"']?[\\s=:]{1,4}[\"']?([a-z0-9]{6})\\.(?=[a-z]*+[0-9])[a-z0-9]{16}(?![\\w.-])");

    /** The one that kubeadm's documentation and defaults use. */
    private static final String BOOTSTRAP_EXAMPLE = "abcdef";

    /** OpenShift's OAuth access tokens since 4.6. */
    private static final Pattern OPENSHIFT_TOKEN = Pattern.compile("\\bsha256~[\\w-]{43}(?![\\w-])");

    /** RFC 6750, section 2.1; shorter words after "Bearer" are prose. */
    private static final Pattern BEARER =
            Pattern.compile("\\bbearer[ :]{1,2}([\\w.~+/-]{20,}+=*)", Pattern.CASE_INSENSITIVE);

    /** The worst credential in a text; empty when there is none. */
    static Optional<Credential> worstIn(String text, LocalDate today) {
        List<Credential> found = Kubeconfig.in(text)
                .map(kubeconfig -> kubeconfig.credentials(today))
                .orElseGet(() -> bearerTokens(text, today));
        return found.stream().min(WORST_FIRST);
    }

    private static List<Credential> bearerTokens(String text, LocalDate today) {
        List<Credential> found = new ArrayList<>();
        for (Jwt jwt : Jwt.in(text)) {
            found.add(new Credential("a bearer token (" + jwt.describe(today) + ")", jwt.hasExpired(today)));
        }
        // Looking for a word is much cheaper than matching a pattern, and most texts have none of these words.
        if (text.contains("sha256~") && OPENSHIFT_TOKEN.matcher(text).find()) {
            found.add(new Credential("an OpenShift access token", false));
        }
        if (text.contains("oken") || text.contains("OKEN")) {
            BOOTSTRAP_TOKEN
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .filter(id -> !id.equals(BOOTSTRAP_EXAMPLE))
                    .forEach(id -> found.add(new Credential("the bootstrap token " + id, false)));
        }
        if (text.contains("earer") || text.contains("EARER")) {
            BEARER.matcher(text)
                    .results()
                    .filter(match -> isOpaqueToken(match.group(1)))
                    .forEach(match -> found.add(new Credential("a bearer token", false)));
        }
        return found;
    }

    private static boolean isOpaqueToken(String word) {
        boolean mixed =
                word.chars().anyMatch(Character::isDigit) && word.chars().anyMatch(Character::isLetter);
        return mixed && Jwt.in(word).isEmpty() && !Unfilled.is(word);
    }
}
