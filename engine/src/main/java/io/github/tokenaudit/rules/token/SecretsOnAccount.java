package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.Tokens;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** TA113. */
public final class SecretsOnAccount implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA113", "secrets-on-account", Group.TOKEN)
            .severity(Severity.LOW)
            .summary("A ServiceAccount lists Secrets that are no pull secrets")
            .what("""
                    Fires for a ServiceAccount whose `secrets` names a Secret that is no pull secret. Pull secrets are
                    known by their type where the input has them, else by their name or by standing in
                    `imagePullSecrets`, too. Also fires for the annotation `kubernetes.io/enforce-mountable-secrets`,
                    which alone gives the list a meaning and is deprecated since Kubernetes 1.32; an account that sets
                    it to true is told once, at the annotation.""")
            .why("""
                    Before 1.24 Kubernetes itself wrote the names of token Secrets into this list, so an entry is mostly
                    a leftover of an exported manifest: it keeps a token that never expires in use, or names one that no
                    longer exists. To whoever reads it, the list looks like a limit on what pods may mount; without the
                    annotation it limits nothing, and with it little: pods of other accounts may mount the Secrets.""")
            .remedy("""
                    Remove the entries, and the token Secrets that they name. Keep pull secrets in `imagePullSecrets`.
                    Instead of the annotation, keep workloads that must not share Secrets in namespaces of their own.""")
            .reference(
                    "Kubernetes: the annotation enforce-mountable-secrets (deprecated)",
                    "https://kubernetes.io/docs/reference/labels-annotations-taints/#enforce-mountable-secrets")
            .reference(
                    "Kubernetes: auto-generated legacy tokens",
                    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#auto-generated-legacy-serviceaccount-token-clean-up")
            .mappings(Mapping.MITRE_T1528, Mapping.OWASP_K08, Mapping.NSA_AUTHENTICATION)
            .build();

    private static final String ENFORCE = "kubernetes.io/enforce-mountable-secrets";

    /** What Go's {@code strconv.ParseBool} takes for true, as admission does. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

    private static final Set<String> PULL_TYPES = Set.of("kubernetes.io/dockercfg", "kubernetes.io/dockerconfigjson");

    /** OpenShift lists the pull secrets that it makes ({@code builder-dockercfg-x7k2p}); people call theirs so. */
    private static final Pattern PULL_NAME = Pattern.compile("dockercfg|dockerconfig|regcred|registry|pull");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Bundle bundle : context.cluster().bundles()) {
            for (ServiceAccount account : bundle.own().accounts()) {
                if (!account.madeByOlm()) {
                    check(bundle, account.object(), findings);
                }
            }
        }
    }

    private static void check(Bundle bundle, KubeObject account, Consumer<Draft> findings) {
        Field enforce = account.at("metadata", "annotations", ENFORCE);
        if (enforce.isSet()) {
            findings.accept(Draft.at(account, enforce)
                    .message("the annotation enforce-mountable-secrets is deprecated since Kubernetes 1.32"
                            + " and does not keep other accounts' pods from the Secrets"));
        }
        if (TRUE.contains(enforce.textOr(""))) {
            return;
        }
        List<Field> entries = account.at("secrets").items().stream()
                .map(entry -> entry.get("name"))
                .filter(name -> name.isSet() && !isPullSecret(bundle, account, name.textOr("")))
                .toList();
        if (!entries.isEmpty()) {
            findings.accept(draft(bundle, account, entries));
        }
    }

    private static boolean isPullSecret(Bundle bundle, KubeObject account, String name) {
        List<KubeObject> declared = bundle.objects("Secret", account.id().namespace(), name);
        if (!declared.isEmpty()) {
            return declared.stream()
                    .allMatch(secret -> PULL_TYPES.contains(secret.at("type").textOr("")));
        }
        return PULL_NAME.matcher(name).find()
                || account.at("imagePullSecrets").items().stream()
                        .anyMatch(entry -> entry.get("name").textOr("").equals(name));
    }

    private static Draft draft(Bundle bundle, KubeObject account, List<Field> entries) {
        List<String> names = entries.stream().map(entry -> entry.textOr("")).toList();
        boolean holdsToken = names.stream()
                .flatMap(name -> bundle.objects("Secret", account.id().namespace(), name).stream())
                .anyMatch(Tokens::isTokenSecret);
        return Draft.at(account, entries.get(0))
                .message(String.format(
                        "the account lists %s %s among its secrets, %s",
                        names.size() == 1 ? "Secret" : "Secrets",
                        String.join(", ", names),
                        holdsToken
                                ? "with a token that never expires"
                                : "a list that grants nothing and limits nothing"));
    }
}
