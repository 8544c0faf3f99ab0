package io.github.tokenaudit.rules.token;

import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.rules.token.AuditPolicy.Request;
import io.github.tokenaudit.rules.token.AuditPolicy.Requester;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Location;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** TA121. */
public final class AuditPolicyBlind implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA121", "audit-policy-blind", Group.TOKEN)
            .severity(Severity.MEDIUM)
            .summary("The audit policy keeps the use of tokens, Secrets or RBAC out of the log")
            .what("""
                    Fires for an `audit.k8s.io` Policy that leaves no record of token requests, token reviews, access to
                    Secrets, or changes to roles and bindings: by a rule of level `None`, by `omitStages` that leave no stage
                    over, or because no rule matches (the default is `None`). Rules are taken as Kubernetes takes them: the
                    first that matches decides. Judged are requests by a service account, a person and a member of
                    `system:masters` whom no rule names, in every namespace that a rule names and in any other. A drop
                    for named users, for the accounts of one namespace, for `system:nodes`, or for single names of
                    resources is accepted practice and no finding.""")
            .why("""
                    These requests are what a stolen token is used for, and what makes new ones. Without them in the log
                    nobody can tell whether it happened, whose token it was, and what to revoke.""")
            .remedy("""
                    Put a rule of level `Metadata` for `serviceaccounts/token`, `tokenreviews`, `secrets` and the group
                    `rbac.authorization.k8s.io` before the one that drops them. Not `Request` or `RequestResponse` for the first
                    three: that would write the tokens themselves into the log. Drop noise by named users.""")
            .reference(
                    "Kubernetes: audit policy",
                    "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy")
            .reference(
                    "Kubernetes: audit.k8s.io/v1 Policy",
                    "https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/#audit-k8s-io-v1-Policy")
            .mappings(Mapping.CIS_3_2, Mapping.MITRE_T1562, Mapping.OWASP_K05, Mapping.NSA_LOGGING)
            .build();

    /**
     * Requests that a log must not miss.
     *
     * @param words what they are, in the plural
     */
    private record Topic(String words, String group, Set<String> resources, boolean namespaced, List<String> verbs) {}

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final List<String> READ = List.of("get", "list", "watch");
    private static final List<String> WRITE = List.of("create", "update", "patch", "delete", "deletecollection");

    private static final List<Topic> TOPICS = List.of(
            new Topic("token requests", "", Set.of("serviceaccounts/token"), true, List.of("create")),
            new Topic("token reviews", "authentication.k8s.io", Set.of("tokenreviews"), false, List.of("create")),
            new Topic("reads of Secrets", "", Set.of("secrets"), true, READ),
            new Topic("changes to Secrets", "", Set.of("secrets"), true, WRITE),
            new Topic("changes to Roles and RoleBindings", RBAC, Set.of("roles", "rolebindings"), true, WRITE),
            new Topic(
                    "changes to ClusterRoles and ClusterRoleBindings",
                    RBAC,
                    Set.of("clusterroles", "clusterrolebindings"),
                    false,
                    WRITE));

    /** What one field keeps out of the log. */
    private static final class Gap {
        final Field field;
        final Map<Topic, Set<String>> verbs = new LinkedHashMap<>();
        final Set<Requester> requesters = EnumSet.noneOf(Requester.class);
        final Set<String> namespaces = new LinkedHashSet<>();

        Gap(Field field) {
            this.field = field;
        }

        void add(Topic topic, Request request) {
            verbs.computeIfAbsent(topic, t -> new LinkedHashSet<>()).add(request.verb());
            requesters.add(request.requester());
            if (topic.namespaced) {
                namespaces.add(request.namespace());
            }
        }

        String message() {
            return "the audit log gets no record of "
                    + verbs.keySet().stream().map(this::words).collect(Collectors.joining(", "))
                    + by()
                    + where()
                    + ", since "
                    + reason();
        }

        private String words(Topic topic) {
            Set<String> lost = verbs.getOrDefault(topic, Set.of());
            return topic.words + (lost.containsAll(topic.verbs) ? "" : " (" + String.join(", ", lost) + ")");
        }

        private String by() {
            return requesters.size() == Requester.values().length
                    ? ""
                    : " by " + requesters.stream().map(Requester::words).collect(Collectors.joining(" and "));
        }

        private String where() {
            if (namespaces.isEmpty() || namespaces.contains(AuditPolicy.ANY)) {
                return "";
            }
            List<String> named = namespaces.stream()
                    .filter(n -> !n.isEmpty())
                    .map(Texts::shown)
                    .toList();
            return named.isEmpty() ? " across namespaces" : " in namespace " + String.join(", ", named);
        }

        private String reason() {
            return switch (field.name()) {
                case "level" -> "this rule's level is None";
                case "omitStages" -> "all stages that it would be recorded at are omitted";
                default -> "no rule matches and the default is None";
            };
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        context.cluster()
                .objects("audit.k8s.io", "Policy")
                .forEach(policy -> gaps(policy)
                        .values()
                        .forEach(gap ->
                                findings.accept(Draft.at(policy, gap.field).message(gap.message()))));
    }

    private static SortedMap<Location, Gap> gaps(KubeObject object) {
        AuditPolicy policy = new AuditPolicy(object.root());
        SortedMap<Location, Gap> gaps = new TreeMap<>();
        for (Topic topic : TOPICS) {
            for (Request request : requests(topic, policy.namespaces())) {
                policy.hides(request)
                        .ifPresent(field -> gaps.computeIfAbsent(field.location(), l -> new Gap(field))
                                .add(topic, request));
            }
        }
        return gaps;
    }

    private static Set<Request> requests(Topic topic, Set<String> namespaces) {
        Set<Request> requests = new LinkedHashSet<>();
        for (Requester requester : Requester.values()) {
            for (String resource : topic.resources) {
                for (String verb : topic.verbs) {
                    if (topic.namespaced) {
                        namespaces.forEach(namespace ->
                                requests.add(new Request(requester, verb, topic.group, resource, namespace)));
                    }
                    // Without a namespace: a cluster-wide resource, or a list across all namespaces.
                    if (!topic.namespaced || verb.equals("list") || verb.equals("watch")) {
                        requests.add(new Request(requester, verb, topic.group, resource, ""));
                    }
                }
            }
        }
        return requests;
    }
}
