package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;

/** A job's audits: the way to the last report, and how it came there. */
@Restricted(NoExternalUse.class)
public final class JobTokenAuditAction implements Action {

    private final Job<?, ?> job;
    private final TokenAuditAction last;

    private JobTokenAuditAction(Job<?, ?> job, TokenAuditAction last) {
        this.job = job;
        this.last = last;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return last.getIconFileName();
    }

    @Override
    public String getDisplayName() {
        return last.getDisplayName();
    }

    @Override
    public String getUrlName() {
        return last.getUrlName();
    }

    /** The page is the last report's. */
    public HttpResponse doIndex() {
        job.checkPermission(Item.READ);
        return new HttpRedirect("../" + last.getRun().getNumber() + "/" + last.getUrlName() + "/");
    }

    /** The numbers of the last builds; null while there is but one, for which there is no trend. */
    @CheckForNull
    public Trend getTrend() {
        Trend trend = Trend.of(last);
        return trend.getBars().size() < 2 ? null : trend;
    }

    /**
     * Looks for the last audits from the last completed build on, whatever became of it: the builds that failed by the
     * gate are the ones that people look for.
     */
    @Extension
    public static final class Factory extends TransientActionFactory<Job<?, ?>> {

        /** A job that has not been audited for so many builds has no link any more. */
        private static final int FARTHEST = 10;

        @SuppressWarnings({"unchecked", "rawtypes"})
        @Override
        public Class<Job<?, ?>> type() {
            return (Class) Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job<?, ?> job) {
            Run<?, ?> run = job.getLastCompletedBuild();
            for (int i = 0; run != null && i < FARTHEST; i++) {
                List<TokenAuditAction> audits = run.getActions(TokenAuditAction.class);
                if (!audits.isEmpty()) {
                    return audits.stream()
                            .map(audit -> new JobTokenAuditAction(job, audit))
                            .toList();
                }
                run = run.getPreviousCompletedBuild();
            }
            return List.of();
        }
    }
}
