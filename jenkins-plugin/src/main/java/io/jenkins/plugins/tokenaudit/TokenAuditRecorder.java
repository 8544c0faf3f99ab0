package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The audit after a freestyle build, with the same options as the step. Pipelines have {@link TokenAuditStep}. */
public final class TokenAuditRecorder extends Recorder {

    private final AuditOptions options;

    /** @param options null for none */
    @DataBoundConstructor
    public TokenAuditRecorder(@CheckForNull AuditOptions options) {
        this.options = options == null ? new AuditOptions() : options;
    }

    @NonNull
    public AuditOptions getOptions() {
        return options;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        FilePath workspace = build.getWorkspace();
        if (workspace == null) {
            throw new AbortException(Messages.TokenAuditRecorder_noWorkspace());
        }
        AuditOptions expanded = options.expanded(build.getEnvironment(listener));
        TokenAuditAction audit = new AuditRunner(expanded, build, listener).run(workspace, null);
        switch (audit.getVerdict()) {
            case PASSED -> {}
            case UNSTABLE -> build.setResult(Result.UNSTABLE);
            case FAILED ->
                throw new AbortException(Messages.TokenAuditStep_stopped(audit.getReason(), audit.getReportUrl()));
        }
        return true;
    }

    /** The form. */
    @Extension
    @Symbol("tokenAudit")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TokenAuditStep_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> project) {
            return true;
        }
    }
}
