package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.access.Ability;
import io.github.tokenaudit.access.Danger;
import io.github.tokenaudit.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules about one dangerous thing that a grant allows. Findings about what such grants come to (a star in the rule, a
 * binding, a path) contain theirs.
 */
public final class GrantRules {

    private static final List<Rule> ALL = List.of(
            new SecretsRead(),
            new SecretsWrite(),
            new TokenRequest(),
            new Impersonate(),
            new Bind(),
            new Escalate(),
            new RbacWrite(),
            new CsrApproval(),
            new AdmissionWrite(),
            new NodesProxy(),
            new PodExec(),
            new EphemeralContainers(),
            new WorkloadCreate(),
            new WorkloadModify(),
            new PersistentVolumeCreate(),
            new StatusTampering(),
            new PodTheft(),
            new NodesWrite(),
            new NamespaceWrite(),
            new CrdWrite(),
            new ApiserviceWrite(),
            new PolicyEngineWrite(),
            new NetworkWrite(),
            new ConfigMapWrite(),
            new EvidenceDelete(),
            new NonResourceUrls(),
            new SecurityContextConstraints(),
            new AccountWrite(),
            new DeployByProxy(),
            new NodeConfigWrite());

    private GrantRules() {}

    /** All of them, in the order of their ids. */
    public static List<Rule> all() {
        return ALL;
    }

    /** Their ids, after some others, for a rule that contains all of them. */
    public static String[] and(String... others) {
        return Stream.concat(
                        Arrays.stream(others),
                        ALL.stream().map(rule -> rule.info().id()))
                .toArray(String[]::new);
    }

    /** How to take an ability away, as the rule about it says. */
    public static String remedy(Ability ability) {
        if (ability.danger() == Danger.FULL_ACCESS) {
            return (ability.grant().rule().field() == null ? Chain.ofBuiltIn(ability.grant()) : "")
                    + new FullAccess().info().remedy();
        }
        return ALL.stream()
                .filter(rule -> rule instanceof DangerRule about && about.isAbout(ability.danger()))
                .map(rule -> ((DangerRule) rule).remedy(ability))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(ability.danger() + " has no rule"));
    }
}
