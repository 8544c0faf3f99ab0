package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.ApiResources;
import io.github.tokenaudit.access.Grant;
import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.Binding;
import io.github.tokenaudit.cluster.KubeObject;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.Group;
import io.github.tokenaudit.rule.Rule;
import io.github.tokenaudit.rule.RuleContext;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rule.RuleInfo.Mapping;
import io.github.tokenaudit.rule.Severity;
import io.github.tokenaudit.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TA250. */
public final class ClusterScopeUnneeded implements Rule {

    private static final RuleInfo INFO = RuleInfo.rule("TA250", "cluster-scope-unneeded", Group.RBAC)
            .severity(Severity.MEDIUM)
            .summary("An operator that watches one namespace has grants in all of them")
            .what("""
                    Fires for a ClusterRoleBinding that grants what lives in namespaces, where the manifests say that the
                    operator watches its own namespace or one that they name: by `WATCH_NAMESPACE` or a like variable, by
                    configuration of the Java Operator SDK, or by the install modes of its ClusterServiceVersion, if none of its own kinds is for the whole cluster. An
                    empty value means all namespaces. It is told once per role. An account that also runs a workload of
                    which nothing says so is left alone.""")
            .why("""
                    The operator never uses those grants outside the namespace that it watches; whoever gets hold of its
                    token does.""")
            .remedy("""
                    Bind the role by a RoleBinding in the namespace that the operator watches. What lives in no namespace,
                    such as nodes or its own ClusterRoles, stays in a ClusterRole of its own with a ClusterRoleBinding. In
                    a ClusterServiceVersion move the rules from `clusterPermissions` to `permissions`.""")
            .reference(
                    "Operator SDK: operator scope",
                    "https://sdk.operatorframework.io/docs/building-operators/golang/operator-scope/")
            .reference(
                    "Kubernetes: RBAC good practices, least privilege",
                    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege")
            .mappings(Mapping.OWASP_K03)
            .build();

    private static final int MOST = 3;

    /** A resource that lives in namespaces, granted in all of them. */
    private record Granted(
            Grant grant, String resource, @Nullable Field word) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(RuleContext context, Consumer<Draft> findings) {
        ApiResources served = ApiResources.of(context.access().builtin().version());
        for (Account account : context.accounts()) {
            Map<Workload, Watched> watched = watched(context, account);
            if (!watched.isEmpty()) {
                Map<KubeObject, List<Granted>> byPlace = new LinkedHashMap<>();
                for (Grant grant : context.access().grantsOf(account)) {
                    if (grant.scope().clusterWide() && !grant.isLifted()) {
                        byPlace.computeIfAbsent(Chain.place(grant), place -> new ArrayList<>())
                                .addAll(namespaced(account, grant, served));
                    }
                }
                byPlace.forEach((place, granted) -> {
                    if (!granted.isEmpty()) {
                        findings.accept(draft(account, place, granted, watched));
                    }
                });
            }
        }
    }

    /** What the workloads of an account watch; empty when it runs none, or one of which nothing says it. */
    private static Map<Workload, Watched> watched(RuleContext context, Account account) {
        Map<Workload, Watched> watched = new LinkedHashMap<>();
        for (Workload workload : context.holdersOf(account)) {
            Watched one = Watched.oneNamespace(account.bundle(), workload);
            if (one == null) {
                return Map.of();
            }
            watched.put(workload, one);
        }
        return watched;
    }

    private static List<Granted> namespaced(Account account, Grant grant, ApiResources served) {
        Field rule = grant.rule().field();
        List<Field> words = rule == null ? List.of() : rule.get("resources").items();
        List<Granted> granted = new ArrayList<>();
        for (String resource : grant.rule().resources()) {
            if (grant.rule().apiGroups().stream().anyMatch(group -> isNamespaced(account, group, resource, served))) {
                Field word = words.stream()
                        .filter(field -> field.textOr("").equals(resource))
                        .findFirst()
                        .orElse(null);
                granted.add(new Granted(grant, resource, word));
            }
        }
        return granted;
    }

    private static boolean isNamespaced(Account account, String group, String resource, ApiResources served) {
        String plural = ApiResources.withoutSubresource(resource);
        return served.isNamespaced(group, plural)
                || account.bundle()
                        .apis()
                        .anyMatch(api -> api.namespaced()
                                && (plural.equals("*") || api.plural().equals(plural))
                                && (group.equals("*") || api.group().equals(group)));
    }

    private static Draft draft(
            Account account, KubeObject place, List<Granted> granted, Map<Workload, Watched> watched) {
        Granted first = granted.get(0);
        Binding binding = Objects.requireNonNull(first.grant.binding(), "the input's grants have bindings");
        Field spot = first.word == null ? binding.roleField() : first.word;
        Workload workload = watched.keySet().iterator().next();
        Draft draft = Draft.at(place, spot)
                .subject(account.display())
                .message("account " + account.display() + " has " + resources(granted) + " of every namespace, though "
                        + workload.id().display() + " watches one namespace only");
        watched.forEach((holder, one) -> draft.evidence(
                holder.id().display() + " watches one namespace, by " + one.where(),
                one.field().location()));
        return draft.evidence(
                binding.id().display() + " binds " + first.grant.bound().id().display() + " in the whole cluster",
                binding.object().nameLocation());
    }

    private static String resources(List<Granted> granted) {
        List<String> names = granted.stream().map(Granted::resource).distinct().toList();
        String some = String.join(", ", names.subList(0, Math.min(MOST, names.size())))
                .replace("*", "all resources");
        return names.size() <= MOST ? some : some + " and " + (names.size() - MOST) + " more";
    }
}
