package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.TokenMount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** TA111. */
public final class TokenWithoutAudience implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA111", "token-without-audience", Group.TOKEN)
            .severity(Severity.LOW)
            .summary("A token that is meant for somebody else also works at the API server")
            .what("""
                    Fires for a `serviceAccountToken` that is projected to a path of its own for somebody who is no
                    Kubernetes API client, yet names no audience or the API server's. Whom it is for is told by the
                    names of its volume, path and file (Vault, meshes, clouds), by the folder `/var/run/secrets/tokens`,
                    or by a variable such as `AWS_WEB_IDENTITY_TOKEN_FILE` that points at it. A token at the default
                    path is for the API server.""")
            .why("""
                    The pod shows the token to a third party. Without an audience of its own that party, or whoever gets
                    into it, can take the same token to the API server and act as the account there.""")
            .remedy("""
                    Name the receiver as `audience`, as it expects it: `vault`, `istio-ca`, `sts.amazonaws.com`,
                    `api://AzureADTokenExchange`; and let the receiver check it.""")
            .reference(
                    "Kubernetes: projected volumes, serviceAccountToken",
                    "https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken")
            .reference("RFC 7519: the audience of a JWT", "https://datatracker.ietf.org/doc/html/rfc7519#section-4.1.3")
            .mappings(Mapping.MITRE_T1528, Mapping.OWASP_K06, Mapping.NSA_AUTHENTICATION)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            Set<String> told = new HashSet<>();
            for (TokenMount token : ApiTokens.of(context, workload)) {
                String whom = ForeignUse.of(token);
                // Several containers may mount one projection.
                if (whom != null && told.add(token.field().path())) {
                    findings.accept(draft(workload, token, whom));
                }
            }
        });
    }

    private static Draft draft(Workload workload, TokenMount token, String whom) {
        Field audience = token.field().get("audience");
        return Draft.at(workload.object(), audience.isSet() ? audience : token.field())
                .message(String.format(
                        "the token at %s in container %s is meant for %s, but the API server takes it, too, since"
                                + " %s",
                        token.path(),
                        Texts.name(token.container()),
                        whom,
                        audience.isSet() ? "its audience is \"" + audience.textOr("") + "\"" : "it names no audience"));
    }
}
