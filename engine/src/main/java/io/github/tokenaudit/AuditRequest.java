package io.github.tokenaudit;

import io.github.tokenaudit.policy.FailOn;
import io.github.tokenaudit.policy.Policy;
import io.github.tokenaudit.usage.Observed;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to audit, and by what.
 *
 * @param files the manifests; finding them is the front end's business
 * @param policy what the team says
 * @param failOn when the gate shuts; null for what the policy, else the default, says
 * @param kubernetesVersion the version to judge by; null for what the policy, else the default, says
 * @param today by which suppressions and tokens expire
 * @param observed what code and log show of the operator's needs
 */
public record AuditRequest(
        List<Input> files,
        Policy policy,
        @Nullable FailOn failOn,
        @Nullable String kubernetesVersion,
        LocalDate today,
        Observed observed) {

    public AuditRequest {
        files = List.copyOf(files);
    }

    /** When the gate shuts by what this request, else the policy, says; null when neither does. */
    public @Nullable FailOn failOnSaid() {
        return failOn != null ? failOn : policy.failOn();
    }

    /** A request to audit manifests alone. */
    public AuditRequest(
            List<Input> files,
            Policy policy,
            @Nullable FailOn failOn,
            @Nullable String kubernetesVersion,
            LocalDate today) {
        this(files, policy, failOn, kubernetesVersion, today, Observed.nothing());
    }

    /**
     * A file to read.
     *
     * @param path where it is
     * @param name what reports call it: relative to something stable, with {@code /}
     */
    public record Input(Path path, String name) {}
}
