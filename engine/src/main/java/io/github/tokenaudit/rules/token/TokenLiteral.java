package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.Tokens;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.cluster.WorkloadKind;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/** TA112. */
public final class TokenLiteral implements Rule {

    private static final String BOOTSTRAP_TYPE = "bootstrap.kubernetes.io/token";

    private static final RuleInfo INFO = RuleInfo.rule("TA112", "token-literal", Group.TOKEN)
            .severity(Severity.CRITICAL)
            .summary("A bearer token or a kubeconfig with credentials is written into a manifest")
            .what("""
                    Fires for a credential that stands in a ConfigMap, a Secret, an annotation, an environment variable or
                    the command line of a container: a JSON Web Token (its header and payload must decode), a kubeconfig
                    with a token, client key or password, a bootstrap token, an OpenShift access token, an opaque word
                    behind "Bearer". Also for a kubeconfig that lies among the manifests, and for the token in a Secret of
                    type `kubernetes.io/service-account-token`. Names of keys and variables prove nothing and are not
                    looked at; variables and words like "changeme" are no credentials. Issuer, subject and expiry are
                    told, never the token. One that has expired is LOW.""")
            .why("""
                    Manifests are read by everyone who reads the repository, the build's log and artifacts, and the
                    cluster's ConfigMaps and workloads. Whoever finds the token acts as its subject from anywhere, until it
                    expires; the token of a Secret never does. Taking it out of the manifest doesn't take it out of the
                    history.""")
            .remedy("""
                    Revoke the credential first: delete the token's Secret or its ServiceAccount, or rotate the key, since
                    history keeps what was committed. Then let the pod use the projected token of its own account, or
                    refer to a Secret that an external secret store fills at run time.""")
            .reference(
                    "Kubernetes: good practices for Secrets",
                    "https://kubernetes.io/docs/concepts/security/secrets-good-practices/")
            .reference(
                    "Kubernetes: manually create a long-lived API token",
                    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#manually-create-an-api-token-for-a-serviceaccount")
            .reference("RFC 7519: JSON Web Token", "https://www.rfc-editor.org/rfc/rfc7519")
            .mappings(Mapping.MITRE_T1552_001, Mapping.MITRE_T1528, Mapping.OWASP_K08, Mapping.NSA_AUTHENTICATION)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        LocalDate today = context.today();
        context.cluster().objects().forEach(object -> {
            Finder finder = new Finder(object, today, findings);
            finder.lookAtAnnotations(object.at("metadata", "annotations"));
            finder.lookAtStoredTexts();
            finder.lookAtKubeconfig();
        });
        context.cluster().workloads().forEach(workload -> lookAtPod(workload, today, findings));
    }

    private static void lookAtPod(Workload workload, LocalDate today, Consumer<Draft> findings) {
        Finder finder = new Finder(workload.object(), today, findings);
        // A Pod is its own template, whose annotations are the object's.
        if (workload.kind() != WorkloadKind.POD) {
            finder.lookAtAnnotations(workload.pod().metadata().get("annotations"));
        }
        for (Container container : workload.pod().containers()) {
            for (Field variable : container.field().get("env").items()) {
                String name = variable.get("name").textOr("");
                Field value = variable.get("value");
                finder.lookAt(
                        value,
                        value.textOr(""),
                        "environment variable " + name + " of container " + Texts.name(container));
            }
            String flag = "";
            for (Field word : container.commandLine()) {
                String text = word.textOr("");
                finder.lookAt(word, flag + text, "the command line of container " + Texts.name(container));
                // A flag's value may be the next word; only the flag's name tells what some values are.
                flag = text.startsWith("--") && text.indexOf('=') < 0 ? text + " " : "";
            }
        }
    }

    /** Looks at the texts of one object. */
    private record Finder(KubeObject object, LocalDate today, Consumer<Draft> findings) {

        void lookAtAnnotations(Field annotations) {
            annotations
                    .children()
                    .forEach(annotation -> lookAt(
                            annotation,
                            annotation.textOr(""),
                            "annotation " + annotation.name() + " of "
                                    + object.id().display()));
        }

        void lookAtStoredTexts() {
            String type = object.at("type").textOr("");
            for (StoredText stored : StoredText.of(object)) {
                String key = stored.field().name();
                Optional<Credential> found = switch (type) {
                    case Tokens.SECRET_TYPE ->
                        key.equals("token") ? accountToken(stored.text()) : Credential.worstIn(stored.text(), today);
                    case BOOTSTRAP_TYPE ->
                        key.equals("token-secret") ? bootstrapToken(stored.text()) : Optional.empty();
                    default -> Credential.worstIn(stored.text(), today);
                };
                found.ifPresent(credential ->
                        tell(stored.field(), "key " + key + " of " + object.id().display(), credential));
            }
        }

        private Optional<Credential> accountToken(String token) {
            Optional<Credential> readable = Credential.worstIn(token, today);
            if (readable.isPresent() || Unfilled.is(token)) {
                return readable;
            }
            String account = Tokens.accountField(object).textOr("?");
            return Optional.of(new Credential("the token of account " + Texts.shown(account), false));
        }

        private Optional<Credential> bootstrapToken(String secret) {
            return Unfilled.is(secret)
                    ? Optional.empty()
                    : Optional.of(new Credential("the secret half of a bootstrap token", false));
        }

        void lookAtKubeconfig() {
            if (object.id().apiVersion().equals("v1") && object.id().kind().equals("Config")) {
                new Kubeconfig(object.root())
                        .credentials(today).stream()
                                .min(Credential.WORST_FIRST)
                                .ifPresent(credential ->
                                        tell(object.at("users"), "a file among the manifests", credential));
            }
        }

        void lookAt(Field field, String text, String place) {
            Credential.worstIn(text, today).ifPresent(credential -> tell(field, place, credential));
        }

        private void tell(Field field, String place, Credential credential) {
            findings.accept(Draft.at(object, field)
                    .severity(credential.expired() ? Severity.LOW : Severity.CRITICAL)
                    .message(place + " holds " + credential.what()));
        }
    }
}
