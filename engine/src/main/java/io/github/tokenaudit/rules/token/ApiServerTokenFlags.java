package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.Container;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.token.ProgramCall.Value;
import io.github.tokenaudit.source.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** TA120. */
public final class ApiServerTokenFlags implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA120", "api-server-token-flags", Group.TOKEN)
            .severity(Severity.HIGH)
            .summary("An API server takes tokens that it should not, or keeps no record of their use")
            .what("""
                    Fires for a container that calls `kube-apiserver` (with `--etcd-servers`, without which it doesn't start),
                    directly, by a wrapper or in a shell script, in a static Pod or any other workload. Flags count by
                    their effective value: the last of repeated ones, lists added up, defaults where they are absent. HIGH:
                    `--token-auth-file`; `AlwaysAllow` among the `--authorization-mode`, which is also the default without
                    `--authorization-config`; `--service-account-lookup=false`. MEDIUM: no audit log, which takes
                    `--audit-policy-file` and a log path or webhook; `--service-account-extend-token-expiration` not
                    switched off. LOW: anonymous requests not switched off and not limited by an
                    `--authentication-config` (with RBAC they get no further than discovery and health). A value that is a
                    variable can't be told and is no finding.""")
            .why("""
                    Tokens of a file never expire and can't be revoked without a restart. Without authorization every
                    token may do everything. Without the look-up the token of a Secret outlives the Secret and its account. The extension
                    makes every automounted token valid for a year instead of an hour. And without an audit log nobody
                    learns that a token was stolen.""")
            .remedy("""
                    Remove `--token-auth-file`, set `--authorization-mode=Node,RBAC`, leave `--service-account-lookup` at its
                    default. Set `--service-account-extend-token-expiration=false` once
                    `serviceaccount_stale_tokens_total` shows that all clients read their tokens anew, `--anonymous-auth=false`
                    or an `--authentication-config` that limits it to health checks, and `--audit-policy-file` with
                    `--audit-log-path`.""")
            .reference(
                    "Kubernetes: kube-apiserver",
                    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/")
            .reference(
                    "Kubernetes: static token file",
                    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file")
            .reference("Kubernetes: auditing", "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/")
            .mappings(
                    Mapping.CIS_1_2,
                    Mapping.MITRE_T1528,
                    Mapping.MITRE_T1562,
                    Mapping.OWASP_K06,
                    Mapping.OWASP_K05,
                    Mapping.NSA_AUTHENTICATION,
                    Mapping.NSA_LOGGING)
            .build();

    private static final String ALWAYS_ALLOW = "AlwaysAllow";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster().workloads().forEach(workload -> {
            for (Container container : workload.pod().containers()) {
                ProgramCall.of(container, "kube-apiserver")
                        .filter(call -> call.value("etcd-servers").isPresent())
                        .ifPresent(call -> new ApiServer(workload, container, call, findings).check());
            }
        });
    }

    /**
     * One call of kube-apiserver. Defaults: {@code pkg/kubeapiserver/options/authentication.go} and
     * {@code authorization.go}, {@code staging/src/k8s.io/apiserver/pkg/server/options/audit.go}, the same since 1.20.
     */
    private record ApiServer(Workload workload, Container container, ProgramCall call, Consumer<Draft> findings) {

        void check() {
            checkTokenFile();
            boolean allowsEverything = checkAuthorization();
            checkLookup();
            checkExtension();
            if (!allowsEverything) {
                // With AlwaysAllow the API server itself switches anonymous requests off.
                checkAnonymous();
            }
            checkAudit();
        }

        private void checkTokenFile() {
            call.value("token-auth-file")
                    .filter(file -> !file.text().isEmpty())
                    .ifPresent(file -> tell(
                            Severity.HIGH,
                            file.field(),
                            "token-auth-file",
                            "takes the tokens of a file (--token-auth-file), which never expire"));
        }

        private boolean checkAuthorization() {
            List<Value> modes = call.list("authorization-mode");
            Optional<Value> allow = modes.stream()
                    .filter(mode -> mode.text().equals(ALWAYS_ALLOW))
                    .findFirst();
            if (allow.isPresent()) {
                tell(
                        Severity.HIGH,
                        allow.get().field(),
                        "authorization-mode",
                        "has AlwaysAllow among its authorization modes, so every token may do everything that no other mode denies");
                return true;
            }
            if (modes.isEmpty() && isAbsent("authorization-config")) {
                tell(
                        Severity.HIGH,
                        commandLine(),
                        "authorization-mode",
                        "has no --authorization-mode, and the default is AlwaysAllow: every token may do everything");
                return true;
            }
            return false;
        }

        private void checkLookup() {
            call.bool("service-account-lookup")
                    .filter(value -> ProgramCall.isFalse(value.text()))
                    .ifPresent(
                            value -> tell(
                                    Severity.HIGH,
                                    value.field(),
                                    "service-account-lookup",
                                    "doesn't look up the tokens of Secrets (--service-account-lookup=false), so they outlive their Secret and account"));
        }

        private void checkExtension() {
            tellUnlessFalse(
                    Severity.MEDIUM,
                    "service-account-extend-token-expiration",
                    "makes automounted tokens valid for a year (--service-account-extend-token-expiration is not false)");
        }

        private void checkAnonymous() {
            if (isAbsent("authentication-config")) {
                tellUnlessFalse(
                        Severity.LOW,
                        "anonymous-auth",
                        "takes requests without any token (--anonymous-auth is not false)");
            }
        }

        private void checkAudit() {
            boolean noPolicy = isAbsent("audit-policy-file");
            boolean noBackend = isAbsent("audit-log-path") && isAbsent("audit-webhook-config-file");
            if (noPolicy || noBackend) {
                tell(
                        Severity.MEDIUM,
                        commandLine(),
                        "audit-log-path",
                        noPolicy
                                ? "keeps no audit log: it has no --audit-policy-file, without which nothing is recorded"
                                : "keeps no audit log: it has neither --audit-log-path nor --audit-webhook-config-file");
            }
        }

        /** Whether a flag has no value; false where that can't be told. */
        private boolean isAbsent(String flag) {
            return call.value(flag).map(value -> value.text().isEmpty()).orElse(!call.hasUnknownFlags());
        }

        /** For a flag that is true by default. */
        private void tellUnlessFalse(Severity severity, String flag, String message) {
            Optional<Value> value = call.bool(flag);
            boolean unknown = value.map(set -> Unfilled.is(set.text())).orElse(call.hasUnknownFlags());
            if (!unknown && value.filter(set -> ProgramCall.isFalse(set.text())).isEmpty()) {
                tell(severity, value.map(Value::field).orElse(commandLine()), flag, message);
            }
        }

        private Field commandLine() {
            Field command = container.field().get("command");
            return command.exists() ? command : container.field().get("args");
        }

        private void tell(Severity severity, Field field, String flag, String message) {
            findings.accept(Draft.at(workload.object(), field)
                    .severity(severity)
                    .subject(flag)
                    .message("the API server in container " + Texts.name(container) + " " + message));
        }
    }
}
