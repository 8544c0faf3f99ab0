package io.jenkins.plugins.tokenaudit;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Optional;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/**
 * Which build a build is compared with: the newest earlier completed one of its job that has a result of the same id; for
 * a change request, the newest completed one of the branch that it wants to go into. There is no other rule.
 */
final class ReferenceBuild {

    /** A job that has not been audited for so many builds starts anew. */
    private static final int FARTHEST = 100;

    private ReferenceBuild() {}

    static Optional<TokenAuditAction> of(Run<?, ?> run, String id) {
        Item job = run.getParent();
        if (SCMHead.HeadByItem.findHead(job) instanceof ChangeRequestSCMHead change) {
            return target(run.getParent(), change).flatMap(target -> newest(target.getLastCompletedBuild(), id));
        }
        return newest(run.getPreviousCompletedBuild(), id);
    }

    private static Optional<Job<?, ?>> target(Job<?, ?> job, ChangeRequestSCMHead change) {
        ItemGroup<?> siblings = job.getParent();
        for (Item item : siblings.getItems()) {
            SCMHead head = SCMHead.HeadByItem.findHead(item);
            if (item instanceof Job<?, ?> branch
                    && head != null
                    && !(head instanceof ChangeRequestSCMHead)
                    && head.getName().equals(change.getTarget().getName())) {
                return Optional.of(branch);
            }
        }
        return Optional.empty();
    }

    private static Optional<TokenAuditAction> newest(Run<?, ?> from, String id) {
        Run<?, ?> run = from;
        for (int i = 0; run != null && i < FARTHEST; i++) {
            Optional<TokenAuditAction> audit = TokenAuditAction.of(run, id);
            if (audit.isPresent()) {
                return audit;
            }
            run = run.getPreviousCompletedBuild();
        }
        return Optional.empty();
    }
}
