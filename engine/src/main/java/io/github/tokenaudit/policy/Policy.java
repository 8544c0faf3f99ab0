package io.github.tokenaudit.policy;

import io.github.tokenaudit.rule.Declaration;
import io.github.tokenaudit.rule.RuleSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code token-audit.yaml} says.
 *
 * @param kubernetesVersion the version to judge by, as {@code 1.31}; null when it says nothing
 * @param failOn when the build fails; null when it says nothing
 * @param rules settings of rules
 * @param suppressions findings that somebody takes responsibility for
 * @param suppressInManifests whether manifests may suppress findings of their own objects; false for who judges somebody
 *     else's manifests
 * @param declarations what the operator does that neither code nor log can show
 */
public record Policy(
        @Nullable String kubernetesVersion,
        @Nullable FailOn failOn,
        RuleSettings rules,
        List<SuppressionEntry> suppressions,
        boolean suppressInManifests,
        List<Declaration> declarations) {

    public Policy {
        suppressions = List.copyOf(suppressions);
        declarations = List.copyOf(declarations);
    }

    /** Whether a text is a version to judge by: a minor version of Kubernetes, as {@code 1.31}. */
    public static boolean isKubernetesVersion(String text) {
        return text.matches("1\\.[1-9][0-9]?");
    }

    /** The policy of who has none. */
    public static Policy none() {
        return new Policy(null, null, RuleSettings.defaults(), List.of(), true, List.of());
    }
}
