package io.github.tokenaudit.bench;

import io.github.tokenaudit.Audit;
import io.github.tokenaudit.AuditRequest;
import io.github.tokenaudit.AuditRequest.Input;
import io.github.tokenaudit.TokenAudit;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the time of a whole audit grows with its input: each generated input is audited at a size and at twice that size, in
 * one run of one Java. A ratio near 2 is linear, one near 4 quadratic.
 */
final class Growth {

    private static final int ROUNDS = 3;

    private static final String READ_SECRETS = "[{apiGroups: [''], resources: [secrets], verbs: [list]}]";

    private Growth() {}

    /** An input of a size. */
    private record Case(String name, int size, IntFunction<String> text) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "roles, each bound to an account of its own",
                    10_000,
                    n -> each(
                            n,
                            i -> account(i)
                                    + role(i, "", "rules: " + READ_SECRETS)
                                    + binding(i, "ServiceAccount", "a" + i, "r" + i))),
            new Case(
                    "roles, all bound to one account",
                    10_000,
                    n -> account(0)
                            + each(
                                    n,
                                    i -> role(i, "", "rules: " + READ_SECRETS)
                                            + binding(i, "ServiceAccount", "a0", "r" + i))),
            new Case(
                    "aggregated roles, each with a role that it selects",
                    2_000,
                    n -> each(
                            n,
                            i -> account(i)
                                    + role(i, "part-of: x" + i, "rules: " + READ_SECRETS)
                                    + role(
                                            n + i,
                                            "",
                                            "aggregationRule: {clusterRoleSelectors: [{matchLabels: {part-of: x" + i
                                                    + "}}]}")
                                    + binding(i, "ServiceAccount", "a" + i, "r" + (n + i)))),
            new Case(
                    "accounts in a group that a role is bound to",
                    5_000,
                    n -> each(n, Growth::account)
                            + role(0, "", "rules: " + READ_SECRETS)
                            + binding(0, "Group", "system:serviceaccounts", "r0")),
            new Case("workloads whose account is missing", 5_000, n -> account(n) + each(n, i -> deployment(i, i))),
            new Case(
                    "bindings whose role and account are missing",
                    5_000,
                    n -> account(n)
                            + role(n, "", "rules: []")
                            + each(n, i -> binding(i, "ServiceAccount", "a" + i, "r" + i))
                            + each(n, i -> deployment(i, n))),
            new Case(
                    "accounts that one binding names",
                    5_000,
                    n -> each(n, Growth::account)
                            + role(0, "", "rules: " + READ_SECRETS)
                            + binding(0, "ServiceAccount", "a0", "r0")
                                    .replace(
                                            "subjects: [",
                                            "subjects: ["
                                                    + each(
                                                            n,
                                                            i -> "{kind: ServiceAccount, name: a" + i
                                                                    + ", namespace: kafka}, "))),
            new Case(
                    "namespaces with a binding to an account of the same name",
                    5_000,
                    n -> role(0, "", "rules: " + READ_SECRETS)
                            + each(
                                    n,
                                    i -> inNamespace(
                                            i,
                                            account(0)
                                                    + binding(0, "ServiceAccount", "a0", "r0")
                                                            .replace("ClusterRoleBinding", "RoleBinding")))),
            new Case(
                    "namespaces with a binding to one account",
                    5_000,
                    n -> account(0)
                            + role(0, "", "rules: " + READ_SECRETS)
                            + each(
                                    n,
                                    i -> binding(0, "ServiceAccount", "a0", "r0")
                                            .replace("ClusterRoleBinding", "RoleBinding")
                                            .replace("{name: b0}", "{name: b0, namespace: n" + i + "}"))));

    private static String inNamespace(int i, String text) {
        return text.replace("namespace: kafka", "namespace: n" + i)
                .replace("{name: b0}", "{name: b0, namespace: n" + i + "}");
    }

    private static String each(int size, IntFunction<String> text) {
        return IntStream.range(0, size).mapToObj(text).collect(Collectors.joining());
    }

    private static String account(int i) {
        return "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a" + i + ", namespace: kafka}\n---\n";
    }

    private static String deployment(int i, int account) {
        return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d" + i + ", namespace: kafka}\n"
                + "spec: {template: {spec: {serviceAccountName: a" + account + ", containers: [{name: main}]}}}\n---\n";
    }

    private static String role(int i, String labels, String grants) {
        return "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r" + i + ", labels: {"
                + labels + "}}\n" + grants + "\n---\n";
    }

    private static String binding(int i, String kind, String subject, String role) {
        return "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: b" + i + "}\n"
                + "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: " + role + "}\n"
                + "subjects: [{kind: " + kind + ", name: '" + subject + "'"
                + (kind.equals("Group") ? "" : ", namespace: kafka") + "}]\n---\n";
    }

    /**
     * Measures and prints a line for each input.
     *
     * @param arguments a text that the names of the inputs must have; none, or an empty one, for all
     */
    public static void main(String[] arguments) throws IOException {
        String wanted = arguments.length == 0 ? "" : arguments[0];
        for (Case one : CASES) {
            if (one.name().contains(wanted)) {
                measure(one);
            }
        }
    }

    private static void measure(Case one) throws IOException {
        time(one, one.size());
        double single = time(one, one.size());
        double twice = time(one, 2 * one.size());
        System.out.printf(
                Locale.ROOT,
                "%,d %s: %.0f ms; twice as many: %.0f ms; ratio %.1f%n",
                one.size(),
                one.name(),
                single,
                twice,
                twice / single);
    }

    /** The least of some rounds, in milliseconds: what disturbs only ever adds. */
    private static double time(Case one, int size) throws IOException {
        Path file = Files.createTempFile("growth", ".yaml");
        try {
            Files.writeString(file, one.text().apply(size));
            AuditRequest request = new AuditRequest(
                    List.of(new Input(file, "operator.yaml")),
                    Policy.none(),
                    FailOn.NEVER,
                    null,
                    LocalDate.of(2026, 11, 23));
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                Audit audit = TokenAudit.run(request);
                least = Math.min(least, (System.nanoTime() - start) / 1e6);
                if (audit.findings().stream()
                        .anyMatch(finding -> finding.rule().id().equals("TA901"))) {
                    throw new IllegalStateException(one.name() + " can't be read");
                }
            }
            return least;
        } finally {
            Files.delete(file);
        }
    }
}
