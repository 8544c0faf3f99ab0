package io.github.tokenaudit;

import io.github.tokenaudit.cluster.Inventory;
import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.posture.Posture;
import io.github.tokenaudit.rule.Finding;
import io.github.tokenaudit.usage.Observed;
import java.util.List;

/**
 * What an audit found. Everything that reports show comes from here.
 *
 * @param version of Token Audit
 * @param kubernetesVersion by which it judged, as {@code 1.34}
 * @param failOn when the gate shuts
 * @param inventory what was read
 * @param posture what a person looks at first
 * @param findings all of them, in the order of {@link Finding#ORDER}
 * @param notes how the input was read
 * @param observed what code and log show of the operator's needs
 */
public record Audit(
        String version,
        String kubernetesVersion,
        FailOn failOn,
        Inventory inventory,
        Posture posture,
        List<Finding> findings,
        List<Note> notes,
        Observed observed) {

    public Audit {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }
}
