package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Bundle;
import io.github.tokenaudit.cluster.KubeObject;
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
import org.jspecify.annotations.Nullable;

/** TA123. */
public final class TokenSentToScrape implements Rule {

    private static final String TOKEN_FILE = UnixPath.normalised(Tokens.DEFAULT_PATH + "/token");

    /** The names in every API server's certificate. */
    private static final Set<String> API_SERVER = Set.of(
            "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local");

    private static final RuleInfo INFO = RuleInfo.rule("TA123", "token-sent-to-scrape", Group.TOKEN)
            .severity(Severity.MEDIUM)
            .summary("Prometheus sends a token of the API server to whatever it scrapes")
            .what("""
                    Fires for a ServiceMonitor, PodMonitor or Probe (monitoring.coreos.com) whose `bearerTokenFile` is the
                    file of the scraping pod's own account token, or whose `bearerTokenSecret` or
                    `authorization.credentials` refers to a Secret of type `kubernetes.io/service-account-token` in the input.
                    HIGH where the target needn't prove who it is: with `insecureSkipVerify: true`, or over plain HTTP, which
                    is the default scheme. A token from any other file is clean, and so is an endpoint that has to prove that it is the
                    API server itself (`tlsConfig.serverName: kubernetes`, verified).""")
            .why("""
                    The target of a scrape gets the whole token, and may use it against the API server. Prometheus commonly
                    reads all pods, services and endpoints of the cluster. Any pod with the right labels becomes a target;
                    without a verified certificate, so does anyone on the way.""")
            .remedy("""
                    Mount a token with an audience of its own into Prometheus (projected, `audience: metrics`) and name its
                    file, and have the target take that audience (kube-rbac-proxy: `--auth-token-audiences=metrics`); or use
                    a client certificate (`tlsConfig.cert`, `keySecret`) whose authority the target knows
                    (`--client-ca-file`), which OpenShift's own Prometheus has (`certFile` and `keyFile` in
                    `/etc/prometheus/secrets/metrics-client-certs`). Have the target prove who it is: `scheme: https` and
                    `tlsConfig.ca`, without `insecureSkipVerify`.""")
            .reference(
                    "Prometheus Operator: API reference, Endpoint",
                    "https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint")
            .reference("Kubebuilder: protect the metrics endpoint", "https://book.kubebuilder.io/reference/metrics")
            .mappings(Mapping.MITRE_T1528, Mapping.OWASP_K06, Mapping.NSA_AUTHENTICATION)
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        for (Bundle bundle : context.cluster().bundles()) {
            for (KubeObject monitor : bundle.own().objects()) {
                if (monitor.id().group().equals("monitoring.coreos.com")) {
                    endpoints(monitor).forEach(endpoint -> check(bundle, monitor, endpoint, findings));
                }
            }
        }
    }

    private static List<Field> endpoints(KubeObject monitor) {
        return switch (monitor.id().kind()) {
            case "ServiceMonitor" -> monitor.at("spec", "endpoints").items();
            case "PodMonitor" -> monitor.at("spec", "podMetricsEndpoints").items();
            case "Probe" -> List.of(monitor.at("spec"));
            default -> List.of();
        };
    }

    private static void check(Bundle bundle, KubeObject monitor, Field endpoint, Consumer<Draft> findings) {
        Field file = endpoint.get("bearerTokenFile");
        if (UnixPath.normalised(file.textOr("")).equals(TOKEN_FILE) && !isApiServer(monitor, endpoint)) {
            findings.accept(draft(monitor, endpoint, file, "Prometheus' own token")
                    .evidence(
                            "by each Prometheus that selects it and does not deny it files (arbitraryFSAccessThroughSMs)",
                            null));
        }
        for (Field reference :
                List.of(endpoint.get("bearerTokenSecret"), endpoint.at("authorization", "credentials"))) {
            String name = reference.get("name").text();
            if (name != null
                    && reference.get("key").textOr("").equals("token")
                    && isLongLivedToken(bundle, monitor, name)) {
                findings.accept(
                        draft(monitor, endpoint, reference, "the token of Secret " + name + ", which never expires,")
                                .evidence("by each Prometheus that selects it", null));
            }
        }
    }

    /** Whether the target has to prove that it is the API server, which the token is for. */
    private static boolean isApiServer(KubeObject monitor, Field endpoint) {
        String server = endpoint.at("tlsConfig", "serverName").textOr("");
        return API_SERVER.contains(server) && unprotected(monitor, endpoint) == null;
    }

    private static boolean isLongLivedToken(Bundle bundle, KubeObject monitor, String secret) {
        return bundle.objects(StoredText.SECRET, monitor.id().namespace(), secret).stream()
                .anyMatch(Tokens::isTokenSecret);
    }

    private static Draft draft(KubeObject monitor, Field endpoint, Field proof, String token) {
        String unprotected = unprotected(monitor, endpoint);
        return Draft.at(monitor, proof)
                .severity(unprotected == null ? Severity.MEDIUM : Severity.HIGH)
                .message(token + " is sent to every target of " + monitor.id().display() + port(endpoint)
                        + (unprotected == null ? "" : ", " + unprotected));
    }

    /** Which of several endpoints it is. */
    private static String port(Field endpoint) {
        String port = endpoint.get("port").textOr(endpoint.get("targetPort").textOr(""));
        return port.isEmpty() ? "" : " at port " + Texts.shown(port);
    }

    /** Why anyone can pose as the target; null when the target has to prove who it is. */
    private static @Nullable String unprotected(KubeObject monitor, Field endpoint) {
        Field scheme = monitor.id().kind().equals("Probe") ? endpoint.at("prober", "scheme") : endpoint.get("scheme");
        if (!scheme.textOr("http").equalsIgnoreCase("https")) {
            return "over plain HTTP";
        }
        return Boolean.TRUE.equals(
                        endpoint.at("tlsConfig", "insecureSkipVerify").bool())
                ? "whose certificate is not verified"
                : null;
    }
}
